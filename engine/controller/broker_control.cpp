// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "engine/controller/controller.h"
#include "engine/controller/election.h"

namespace stormbench::controller {

// ── registration ──▶ fenced ──heartbeat, caught up──▶ active ──session ends──▶ fenced
//                        ▲                               │ wantShutdown
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
        request.listeners, request.rack, request.broker == m_options.self});
    m_sessionEnds[request.broker] = now + sessionTimeout();
    electAround(request.broker, writer);
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
    if (request.wantShutdown && !broker.inControlledShutdown)
        writer.add(BrokerChangeRecord{broker.id, broker.epoch, {}, true});
    // In the same call as the wish to shut down: what the broker led is led by others by then, or
    // stays without a leader.
    if ((request.wantShutdown || request.wantFence) && !broker.fenced)
        fence(broker, writer);
    else if (broker.fenced && !request.wantFence && !request.wantShutdown && response.caughtUp)
        unfence(broker, writer);
    response.shouldShutdown = request.wantShutdown;
    response.fenced = writer.image().broker(broker.id)->fenced;
    outcome.records = finish(std::move(writer));
    return outcome;
}

std::vector<Record> Controller::tick(SteadyTime now)
{
    RecordWriter writer(m_image);
    std::vector<BrokerId> ended;
    for (const auto& [id, end] : m_sessionEnds)
        if (end <= now)
            ended.push_back(id);
    for (const auto id : ended) {
        m_sessionEnds.erase(id);
        if (const auto* broker = m_image->broker(id); broker && !broker->fenced)
            fence(*broker, writer);
    }
    return finish(std::move(writer));
}

std::optional<SteadyTime> Controller::nextDeadline() const
{
    std::optional<SteadyTime> next;
    for (const auto& [id, end] : m_sessionEnds)
        next = next ? std::min(*next, end) : end;
    return next;
}

void Controller::fence(const BrokerImage& broker, RecordWriter& writer)
{
    m_sessionEnds.erase(broker.id);
    writer.add(BrokerChangeRecord{broker.id, broker.epoch, true, {}});
    electAround(broker.id, writer);
}

void Controller::unfence(const BrokerImage& broker, RecordWriter& writer)
{
    writer.add(BrokerChangeRecord{broker.id, broker.epoch, false, {}});
    electAround(broker.id, writer);
}

void Controller::electAround(BrokerId broker, RecordWriter& writer) const
{
    for (const auto& [name, base] : m_image->topics()) {
        for (std::size_t i = 0; i < base->partitions.size(); ++i) {
            if (!base->partitions[i].hasReplica(broker))
                continue;
            const auto topic = writer.image().topic(name);
            if (auto change = electAfter(
                    broker, *topic, PartitionIndex{static_cast<std::int32_t>(i)}, writer.image()))
                writer.add(*std::move(change));
        }
    }
}

}  // namespace stormbench::controller
