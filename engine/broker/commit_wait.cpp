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

CommitWait::CommitWait(PartitionTable& partitions, LeaderAppend append, Done done)
    : m_partitions(partitions)
    , m_append(std::move(append))
    , m_done(std::move(done))
{
}

void CommitWait::start(Purgatory& purgatory, PartitionTable& partitions, LeaderAppend append,
    std::chrono::milliseconds timeLimit, Done done)
{
    auto* hosted = partitions.find(append.partition.topic, append.partition.partition);
    const auto wait = std::make_shared<CommitWait>(partitions, std::move(append), std::move(done));
    purgatory.add(wait, timeLimit);
    if (commitOutcome(partitions, wait->m_append))
        return purgatory.poke(*wait);
    const std::weak_ptr<CommitWait> weak = wait;
    wait->m_subscription = hosted->log.watch([weak, &purgatory] {
        if (const auto self = weak.lock())
            purgatory.poke(*self);
    });
}

bool CommitWait::tryComplete()
{
    const auto outcome = commitOutcome(m_partitions, m_append);
    if (outcome)
        finish(*outcome);
    return outcome.has_value();
}

void CommitWait::expire()
{
    finish(commitOutcome(m_partitions, m_append).value_or(WireError::RequestTimedOut));
}

void CommitWait::finish(WireError error)
{
    m_subscription.cancel();
    if (const auto done = std::exchange(m_done, nullptr))
        done(error);
}

}  // namespace stormbench::broker
