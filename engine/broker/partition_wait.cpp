// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/partition_wait.h"

namespace stormbench::broker {

using protocol::WireError;

PartitionWait::PartitionWait(Outcome outcome, Done done)
    : m_outcome(std::move(outcome))
    , m_done(std::move(done))
{
}

void PartitionWait::start(Purgatory& purgatory, HostedPartition* partition,
    std::chrono::milliseconds timeLimit, Outcome outcome, Done done)
{
    const auto wait = std::make_shared<PartitionWait>(std::move(outcome), std::move(done));
    purgatory.add(wait, timeLimit);
    if (!partition || wait->m_outcome())
        return purgatory.poke(*wait);
    const std::weak_ptr<PartitionWait> weak = wait;
    wait->m_subscription = partition->log.watch([weak, &purgatory] {
        if (const auto self = weak.lock())
            purgatory.poke(*self);
    });
}

bool PartitionWait::tryComplete()
{
    const auto outcome = m_outcome();
    if (outcome)
        finish(*outcome);
    return outcome.has_value();
}

void PartitionWait::expire()
{
    finish(m_outcome().value_or(WireError::RequestTimedOut));
}

void PartitionWait::finish(WireError error)
{
    m_subscription.cancel();
    if (const auto done = std::exchange(m_done, nullptr))
        done(error);
}

}  // namespace stormbench::broker
