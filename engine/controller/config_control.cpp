// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "engine/controller/config_change.h"
#include "engine/controller/controller.h"

namespace stormbench::controller {
namespace {

std::string effectiveValue(
    const ConfigResolver& resolver, const ConfigResource& resource, const std::string& name)
{
    if (resource.type == ConfigResourceType::Topic)
        return findTopicConfig(name) ? resolver.topicText(resource.name, name) : std::string{};
    return findBrokerConfig(name) ? resolver.text(name) : std::string{};
}

}  // namespace

Outcome<AlterConfigsResponse> Controller::alterConfigs(const AlterConfigsRequest& request)
{
    Outcome<AlterConfigsResponse> outcome;
    std::map<ConfigTarget, int> counts;
    for (const auto& resource : request.resources)
        ++counts[resource.target];
    RecordWriter writer(m_image);
    for (const auto& resource : request.resources) {
        auto error = counts[resource.target] > 1
            ? ApiError{WireError::InvalidRequest,
                fmt::format("The resource {} is named more than once.", resource.target.name)}
            : alterResource(resource, request.replaceAll, writer);
        outcome.response.resources.emplace_back(resource.target, std::move(error));
    }
    electByNewConfigs(writer);
    outcome.records = finish(std::move(writer), request.validateOnly);
    return outcome;
}

// A resource changes as a whole or not at all.
ApiError Controller::alterResource(
    const AlteredResource& altered, bool replaceAll, RecordWriter& writer) const
{
    const auto resource = resolveTarget(altered.target, writer.image());
    if (!resource)
        return resource.error();
    const auto current = resolver();
    std::map<std::string, ConfigRecord> records;
    for (const auto& change : altered.changes) {
        if (records.contains(change.name))
            return {WireError::InvalidRequest,
                fmt::format("Error due to duplicate config keys: {}", change.name)};
        auto record
            = resolveChange(*resource, change, effectiveValue(current, *resource, change.name));
        if (!record)
            return record.error();
        records.emplace(change.name, *std::move(record));
    }
    const auto set = writer.image().configsOf(*resource);
    if (replaceAll)
        for (const auto& [name, value] : set)
            records.try_emplace(name, ConfigRecord{*resource, name, {}});
    for (auto& [name, record] : records) {
        const auto found = set.find(name);
        const bool same = record.value ? found != set.end() && found->second == *record.value
                                       : found == set.end();
        if (!same)
            writer.add(std::move(record));
    }
    return {};
}

}  // namespace stormbench::controller
