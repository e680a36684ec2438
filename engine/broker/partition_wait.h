// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "engine/broker/partition_table.h"
#include "engine/broker/purgatory.h"
#include "engine/replication/offset_watch.h"

namespace stormbench::broker {

/// Waits until something has come about in a partition, or cannot any more. Held by the purgatory.
/// Runs on: the broker's strand.
class PartitionWait final : public DelayedOperation {
public:
    /// Nothing: not yet. Looked at whenever the partition moves.
    using Outcome = std::function<std::optional<protocol::WireError>()>;
    /// Called once, never inside start(): REQUEST_TIMED_OUT when the time is over.
    using Done = std::function<void(protocol::WireError)>;
    /// `partition` may be null where there is an outcome already.
    static void start(Purgatory& purgatory, HostedPartition* partition,
        std::chrono::milliseconds timeLimit, Outcome outcome, Done done);

    PartitionWait(Outcome outcome, Done done);
    bool tryComplete() override;
    void expire() override;

private:
    void finish(protocol::WireError error);

    Outcome m_outcome;
    Done m_done;
    replication::OffsetWatch::Subscription m_subscription;
};

}  // namespace stormbench::broker
