// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/handlers/handlers.h"
#include "engine/broker/wire_errors.h"

namespace stormbench::broker {

using protocol::ListOffsetsRequest;
using protocol::ListOffsetsResponse;
using protocol::WireError;
using PartitionResponse = ListOffsetsResponse::ListOffsetsPartitionResponse;

namespace {

// Special timestamps.
constexpr std::int64_t kLatest = -1;
constexpr std::int64_t kEarliest = -2;
constexpr std::int64_t kMaxTimestamp = -3;
constexpr std::int64_t kEarliestLocal = -4;
constexpr std::int64_t kLatestTiered = -5;
constexpr std::int16_t kFirstVersionWithNotAvailable = 5;

void tell(PartitionResponse& out, const replication::PartitionLog& log, Offset offset,
    std::int64_t timestamp = -1)
{
    out.offset = offset.value();
    out.timestamp = timestamp;
    out.leaderEpoch = log.log().leaderEpochs().epochAt(offset).value();
}

void find(replication::PartitionLog& log, std::int64_t timestamp, replication::Isolation isolation,
    PartitionResponse& out)
{
    switch (timestamp) {
    case kLatest:
        tell(out, log, log.endFor(isolation));
        out.leaderEpoch = log.leaderEpoch().value();
        return;
    case kEarliest:
    case kEarliestLocal: return tell(out, log, log.logStartOffset());
    case kLatestTiered: return;  // nothing is tiered: offset -1
    default: break;
    }
    if (timestamp < kMaxTimestamp) {
        out.errorCode = WireError::UnsupportedVersion;
        return;
    }
    const auto found = timestamp == kMaxTimestamp
        ? log.offsetOfMaxTimestamp()
        : log.offsetForTimestamp(storage::Millis{timestamp}, isolation);
    if (!found)
        out.errorCode = wireErrorOf(found.error().code);
    else if (*found)
        tell(out, log, (*found)->offset, (*found)->timestamp.count());
}

}  // namespace

void handle(Core& core, const RequestPtr& request, ListOffsetsRequest message)
{
    const auto isolation = message.isolationLevel == 1 ? replication::Isolation::ReadCommitted
                                                       : replication::Isolation::ReadUncommitted;
    ListOffsetsResponse response;
    for (const auto& topic : message.topics) {
        auto& topicOut = response.topics.emplace_back();
        topicOut.name = topic.name;
        for (const auto& partition : topic.partitions) {
            auto& out = topicOut.partitions.emplace_back();
            out.partitionIndex = partition.partitionIndex;
            const auto found = core.partitions.leader(
                core.image(), topic.name, PartitionIndex{partition.partitionIndex});
            out.errorCode = found.error;
            if (!found.partition)
                continue;
            out.errorCode = wireErrorOf(
                found.partition->log.checkEpoch(LeaderEpoch{partition.currentLeaderEpoch}));
            if (out.errorCode != WireError::None)
                continue;
            if (partition.timestamp == kLatest && message.replicaId < 0
                && found.partition->log.highWatermarkIsOld())
                out.errorCode = request->version() >= kFirstVersionWithNotAvailable
                    ? WireError::OffsetNotAvailable
                    : WireError::LeaderNotAvailable;
            else
                find(found.partition->log, partition.timestamp, isolation, out);
        }
    }
    request->reply(response);
}

}  // namespace stormbench::broker
