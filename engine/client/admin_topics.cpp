// SPDX-License-Identifier: GPL-3.0-or-later
#include <librdkafka/rdkafka.h>

#include "engine/client/errors.h"
#include "engine/client/rd_admin.h"

namespace stormbench::client {
namespace {

// librdkafka takes -1 for the cluster's default only from brokers of 2.4 on, which is all that
// matters here (KIP-464).
using NewTopicHandle = std::unique_ptr<rd_kafka_NewTopic_t, void (*)(rd_kafka_NewTopic_t*)>;
using DeleteTopicHandle
    = std::unique_ptr<rd_kafka_DeleteTopic_t, void (*)(rd_kafka_DeleteTopic_t*)>;
using NewPartitionsHandle
    = std::unique_ptr<rd_kafka_NewPartitions_t, void (*)(rd_kafka_NewPartitions_t*)>;

Result<NewTopicHandle> newTopic(const api::NewTopic& topic)
{
    std::array<char, 256> why{};
    NewTopicHandle handle(rd_kafka_NewTopic_new(topic.name.c_str(), topic.partitions,
                              topic.replicationFactor, why.data(), why.size()),
        rd_kafka_NewTopic_destroy);
    if (!handle)
        return fail(
            ErrorCode::InvalidArgument, fmt::format("topic \"{}\": {}", topic.name, why.data()));
    for (const auto& [name, value] : topic.configs)
        rd_kafka_NewTopic_set_config(handle.get(), name.c_str(), value.c_str());
    return handle;
}

std::vector<api::ItemResult> itemsFrom(
    const rd_kafka_topic_result_t** results, std::size_t count, std::string_view doing)
{
    std::vector<api::ItemResult> items;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = rd_kafka_topic_result_name(results[i]);
        Result<> result;
        if (const auto code = rd_kafka_topic_result_error(results[i])) {
            const char* const detail = rd_kafka_topic_result_error_string(results[i]);
            result = fail(errorFrom(code, fmt::format("{} {}", doing, name), detail ? detail : ""));
        }
        items.push_back({name, std::move(result)});
    }
    return items;
}

template <class Handles> auto rawPointers(const Handles& handles)
{
    std::vector<typename Handles::value_type::pointer> pointers;
    for (const auto& handle : handles)
        pointers.push_back(handle.get());
    return pointers;
}

}  // namespace

Result<std::vector<api::ItemResult>> RdAdmin::createTopics(const std::vector<api::NewTopic>& topics)
{
    if (topics.empty())
        return std::vector<api::ItemResult>{};
    std::vector<NewTopicHandle> handles;
    for (const auto& topic : topics) {
        SB_TRY_ASSIGN(auto handle, newTopic(topic));
        handles.push_back(std::move(handle));
    }
    auto pointers = rawPointers(handles);
    SB_TRY_ASSIGN(const auto event,
        run(RD_KAFKA_ADMIN_OP_CREATETOPICS, "creating topics", [&](auto* options, auto* queue) {
            rd_kafka_CreateTopics(m_client.get(), pointers.data(), pointers.size(), options, queue);
        }));
    std::size_t count = 0;
    const auto** results = rd_kafka_CreateTopics_result_topics(
        rd_kafka_event_CreateTopics_result(event.get()), &count);
    return itemsFrom(results, count, "creating topic");
}

Result<std::vector<api::ItemResult>> RdAdmin::deleteTopics(const std::vector<std::string>& names)
{
    if (names.empty())
        return std::vector<api::ItemResult>{};
    std::vector<DeleteTopicHandle> handles;
    for (const auto& name : names)
        handles.emplace_back(rd_kafka_DeleteTopic_new(name.c_str()), rd_kafka_DeleteTopic_destroy);
    auto pointers = rawPointers(handles);
    SB_TRY_ASSIGN(const auto event,
        run(RD_KAFKA_ADMIN_OP_DELETETOPICS, "deleting topics", [&](auto* options, auto* queue) {
            rd_kafka_DeleteTopics(m_client.get(), pointers.data(), pointers.size(), options, queue);
        }));
    std::size_t count = 0;
    const auto** results = rd_kafka_DeleteTopics_result_topics(
        rd_kafka_event_DeleteTopics_result(event.get()), &count);
    return itemsFrom(results, count, "deleting topic");
}

Result<> RdAdmin::createPartitions(const std::string& topic, int newTotal)
{
    const auto doing = fmt::format("giving topic {} {} partitions", topic, newTotal);
    std::array<char, 256> why{};
    const NewPartitionsHandle handle(
        rd_kafka_NewPartitions_new(
            topic.c_str(), static_cast<std::size_t>(std::max(newTotal, 0)), why.data(), why.size()),
        rd_kafka_NewPartitions_destroy);
    if (!handle)
        return fail(ErrorCode::InvalidArgument, fmt::format("{}: {}", doing, why.data()));
    auto* pointer = handle.get();
    SB_TRY_ASSIGN(const auto event,
        run(RD_KAFKA_ADMIN_OP_CREATEPARTITIONS, doing, [&](auto* options, auto* queue) {
            rd_kafka_CreatePartitions(m_client.get(), &pointer, 1, options, queue);
        }));
    std::size_t count = 0;
    const auto** results = rd_kafka_CreatePartitions_result_topics(
        rd_kafka_event_CreatePartitions_result(event.get()), &count);
    auto items = itemsFrom(results, count, "adding partitions to topic");
    return items.empty() ? Result<>() : std::move(items.front().result);
}

}  // namespace stormbench::client
