// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/admin.h"
#include "engine/client/handles.h"

namespace stormbench::client {

/// Copies a consumed message out of librdkafka's memory.
[[nodiscard]] api::ReceivedRecord recordFrom(const rd_kafka_message_s& message);
/// Points into the message.
[[nodiscard]] api::RecordView viewOf(const rd_kafka_message_s& message);

[[nodiscard]] PartitionListHandle partitionList(const std::vector<api::TopicPartition>& partitions);
/// With the offset of each: a position, or what librdkafka's request gives the field as meaning.
[[nodiscard]] PartitionListHandle partitionList(
    const std::vector<std::pair<api::TopicPartition, Offset>>& partitions);
[[nodiscard]] std::vector<api::TopicPartition> partitionsFrom(
    const rd_kafka_topic_partition_list_s* list);

/// What ListOffsets has in its timestamp field: -2 for the earliest, -1 for the latest, otherwise
/// milliseconds.
[[nodiscard]] Offset queryTimestamp(const api::OffsetQuery& query);

}  // namespace stormbench::client
