// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "engine/broker/partition_table.h"
#include "engine/broker/purgatory.h"
#include "engine/replication/offset_watch.h"

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

/// Waits until one append is committed or cannot be any more. Held by the purgatory. Runs on: the
/// broker's strand.
class CommitWait final : public DelayedOperation {
public:
    /// Called once, never inside start(): REQUEST_TIMED_OUT when the time is over.
    using Done = std::function<void(protocol::WireError)>;
    static void start(Purgatory& purgatory, PartitionTable& partitions, LeaderAppend append,
        std::chrono::milliseconds timeLimit, Done done);

    CommitWait(PartitionTable& partitions, LeaderAppend append, Done done);
    bool tryComplete() override;
    void expire() override;

private:
    void finish(protocol::WireError error);

    PartitionTable& m_partitions;
    LeaderAppend m_append;
    Done m_done;
    replication::OffsetWatch::Subscription m_subscription;
};

}  // namespace stormbench::broker
