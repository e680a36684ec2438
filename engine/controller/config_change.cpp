// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/config_change.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/controller/start_configs.h"

namespace stormbench::controller {
namespace {

tl::unexpected<ApiError> refuse(WireError code, std::string why)
{
    return tl::unexpected(ApiError{code, std::move(why)});
}

tl::expected<const ConfigDefinition*, ApiError> definitionOf(
    const ConfigResource& resource, const std::string& name)
{
    if (resource.type == ConfigResourceType::Topic) {
        if (const auto* definition = findTopicConfig(name))
            return definition;
        return refuse(WireError::InvalidConfig, fmt::format("Unknown topic config name: {}", name));
    }
    const auto* definition = findBrokerConfig(name);
    if (!definition)
        definition = findStartConfig(name);
    if (!definition)
        return refuse(
            WireError::InvalidConfig, fmt::format("Unknown broker config name: {}", name));
    if (definition->scope == ConfigScope::ReadOnly)
        return refuse(WireError::InvalidRequest,
            fmt::format("Cannot update these configs dynamically: Set({})", name));
    return definition;
}

std::string changedList(const std::string& current, const ConfigChange& change)
{
    auto elements = listElements(current);
    for (const auto& element : listElements(change.value.value_or("")))
        if (change.operation == ConfigOperation::Subtract)
            std::erase(elements, element);
        else if (std::find(elements.begin(), elements.end(), element) == elements.end())
            elements.push_back(element);
    return fmt::format("{}", fmt::join(elements, ","));
}

}  // namespace

tl::expected<CheckedConfigs, ApiError> checkTopicConfigs(
    const std::vector<std::pair<std::string, std::optional<std::string>>>& configs)
{
    CheckedConfigs checked;
    for (const auto& [name, value] : configs) {
        const auto definition = definitionOf({ConfigResourceType::Topic, {}}, name);
        if (!definition)
            return tl::unexpected(definition.error());
        if (!value)
            return refuse(WireError::InvalidConfig,
                fmt::format("Null value not supported for topic configs: {}", name));
        auto canonical = checkedValue(**definition, *value);
        if (!canonical)
            return refuse(WireError::InvalidConfig, canonical.error().message);
        checked[name] = *std::move(canonical);
    }
    return checked;
}

tl::expected<ConfigResource, ApiError> resolveTarget(
    const ConfigTarget& target, const MetadataImage& image)
{
    if (target.type == static_cast<std::int8_t>(ConfigResourceType::Topic)) {
        if (!image.topic(target.name))
            return refuse(WireError::UnknownTopicOrPartition,
                fmt::format("The topic '{}' does not exist.", target.name));
        return ConfigResource{ConfigResourceType::Topic, target.name};
    }
    if (target.type != static_cast<std::int8_t>(ConfigResourceType::Broker))
        return refuse(WireError::InvalidRequest,
            fmt::format("Unexpected type for resource {}.", target.name));
    if (target.name.empty())
        return ConfigResource{ConfigResourceType::Broker, {}};
    std::int32_t id = 0;
    const auto [end, error]
        = std::from_chars(target.name.data(), target.name.data() + target.name.size(), id);
    if (error != std::errc{} || end != target.name.data() + target.name.size())
        return refuse(WireError::InvalidRequest,
            fmt::format("Node id must be an integer, but it is: {}", target.name));
    return ConfigResource{ConfigResourceType::Broker, std::to_string(id)};
}

tl::expected<ConfigRecord, ApiError> resolveChange(
    const ConfigResource& resource, const ConfigChange& change, const std::string& effective)
{
    const auto definition = definitionOf(resource, change.name);
    if (!definition)
        return tl::unexpected(definition.error());
    if (change.operation == ConfigOperation::Delete)
        return ConfigRecord{resource, change.name, {}};
    if (!change.value)
        return refuse(WireError::InvalidRequest,
            fmt::format("Null value not supported for : {}", change.name));

    auto wanted = *change.value;
    if (change.operation != ConfigOperation::Set) {
        if ((*definition)->type != ConfigType::List)
            return refuse(WireError::InvalidConfig,
                fmt::format("Can't {} to key {} because its type is not LIST.",
                    change.operation == ConfigOperation::Append ? "APPEND" : "SUBTRACT",
                    change.name));
        wanted = changedList(effective, change);
    }
    auto canonical = checkedValue(**definition, wanted);
    if (!canonical)
        return refuse(WireError::InvalidConfig, canonical.error().message);
    return ConfigRecord{resource, change.name, *std::move(canonical)};
}

}  // namespace stormbench::controller
