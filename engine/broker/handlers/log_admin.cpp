// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/log.h"
#include "engine/broker/handlers/handlers.h"
#include "engine/broker/partition_wait.h"
#include "engine/broker/wire_errors.h"
#include "engine/env/files.h"

namespace stormbench::broker {

using protocol::WireError;

namespace {

constexpr std::int64_t kHighWatermark = -1;

using DeletedPartition = protocol::DeleteRecordsResponse::DeleteRecordsPartitionResult;

/// On the leader alone.
void deleteHere(Core& core, const std::string& topic,
    const protocol::DeleteRecordsRequest::DeleteRecordsPartition& wanted, DeletedPartition& out)
{
    out.lowWatermark = -1;
    const auto found
        = core.partitions.leader(core.image(), topic, PartitionIndex{wanted.partitionIndex});
    out.errorCode = found.error;
    if (!found.partition)
        return;
    auto& log = found.partition->log;
    if (!log.log().config().cleanupDelete)
        out.errorCode = WireError::PolicyViolation;
    else if (log.log().offlineReason())
        out.errorCode = WireError::KafkaStorageError;
    else if (wanted.offset < kHighWatermark)
        out.errorCode = WireError::OffsetOutOfRange;
    else if (const auto deleted = log.deleteRecords(
                 wanted.offset == kHighWatermark ? log.highWatermark() : Offset{wanted.offset});
             !deleted)
        out.errorCode = wireErrorOf(deleted.error().code);
    if (out.errorCode == WireError::None)
        out.lowWatermark = log.logStartOffset().value();
}

/// A request of many partitions: its answer goes when the in-sync replicas of each have deleted, so
/// that no change of leaders brings anything back.
class RecordsDeletion : public std::enable_shared_from_this<RecordsDeletion> {
public:
    RecordsDeletion(Core& core, RequestPtr request, std::chrono::milliseconds limit)
        : m_core(core)
        , m_request(std::move(request))
        , m_limit(limit)
    {
    }

    void run(const protocol::DeleteRecordsRequest& message)
    {
        for (const auto& topic : message.topics) {
            auto& out = m_response.topics.emplace_back();
            out.name = topic.name;
            out.partitions.resize(topic.partitions.size());
            for (std::size_t i = 0; i < topic.partitions.size(); ++i) {
                out.partitions[i].partitionIndex = topic.partitions[i].partitionIndex;
                deleteHere(m_core, topic.name, topic.partitions[i], out.partitions[i]);
            }
        }
        if (const auto written = m_core.logs.writeCheckpoints(); !written)
            log::error(m_core.loggerName, "log start offsets: {}", written.error().message);
        for (std::size_t t = 0; t < m_response.topics.size(); ++t)
            for (std::size_t i = 0; i < m_response.topics[t].partitions.size(); ++i)
                await(t, i);
        finishOne();
    }

private:
    void await(std::size_t t, std::size_t i)
    {
        auto& out = m_response.topics[t].partitions[i];
        if (out.errorCode != WireError::None)
            return;
        const PartitionIndex index{out.partitionIndex};
        const auto& topic = m_response.topics[t].name;
        const auto outcome = [&core = m_core, topic, index,
                                 upTo = Offset{out.lowWatermark}]() -> std::optional<WireError> {
            const auto found = core.partitions.leader(core.image(), topic, index);
            if (!found.partition)
                return found.error;
            return found.partition->log.deletedBelow() < upTo ? std::nullopt
                                                              : std::optional(WireError::None);
        };
        ++m_waiting;
        PartitionWait::start(m_core.purgatory, m_core.partitions.find(topic, index), m_limit,
            outcome, [self = shared_from_this(), t, i](WireError error) {
                auto& answer = self->m_response.topics[t].partitions[i];
                answer.errorCode = error;
                if (error != WireError::None)
                    answer.lowWatermark = -1;
                self->finishOne();
            });
    }

    void finishOne()
    {
        if (--m_waiting == 0)
            m_request->reply(m_response);
    }

    Core& m_core;
    RequestPtr m_request;
    std::chrono::milliseconds m_limit;
    protocol::DeleteRecordsResponse m_response;
    int m_waiting = 1;  ///< and the request itself, while it is begun
};

}  // namespace

void handle(Core& core, const RequestPtr& request, protocol::DeleteRecordsRequest message)
{
    const std::chrono::milliseconds limit(std::max(0, message.timeoutMs));
    std::make_shared<RecordsDeletion>(core, request, limit)->run(message);
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
