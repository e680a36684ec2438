// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>

#include <librdkafka/rdkafka.h>

#include "engine/client/errors.h"
#include "engine/client/rd_admin.h"
#include "engine/protocol/messages/describe_configs.h"
#include "engine/protocol/messages/incremental_alter_configs.h"

namespace stormbench::client {
namespace {

constexpr int kTopicResource = 2;
constexpr int kBrokerResource = 4;
constexpr std::int8_t kSetOperation = 0;
constexpr std::int8_t kDeleteOperation = 1;

using ResourceHandle
    = std::unique_ptr<rd_kafka_ConfigResource_t, void (*)(rd_kafka_ConfigResource_t*)>;

// The numbers are the same on the wire and in librdkafka.
api::ConfigSource sourceFrom(int number)
{
    switch (number) {
    case 1: return api::ConfigSource::DynamicTopic;
    case 2:
    case 3: return api::ConfigSource::DynamicBroker;
    case 4: return api::ConfigSource::StaticBroker;
    case 5: return api::ConfigSource::Default;
    default: return api::ConfigSource::Unknown;
    }
}

ResourceHandle resourceHandle(int type, const std::string& name)
{
    return {rd_kafka_ConfigResource_new(
                type == kTopicResource ? RD_KAFKA_RESOURCE_TOPIC : RD_KAFKA_RESOURCE_BROKER,
                name.c_str()),
        rd_kafka_ConfigResource_destroy};
}

std::string doingTo(std::string_view verb, int type, const std::string& name)
{
    return fmt::format(
        "{} the configuration of {} {}", verb, type == kTopicResource ? "topic" : "broker", name);
}

void sortByName(std::vector<api::ConfigEntry>& entries)
{
    std::sort(entries.begin(), entries.end(),
        [](const auto& a, const auto& b) { return a.name < b.name; });
}

}  // namespace

Result<std::vector<api::ConfigEntry>> RdAdmin::describeTopicConfig(const std::string& topic)
{
    return describeConfig({kTopicResource, topic});
}

Result<std::vector<api::ConfigEntry>> RdAdmin::describeBrokerConfig(BrokerId broker)
{
    return describeConfig({kBrokerResource, std::to_string(broker.value())});
}

Result<std::vector<api::ConfigEntry>> RdAdmin::describeConfig(const Resource& resource)
{
    if (!m_wire.available())
        return describeConfigByLibrdkafka(resource);
    protocol::DescribeConfigsRequest request;
    request.resources.push_back(
        {static_cast<std::int8_t>(resource.type), resource.name, std::nullopt});
    request.includeDocumentation = true;
    Result<protocol::DescribeConfigsResponse> response;
    if (resource.type == kBrokerResource) {
        int id = 0;
        std::from_chars(resource.name.data(), resource.name.data() + resource.name.size(), id);
        SB_TRY_ASSIGN(const auto broker, addressOf(BrokerId(id)));
        response = m_wire.call(broker, request, m_timeout);
    } else {
        response = m_wire.callAny(request, m_timeout);
    }
    const auto doing = doingTo("reading", resource.type, resource.name);
    if (!response && response.error().code == ErrorCode::Unsupported)
        return describeConfigByLibrdkafka(resource);  // a broker too old for documentation
    if (!response)
        return fail(response.error().withContext(doing));

    std::vector<api::ConfigEntry> entries;
    for (const auto& result : response->results) {
        if (result.errorCode != protocol::WireError::None)
            return fail(errorFrom(
                static_cast<int>(result.errorCode), doing, result.errorMessage.value_or("")));
        for (const auto& config : result.configs)
            entries.push_back({config.name, config.isSensitive ? std::nullopt : config.value,
                sourceFrom(config.configSource), config.readOnly,
                config.documentation.value_or("")});
    }
    sortByName(entries);
    return entries;
}

Result<std::vector<api::ConfigEntry>> RdAdmin::describeConfigByLibrdkafka(const Resource& resource)
{
    const auto doing = doingTo("reading", resource.type, resource.name);
    const auto handle = resourceHandle(resource.type, resource.name);
    auto* pointer = handle.get();
    SB_TRY_ASSIGN(const auto event,
        run(RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, doing, [&](auto* options, auto* queue) {
            rd_kafka_DescribeConfigs(m_client.get(), &pointer, 1, options, queue);
        }));
    std::size_t count = 0;
    const auto** resources = rd_kafka_DescribeConfigs_result_resources(
        rd_kafka_event_DescribeConfigs_result(event.get()), &count);
    std::vector<api::ConfigEntry> entries;
    if (count == 0)
        return entries;
    if (const auto code = rd_kafka_ConfigResource_error(resources[0])) {
        const char* const detail = rd_kafka_ConfigResource_error_string(resources[0]);
        return fail(errorFrom(code, doing, detail ? detail : ""));
    }
    const auto** configs = rd_kafka_ConfigResource_configs(resources[0], &count);
    for (std::size_t i = 0; i < count; ++i) {
        const char* const value = rd_kafka_ConfigEntry_value(configs[i]);
        entries.push_back({rd_kafka_ConfigEntry_name(configs[i]),
            value ? std::optional<std::string>(value) : std::nullopt,
            sourceFrom(rd_kafka_ConfigEntry_source(configs[i])),
            rd_kafka_ConfigEntry_is_read_only(configs[i]) == 1, {}});
    }
    sortByName(entries);
    return entries;
}

Result<> RdAdmin::alterTopicConfig(
    const std::string& topic, const std::map<std::string, std::optional<std::string>>& changes)
{
    if (changes.empty())
        return {};
    if (!m_wire.available())
        return rewriteTopicConfig(topic, changes);
    protocol::IncrementalAlterConfigsRequest request;
    auto& resource = request.resources.emplace_back();
    resource.resourceType = kTopicResource;
    resource.resourceName = topic;
    for (const auto& [name, value] : changes)
        resource.configs.push_back({name, value ? kSetOperation : kDeleteOperation, value});
    auto response = m_wire.callAny(request, m_timeout);
    const auto doing = doingTo("changing", kTopicResource, topic);
    if (!response && response.error().code == ErrorCode::Unsupported)
        return rewriteTopicConfig(topic, changes);
    if (!response)
        return fail(response.error().withContext(doing));
    for (const auto& result : response->responses) {
        if (result.errorCode != protocol::WireError::None)
            return fail(errorFrom(
                static_cast<int>(result.errorCode), doing, result.errorMessage.value_or("")));
    }
    return {};
}

// AlterConfigs replaces everything that is set on the topic, so what stays is sent along.
Result<> RdAdmin::rewriteTopicConfig(
    const std::string& topic, const std::map<std::string, std::optional<std::string>>& changes)
{
    SB_TRY_ASSIGN(const auto current, describeTopicConfig(topic));
    std::map<std::string, std::string> wanted;
    for (const auto& entry : current) {
        if (entry.source == api::ConfigSource::DynamicTopic && entry.value)
            wanted[entry.name] = *entry.value;
    }
    for (const auto& [name, value] : changes) {
        if (value)
            wanted[name] = *value;
        else
            wanted.erase(name);
    }
    const auto handle = resourceHandle(kTopicResource, topic);
    for (const auto& [name, value] : wanted)
        rd_kafka_ConfigResource_set_config(handle.get(), name.c_str(), value.c_str());
    auto* pointer = handle.get();
    const auto doing = doingTo("changing", kTopicResource, topic);
    SB_TRY_ASSIGN(const auto event,
        run(RD_KAFKA_ADMIN_OP_ALTERCONFIGS, doing, [&](auto* options, auto* queue) {
            rd_kafka_AlterConfigs(m_client.get(), &pointer, 1, options, queue);
        }));
    std::size_t count = 0;
    const auto** resources = rd_kafka_AlterConfigs_result_resources(
        rd_kafka_event_AlterConfigs_result(event.get()), &count);
    if (count > 0) {
        if (const auto code = rd_kafka_ConfigResource_error(resources[0])) {
            const char* const detail = rd_kafka_ConfigResource_error_string(resources[0]);
            return fail(errorFrom(code, doing, detail ? detail : ""));
        }
    }
    return {};
}

}  // namespace stormbench::client
