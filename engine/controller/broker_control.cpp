// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "engine/controller/controller.h"

namespace stormbench::controller {

// ── registration ──▶ fenced ──heartbeat, caught up──▶ active ──session ends──▶ fenced
//                        ▲                               │ wantShutdown: leads nothing from then on
//                        └── the shutdown is granted ── in controlled shutdown

Outcome<RegisterBrokerResponse> Controller::registerBroker(
    const RegisterBrokerRequest& request, SteadyTime now)
{
    Outcome<RegisterBrokerResponse> outcome;
    auto& error = outcome.response.error;
    if (request.clusterId != m_image->clusterId()) {
        error = {WireError::InconsistentClusterId,
            fmt::format("Expected cluster ID {}, but got cluster ID {}", m_image->clusterId(),
                request.clusterId)};
        return outcome;
    }
    if (request.broker.value() < 0 || request.listeners.empty()) {
        error = {
            WireError::InvalidRegistration, "A broker needs an id of at least 0 and a listener."};
        return outcome;
    }
    const auto* known = m_image->broker(request.broker);
    const auto session = m_sessionEnds.find(request.broker);
    if (known && known->incarnation == request.incarnation) {
        if (session != m_sessionEnds.end())
            session->second = now + sessionTimeout();
        outcome.response.epoch = known->epoch;
        return outcome;
    }
    const bool lostTail = !known || known->epoch != request.previousEpoch;
    const bool sameDirectory
        = known && !request.directory.isZero() && known->directory == request.directory;
    if (known && !sameDirectory && session != m_sessionEnds.end() && session->second > now) {
        error = {WireError::DuplicateBrokerRegistration,
            fmt::format("Another broker is registered with that broker id. If the broker was "
                        "recently restarted this should "
                        "self-resolve once the heartbeat manager expires the broker's session.")};
        return outcome;
    }
    RecordWriter writer(m_image);
    outcome.response.epoch = BrokerEpoch{writer.nextOffset().value()};
    writer.add(RegisterBrokerRecord{request.broker, request.incarnation, request.directory,
        request.listeners, request.rack, m_options.voters.contains(request.broker)});
    m_sessionEnds[request.broker] = now + sessionTimeout();
    m_handovers.erase(request.broker);
    electAround({request.broker}, writer, lostTail ? request.broker : kNoBroker);
    outcome.records = finish(std::move(writer));
    return outcome;
}

Outcome<BrokerHeartbeatResponse> Controller::heartbeat(
    const BrokerHeartbeatRequest& request, SteadyTime now)
{
    Outcome<BrokerHeartbeatResponse> outcome;
    auto& response = outcome.response;
    response.error = checkEpoch(request.broker, request.epoch);
    if (!response.error.ok())
        return outcome;
    const auto broker = *m_image->broker(request.broker);
    response.caughtUp = request.metadataOffset.value() >= broker.epoch.value();
    m_sessionEnds[request.broker] = now + sessionTimeout();

    RecordWriter writer(m_image);
    if (request.wantShutdown)
        response.shouldShutdown = handOver(broker, request, writer);
    if ((response.shouldShutdown || request.wantFence) && !broker.fenced)
        fence({broker.id}, writer);
    else if (broker.fenced && !request.wantFence && !request.wantShutdown && response.caughtUp)
        unfence(broker, writer);
    else if (!broker.fenced && request.diskFailed != broker.diskFailed)
        noteDisk(broker, request.diskFailed, writer);
    response.fenced = writer.image().broker(broker.id)->fenced;
    response.metadataOffset = writer.image().offset();
    outcome.records = finish(std::move(writer));
    return outcome;
}

// Two steps, so that the broker redirects clients to the new leaders before it goes.
bool Controller::handOver(
    const BrokerImage& broker, const BrokerHeartbeatRequest& request, RecordWriter& writer)
{
    if (broker.fenced || request.wantFence)
        return true;
    if (broker.inControlledShutdown)
        return request.metadataOffset >= m_handovers[broker.id] && !leadsAny(broker.id);
    const bool led = leadsAny(broker.id);
    writer.add(BrokerChangeRecord{broker.id, broker.epoch, {}, true});
    electAround({broker.id}, writer);
    m_handovers[broker.id] = writer.image().offset();
    return !led;
}

std::vector<Record> Controller::tick(SteadyTime now)
{
    RecordWriter writer(m_image);
    std::vector<BrokerId> ended;
    for (const auto& [id, end] : m_sessionEnds)
        if (end <= now)
            ended.push_back(id);
    fence(ended, writer);
    if (const auto next = nextBalance(); next && *next <= now) {
        m_balanced = now;
        balanceLeaders(writer);
    }
    return finish(std::move(writer));
}

std::optional<SteadyTime> Controller::nextDeadline() const
{
    if (m_sessionEnds.empty())
        return std::nullopt;
    auto next = nextBalance();
    for (const auto& [id, end] : m_sessionEnds)
        next = next ? std::min(*next, end) : end;
    return next;
}

// All of them first, then the elections: nobody leads for a moment who is to go as well.
void Controller::fence(const std::vector<BrokerId>& brokers, RecordWriter& writer)
{
    for (const auto id : brokers) {
        m_sessionEnds.erase(id);
        if (const auto* broker = writer.image().broker(id); broker && !broker->fenced)
            writer.add(BrokerChangeRecord{id, broker->epoch, true, {}});
    }
    electAround(brokers, writer);
}

void Controller::unfence(const BrokerImage& broker, RecordWriter& writer)
{
    writer.add(BrokerChangeRecord{broker.id, broker.epoch, false, {}});
    electAround({broker.id}, writer);
}

// What it leads goes to those who can write, and it leaves the in-sync replicas, as with a failed
// directory in Kafka (KIP-858). Where nobody else is in sync it stays: it can still be read from.
void Controller::noteDisk(const BrokerImage& broker, bool failed, RecordWriter& writer)
{
    writer.add(BrokerChangeRecord{broker.id, broker.epoch, {}, {}, failed});
    electAround({broker.id}, writer);
}

}  // namespace stormbench::controller
