// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "engine/broker/controller_link.h"
#include "engine/broker/handlers/handlers.h"
#include "engine/broker/handlers/own_configs.h"

namespace stormbench::broker {

using protocol::DescribeConfigsRequest;
using protocol::DescribeConfigsResponse;
using protocol::WireError;

namespace {

constexpr std::chrono::milliseconds kLimit{30'000};
constexpr std::int8_t kTopicResource = 2;
constexpr std::int8_t kBrokerResource = 4;

template <class Message>
void relayAlteration(Core& core, const RequestPtr& request, const Message& message)
{
    using Response = typename Message::Response;
    core.controller.send(
        message, request->version(), kLimit, [request, message](const Result<Response>& answer) {
            if (answer)
                return request->reply(*answer);
            Response errors;
            for (const auto& resource : message.resources) {
                errors.responses.push_back(
                    {WireError::NotController, "the controller cannot be reached now",
                        resource.resourceType, resource.resourceName});
            }
            request->reply(errors);
        });
}

DescribeConfigsResponse::DescribeConfigsResourceResult wireEntry(
    const controller::ConfigEntry& entry, const DescribeConfigsRequest& message)
{
    DescribeConfigsResponse::DescribeConfigsResourceResult wire;
    wire.name = entry.definition->name;
    wire.value = entry.value;
    wire.readOnly = entry.readOnly;
    wire.configSource = static_cast<std::int8_t>(entry.source);
    wire.configType = static_cast<std::int8_t>(entry.definition->type);
    wire.documentation = message.includeDocumentation
        ? std::optional(std::string(entry.definition->doc))
        : std::nullopt;
    if (message.includeSynonyms) {
        for (const auto& synonym : entry.synonyms)
            wire.synonyms.push_back(
                {synonym.name, synonym.value, static_cast<std::int8_t>(synonym.source)});
    }
    return wire;
}

/// The entries of one resource, or why there are none.
WireError entriesOf(Core& core, const DescribeConfigsRequest::DescribeConfigsResource& resource,
    std::vector<controller::ConfigEntry>& entries, std::string& why)
{
    const auto configs = core.configs();
    if (resource.resourceType == kTopicResource) {
        if (!core.image().topic(resource.resourceName))
            return WireError::UnknownTopicOrPartition;
        entries = configs.describeTopic(resource.resourceName);
    } else if (resource.resourceType == kBrokerResource && resource.resourceName.empty()) {
        entries = configs.describeClusterDefaults();
    } else if (resource.resourceType == kBrokerResource) {
        if (resource.resourceName != std::to_string(core.options.id.value())) {
            why = fmt::format("this is broker {}: ask broker {} itself", core.options.id.value(),
                resource.resourceName);
            return WireError::InvalidRequest;
        }
        entries = configs.describeBroker();
        auto own = ownConfigs(core);
        std::move(own.begin(), own.end(), std::back_inserter(entries));
        std::sort(entries.begin(), entries.end(), [](const auto& one, const auto& other) {
            return one.definition->name < other.definition->name;
        });
    } else {
        why = fmt::format(
            "resources of type {} have no configurations here", resource.resourceType);
        return WireError::InvalidRequest;
    }
    return WireError::None;
}

}  // namespace

void handle(Core& core, const RequestPtr& request, protocol::AlterConfigsRequest message)
{
    relayAlteration(core, request, message);
}

void handle(Core& core, const RequestPtr& request, protocol::IncrementalAlterConfigsRequest message)
{
    relayAlteration(core, request, message);
}

void handle(Core& core, const RequestPtr& request, DescribeConfigsRequest message)
{
    DescribeConfigsResponse response;
    for (const auto& resource : message.resources) {
        auto& out = response.results.emplace_back();
        out.resourceType = resource.resourceType;
        out.resourceName = resource.resourceName;
        std::vector<controller::ConfigEntry> entries;
        std::string why;
        out.errorCode = entriesOf(core, resource, entries, why);
        out.errorMessage = why.empty() ? std::nullopt : std::optional(why);
        const auto& keys = resource.configurationKeys;
        for (const auto& entry : entries) {
            // As in Kafka's ConfigHelper, an empty list asks for all, like null.
            if (!keys || keys->empty()
                || std::find(keys->begin(), keys->end(), entry.definition->name) != keys->end())
                out.configs.push_back(wireEntry(entry, message));
        }
    }
    request->reply(response);
}

}  // namespace stormbench::broker
