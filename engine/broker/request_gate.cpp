// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/request_gate.h"

#include "engine/base/log.h"
#include "engine/broker/fetch_session.h"
#include "engine/broker/handlers/quorum_fetch.h"

namespace stormbench::broker {

namespace {

constexpr std::chrono::milliseconds kLeastTick{10};

/// Three quarters of a session: the last heartbeat is at most a quarter older. The patience has
/// room for an election of the controller.
StandstillGate::Limits limitsOf(std::chrono::milliseconds session)
{
    return {session * 3 / 4, session * 2};
}

bool isForCluster(const Request& request)
{
    return request.api().scope == protocol::ApiScope::Cluster
        || request.api().key == protocol::ApiKey::ApiVersions || isQuorumFetch(request);
}

/// The leader's epoch stands in it (KIP-320): who does not lead any more refuses it anyway.
bool isOfFollower(const Request& request)
{
    if (request.client().ofBroker)
        return true;
    if (request.api().key != protocol::ApiKey::Fetch)
        return false;
    const auto message
        = protocol::decode<protocol::FetchRequest>(request.body(), request.version());
    return message && replicaOf(*message, request.version()) != kNoBroker;
}

}  // namespace

RequestGate::RequestGate(env::Environment environment, std::string loggerName,
    std::chrono::milliseconds session, Callbacks callbacks)
    : m_environment(environment)
    , m_loggerName(std::move(loggerName))
    , m_tick(std::max(session / 8, kLeastTick))
    , m_callbacks(std::move(callbacks))
    , m_gate(limitsOf(session))
    , m_timer(environment.executor.createTimer())
{
}

void RequestGate::dispatch(const RequestPtr& request)
{
    onTurn();
    // Who comes later does not overtake those that wait, of whatever connection.
    if ((servesClients() && m_held.empty()) || isForCluster(*request)
        || (m_started && isOfFollower(*request)))
        m_callbacks.route(request);
    else
        m_held.push_back(request);
}

void RequestGate::start()
{
    m_started = true;
    onTurn();
    armTimer();
    release();
}

void RequestGate::armTimer()
{
    m_timer->start(m_tick, [this] {
        onTurn();
        armTimer();
    });
}

void RequestGate::onTurn()
{
    if (!m_started)
        return;
    if (m_gate.onTurn(m_environment.clock.steadyNow())) {
        log::warn(m_loggerName, "stood still: clients wait until the controller has been asked");
        m_callbacks.onStandstill();
    }
    releaseSoon();
}

void RequestGate::onHeartbeat(env::SteadyTime sentAt, Offset end)
{
    m_gate.onHeartbeat(sentAt, end);
    releaseSoon();
}

void RequestGate::onImage(Offset offset)
{
    m_gate.onImage(offset);
    releaseSoon();
}

void RequestGate::close()
{
    if (m_started)
        m_gate.close(m_environment.clock.steadyNow());
}

// On a turn of its own: the quorum or another request is in the middle of something.
void RequestGate::releaseSoon()
{
    if (m_held.empty() || m_releasing || !servesClients())
        return;
    m_releasing = true;
    m_environment.executor.post([this, alive = std::weak_ptr(m_alive)] {
        if (alive.expired())
            return;
        m_releasing = false;
        release();
    });
}

void RequestGate::release()
{
    std::weak_ptr<bool> alive = m_alive;
    while (!m_held.empty() && servesClients()) {
        const auto request = std::move(m_held.front());
        // Taken out after it has been routed: what its answer lets in must not overtake the rest.
        m_callbacks.route(request);
        if (alive.expired())
            return;
        m_held.pop_front();
    }
}

}  // namespace stormbench::broker
