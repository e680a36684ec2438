// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/produce_operation.h"

#include "engine/broker/flusher.h"

namespace stormbench::broker {

using protocol::WireError;

ProduceOperation::ProduceOperation(Core& core, RequestPtr request,
    protocol::ProduceResponse response, std::vector<UnsettledAppend> unsettled,
    std::chrono::milliseconds timeLimit, Finish finish)
    : m_core(core)
    , m_request(std::move(request))
    , m_response(std::move(response))
    , m_unsettled(std::move(unsettled))
    , m_timeLimit(timeLimit)
    , m_finish(std::move(finish))
{
}

void ProduceOperation::begin()
{
    const std::weak_ptr<DelayedOperation> weak = weak_from_this();
    const auto moved = [weak, &purgatory = m_core.purgatory] {
        if (const auto self = weak.lock())
            purgatory.poke(*self);
    };
    bool commits = false;
    for (std::size_t i = 0; i < m_unsettled.size(); ++i) {
        const auto& unsettled = m_unsettled[i];
        if (unsettled.needsFlush)
            startFlush(i);
        if (!unsettled.needsCommit)
            continue;
        commits = true;
        const auto& name = unsettled.append.partition;
        if (auto* hosted = m_core.partitions.find(name.topic, name.partition))
            m_subscriptions.push_back(hosted->log.watch(moved));
    }
    if (commits)
        m_core.purgatory.add(shared_from_this(), m_timeLimit);
}

void ProduceOperation::startFlush(std::size_t index)
{
    const auto& append = m_unsettled[index].append;
    auto* hosted = m_core.partitions.find(append.partition.topic, append.partition.partition);
    if (!hosted)
        return;
    const auto self = std::static_pointer_cast<ProduceOperation>(shared_from_this());
    m_core.flusher.flush(*hosted, append.upTo, [self, index](bool durable) {
        auto& flushed = self->m_unsettled[index];
        flushed.needsFlush = false;
        if (!durable)
            flushed.needsCommit = false;
        self->settle(flushed, durable ? WireError::None : WireError::KafkaStorageError);
        self->finishWhenSettled();
    });
}

bool ProduceOperation::checkCommit(UnsettledAppend& unsettled)
{
    if (!unsettled.needsCommit)
        return true;
    const auto outcome = commitOutcome(m_core.partitions, unsettled.append);
    if (!outcome)
        return false;
    unsettled.needsCommit = false;
    settle(unsettled, *outcome);
    return true;
}

bool ProduceOperation::tryComplete()
{
    bool settled = true;
    for (auto& unsettled : m_unsettled)
        settled &= checkCommit(unsettled);
    if (settled)
        finishWhenSettled();
    return settled;
}

void ProduceOperation::expire()
{
    for (auto& unsettled : m_unsettled) {
        if (checkCommit(unsettled))
            continue;
        unsettled.needsCommit = false;
        settle(unsettled, WireError::RequestTimedOut);
    }
    finishWhenSettled();
}

// An error goes into the answer; what waits for nothing more counts as acknowledged now.
void ProduceOperation::settle(const UnsettledAppend& unsettled, WireError error)
{
    const auto& name = unsettled.append.partition;
    if (error != WireError::None)
        return fillError(unsettled.append, error);
    if (unsettled.needsCommit || unsettled.needsFlush)
        return;
    if (auto* hosted = m_core.partitions.find(name.topic, name.partition))
        hosted->meter.acknowledged(m_core.environment.clock.steadyNow() - m_request->arrivedAt());
}

void ProduceOperation::fillError(const LeaderAppend& append, WireError error)
{
    for (auto& topic : m_response.responses) {
        if (topic.name != append.partition.topic)
            continue;
        for (auto& partition : topic.partitionResponses) {
            if (partition.index != append.partition.partition.value())
                continue;
            partition.errorCode = error;
            partition.baseOffset = -1;
            if (error == WireError::KafkaStorageError)
                partition.errorMessage = "the log could not be synced";
        }
    }
}

void ProduceOperation::finishWhenSettled()
{
    const bool settled = std::none_of(m_unsettled.begin(), m_unsettled.end(),
        [](const auto& append) { return append.needsCommit || append.needsFlush; });
    if (!settled)
        return;
    m_subscriptions.clear();
    if (const auto finish = std::exchange(m_finish, nullptr))
        finish(std::move(m_response));
}

}  // namespace stormbench::broker
