// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "engine/protocol/messages/all.h"
#include "engine/storage/batch_builder.h"
#include "tests/support/wire_client.h"

/// Requests that many tests need, with the fields that matter.
namespace stormbench::tests {

using protocol::WireError;

[[nodiscard]] WireError createTopic(WireClient& client, const std::string& name,
    std::int32_t partitions = 1, std::vector<std::pair<std::string, std::string>> configs = {});
/// The id of the topic as the broker's metadata has it; zero if it has none.
[[nodiscard]] Uuid topicId(WireClient& client, const std::string& name);

[[nodiscard]] Bytes batchOf(
    const std::vector<std::string>& values, storage::BatchOptions options = {});
[[nodiscard]] protocol::ProduceRequest produceRequest(
    const std::string& topic, ByteView records, std::int16_t acks = -1, std::int32_t partition = 0);
/// Produces and gives the partition's answer; retries while the leader has not heard of its
/// partition yet.
[[nodiscard]] protocol::ProduceResponse::PartitionProduceResponse produce(WireClient& client,
    const std::string& topic, const std::vector<std::string>& values, std::int32_t partition = 0,
    storage::BatchOptions options = {});
[[nodiscard]] protocol::FetchRequest fetchRequest(
    const std::string& topic, const Uuid& id, std::int64_t offset, std::int32_t maxWaitMs = 0);
/// The values of all records of a response, in order.
[[nodiscard]] std::vector<std::string> valuesOf(const protocol::FetchResponse& response);
[[nodiscard]] std::int64_t logEnd(
    WireClient& client, const std::string& topic, std::int64_t timestamp = -1);

}  // namespace stormbench::tests
