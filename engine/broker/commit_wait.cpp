// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/commit_wait.h"

namespace stormbench::broker {

using protocol::WireError;

std::optional<WireError> commitOutcome(PartitionTable& partitions, const LeaderAppend& append)
{
    const auto* hosted = partitions.find(append.partition.topic, append.partition.partition);
    if (!hosted || hosted->topicId != append.topicId || !hosted->log.isLeader()
        || hosted->log.leaderEpoch() != append.epoch)
        return WireError::NotLeaderOrFollower;
    return commitOutcome(hosted->log, append.upTo);
}

std::optional<WireError> commitOutcome(const replication::PartitionLog& leader, Offset upTo)
{
    if (leader.underMinInSync())
        return WireError::NotEnoughReplicasAfterAppend;
    if (leader.highWatermark() < upTo)
        return std::nullopt;
    return WireError::None;
}

void awaitCommit(Purgatory& purgatory, PartitionTable& partitions, LeaderAppend append,
    std::chrono::milliseconds timeLimit, PartitionWait::Done done)
{
    auto* hosted = partitions.find(append.partition.topic, append.partition.partition);
    PartitionWait::start(
        purgatory, hosted, timeLimit,
        [&partitions, append = std::move(append)] { return commitOutcome(partitions, append); },
        std::move(done));
}

}  // namespace stormbench::broker
