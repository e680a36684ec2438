// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/partition_wait.h"

namespace stormbench::broker {

/// An append by the leader that may not be acknowledged yet.
struct LeaderAppend {
    storage::TopicPartition partition;
    Uuid topicId;
    LeaderEpoch epoch;  ///< in which it was appended
    Offset upTo;        ///< exclusive end of the batch
};

/// Whether acks=all is met: nothing while the high watermark has yet to pass the append. An error:
/// NOT_LEADER_OR_FOLLOWER when the leadership in which it was appended is over (the records may
/// survive or not), NOT_ENOUGH_REPLICAS_AFTER_APPEND when too few replicas are in sync.
[[nodiscard]] std::optional<protocol::WireError> commitOutcome(
    PartitionTable& partitions, const LeaderAppend& append);

/// The same for a partition that still leads in the epoch of the append.
[[nodiscard]] std::optional<protocol::WireError> commitOutcome(
    const replication::PartitionLog& leader, Offset upTo);

/// Waits until one append is committed or cannot be any more.
void awaitCommit(Purgatory& purgatory, PartitionTable& partitions, LeaderAppend append,
    std::chrono::milliseconds timeLimit, PartitionWait::Done done);

}  // namespace stormbench::broker
