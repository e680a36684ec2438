// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/log.h"
#include "engine/broker/handlers/handlers.h"
#include "engine/broker/wire_errors.h"
#include "engine/env/files.h"

namespace stormbench::broker {

using protocol::WireError;

namespace {

constexpr std::int64_t kHighWatermark = -1;

void deleteRecords(Core& core, const std::string& topic,
    const protocol::DeleteRecordsRequest::DeleteRecordsPartition& wanted,
    protocol::DeleteRecordsResponse::DeleteRecordsPartitionResult& out)
{
    out.lowWatermark = -1;
    const auto found
        = core.partitions.leader(core.image(), topic, PartitionIndex{wanted.partitionIndex});
    out.errorCode = found.error;
    if (!found.partition)
        return;
    auto& log = found.partition->log;
    if (!log.log().config().cleanupDelete) {
        out.errorCode = WireError::PolicyViolation;
        return;
    }
    if (log.log().offlineReason()) {
        out.errorCode = WireError::KafkaStorageError;
        return;
    }
    if (wanted.offset < kHighWatermark) {
        out.errorCode = WireError::OffsetOutOfRange;
        return;
    }
    const auto deleted = log.deleteRecords(
        wanted.offset == kHighWatermark ? log.highWatermark() : Offset{wanted.offset});
    if (deleted)
        out.lowWatermark = log.logStartOffset().value();
    else
        out.errorCode = wireErrorOf(deleted.error().code);
}

}  // namespace

void handle(Core& core, const RequestPtr& request, protocol::DeleteRecordsRequest message)
{
    protocol::DeleteRecordsResponse response;
    for (const auto& topic : message.topics) {
        auto& out = response.topics.emplace_back();
        out.name = topic.name;
        for (const auto& partition : topic.partitions) {
            auto& result = out.partitions.emplace_back();
            result.partitionIndex = partition.partitionIndex;
            deleteRecords(core, topic.name, partition, result);
        }
    }
    if (const auto written = core.logs.writeCheckpoints(); !written)
        log::error(core.loggerName, "log start offsets: {}", written.error().message);
    request->reply(response);
}

void handle(Core& core, const RequestPtr& request, protocol::DescribeLogDirsRequest message)
{
    const auto wanted = [&](const std::string& topic, PartitionIndex index) {
        if (!message.topics)
            return true;
        return std::any_of(message.topics->begin(), message.topics->end(), [&](const auto& filter) {
            return filter.topic == topic
                && std::find(filter.partitions.begin(), filter.partitions.end(), index.value())
                != filter.partitions.end();
        });
    };
    protocol::DescribeLogDirsResponse response;
    auto& directory = response.results.emplace_back();
    directory.logDir = core.logs.path();
    if (const auto space = core.environment.files.space(core.logs.path())) {
        directory.totalBytes = static_cast<std::int64_t>(space->total);
        directory.usableBytes = static_cast<std::int64_t>(space->usable);
    }
    for (const auto& [topic, partitions] : core.partitions.topics()) {
        protocol::DescribeLogDirsResponse::DescribeLogDirsTopic out{topic, {}};
        for (const auto& [index, hosted] : partitions) {
            if (hosted->log.log().offlineReason())
                directory.errorCode = WireError::KafkaStorageError;
            if (wanted(topic, index))
                out.partitions.push_back({index.value(),
                    static_cast<std::int64_t>(hosted->log.log().sizeInBytes()), 0, false});
        }
        if (!out.partitions.empty())
            directory.topics.push_back(std::move(out));
    }
    request->reply(response);
}

void handle(Core& core, const RequestPtr& request, protocol::OffsetForLeaderEpochRequest message)
{
    protocol::OffsetForLeaderEpochResponse response;
    for (const auto& topic : message.topics) {
        auto& out = response.topics.emplace_back();
        out.topic = topic.topic;
        for (const auto& partition : topic.partitions) {
            auto& result = out.partitions.emplace_back();
            result.partition = partition.partition;
            const auto found = core.partitions.leader(
                core.image(), topic.topic, PartitionIndex{partition.partition});
            result.errorCode = found.error;
            if (!found.partition)
                continue;
            result.errorCode = wireErrorOf(
                found.partition->log.checkEpoch(LeaderEpoch{partition.currentLeaderEpoch}));
            if (result.errorCode != WireError::None)
                continue;
            const auto end
                = found.partition->log.endOffsetForEpoch(LeaderEpoch{partition.leaderEpoch});
            result.leaderEpoch = end.epoch.value();
            result.endOffset = end.endOffset.value();
        }
    }
    request->reply(response);
}

}  // namespace stormbench::broker
