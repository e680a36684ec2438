// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/records.h"

#include <librdkafka/rdkafka.h>

namespace stormbench::client {
namespace {

std::optional<Bytes> bytesFrom(const void* data, std::size_t size)
{
    if (!data)
        return std::nullopt;
    const auto* const first = static_cast<const std::uint8_t*>(data);
    return Bytes(first, first + size);
}

std::vector<api::Header> headersFrom(const rd_kafka_message_t& message)
{
    rd_kafka_headers_t* headers = nullptr;
    if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return {};
    std::vector<api::Header> result;
    result.reserve(rd_kafka_header_cnt(headers));
    const char* name = nullptr;
    const void* value = nullptr;
    std::size_t size = 0;
    while (rd_kafka_header_get_all(headers, result.size(), &name, &value, &size)
        == RD_KAFKA_RESP_ERR_NO_ERROR)
        result.push_back({name, bytesFrom(value, size)});
    return result;
}

std::optional<ByteView> viewOfBytes(const void* data, std::size_t size)
{
    if (!data)
        return std::nullopt;
    return ByteView(static_cast<const std::uint8_t*>(data), size);
}

api::TimestampType timestampTypeFrom(rd_kafka_timestamp_type_t type)
{
    switch (type) {
    case RD_KAFKA_TIMESTAMP_CREATE_TIME: return api::TimestampType::CreateTime;
    case RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME: return api::TimestampType::LogAppendTime;
    case RD_KAFKA_TIMESTAMP_NOT_AVAILABLE: break;
    }
    return api::TimestampType::None;
}

}  // namespace

api::ReceivedRecord recordFrom(const rd_kafka_message_s& message)
{
    api::ReceivedRecord record;
    record.topic = rd_kafka_topic_name(message.rkt);
    record.partition = PartitionIndex(message.partition);
    record.offset = Offset(message.offset);
    record.key = bytesFrom(message.key, message.key_len);
    record.value = bytesFrom(message.payload, message.len);
    record.headers = headersFrom(message);
    rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
    record.timestamp = api::WallTime(rd_kafka_message_timestamp(&message, &type));
    record.timestampType = timestampTypeFrom(type);
    return record;
}

api::RecordView viewOf(const rd_kafka_message_s& message)
{
    api::RecordView view;
    view.topic = rd_kafka_topic_name(message.rkt);
    view.partition = PartitionIndex(message.partition);
    view.offset = Offset(message.offset);
    view.key = viewOfBytes(message.key, message.key_len);
    view.value = viewOfBytes(message.payload, message.len);
    view.timestamp = api::WallTime(rd_kafka_message_timestamp(&message, nullptr));
    return view;
}

PartitionListHandle partitionList(const std::vector<api::TopicPartition>& partitions)
{
    PartitionListHandle list(
        rd_kafka_topic_partition_list_new(static_cast<int>(partitions.size())));
    for (const auto& partition : partitions)
        rd_kafka_topic_partition_list_add(
            list.get(), partition.topic.c_str(), partition.partition.value());
    return list;
}

PartitionListHandle partitionList(
    const std::vector<std::pair<api::TopicPartition, Offset>>& partitions)
{
    PartitionListHandle list(
        rd_kafka_topic_partition_list_new(static_cast<int>(partitions.size())));
    for (const auto& [partition, offset] : partitions)
        rd_kafka_topic_partition_list_add(
            list.get(), partition.topic.c_str(), partition.partition.value())
            ->offset
            = offset.value();
    return list;
}

std::vector<api::TopicPartition> partitionsFrom(const rd_kafka_topic_partition_list_s* list)
{
    std::vector<api::TopicPartition> partitions;
    for (int i = 0; list && i < list->cnt; ++i)
        partitions.push_back({list->elems[i].topic, PartitionIndex(list->elems[i].partition)});
    std::sort(partitions.begin(), partitions.end());
    return partitions;
}

Offset queryTimestamp(const api::OffsetQuery& query)
{
    switch (query.kind) {
    case api::OffsetQuery::Kind::Earliest: return Offset(-2);
    case api::OffsetQuery::Kind::Latest: return Offset(-1);
    case api::OffsetQuery::Kind::AtTime: break;
    }
    return Offset(query.time.count());
}

}  // namespace stormbench::client
