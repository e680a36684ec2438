// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/connection_set.h"

#include <algorithm>

#include "engine/base/log.h"

namespace stormbench::broker {

ConnectionSet::ConnectionSet(
    env::Environment environment, std::string loggerName, Limits limits, Dispatch dispatch)
    : m_environment(environment)
    , m_loggerName(std::move(loggerName))
    , m_limits(limits)
    , m_dispatch(std::move(dispatch))
    , m_sweepTimer(environment.executor.createTimer())
{
}

ConnectionSet::~ConnectionSet() = default;

Result<> ConnectionSet::listen(const env::Endpoint& at)
{
    SB_TRY_ASSIGN(auto listener,
        m_environment.transport.listen(at, [this](std::unique_ptr<env::Connection> connection) {
            accept(std::move(connection));
        }));
    m_listeners.push_back(std::move(listener));
    sweep();
    return {};
}

void ConnectionSet::suspend()
{
    m_suspended = true;
    m_connections.clear();
}

std::optional<env::Endpoint> ConnectionSet::local() const
{
    return m_listeners.empty() ? std::nullopt : std::optional(m_listeners.front()->local());
}

void ConnectionSet::accept(std::unique_ptr<env::Connection> connection)
{
    if (m_suspended)
        return;
    const auto id = ++m_lastId;
    ClientConnection::Callbacks callbacks{
        m_dispatch,
        [this](std::uint64_t closed, const std::string& why) { drop(closed, why); },
        [this] { return m_environment.clock.steadyNow(); },
        m_meter,
    };
    auto client = std::make_shared<ClientConnection>(
        id, std::move(connection), m_limits.maxRequestSize, std::move(callbacks));
    client->start();
    m_connections.emplace(id, std::move(client));
}

std::vector<ClientStatistics> ConnectionSet::clients(std::size_t limit) const
{
    const auto traffic = [](const ClientConnection* connection) {
        std::int64_t bytes = 0;
        for (const auto& [topic, counters] : connection->client().topics)
            bytes += counters.bytesIn + counters.bytesOut;
        return bytes;
    };
    std::vector<const ClientConnection*> picked;
    for (const auto& [id, connection] : m_connections) {
        if (!connection->client().ofBroker)
            picked.push_back(connection.get());
    }
    if (picked.size() > limit) {
        const auto end = picked.begin() + static_cast<std::ptrdiff_t>(limit);
        std::nth_element(picked.begin(), end, picked.end(),
            [&](const auto* a, const auto* b) { return traffic(a) > traffic(b); });
        picked.resize(limit);
        std::sort(picked.begin(), picked.end(),
            [](const auto* a, const auto* b) { return a->id() < b->id(); });
    }
    std::vector<ClientStatistics> clients;
    clients.reserve(picked.size());
    for (const auto* connection : picked) {
        const auto& client = connection->client();
        clients.push_back(
            {connection->id(), client.clientId, client.softwareName, client.softwareVersion,
                "User:ANONYMOUS", env::toString(connection->peer()), client.topics});
    }
    return clients;
}

void ConnectionSet::drop(std::uint64_t id, const std::string& why)
{
    const auto found = m_connections.find(id);
    if (found == m_connections.end())
        return;
    if (!why.empty())
        log::warn(m_loggerName, "closed the connection of {}: {}",
            env::toString(found->second->peer()), why);
    // We may be inside a call of the connection's: it goes on the next turn, which also lets queued
    // answers leave.
    std::weak_ptr<bool> alive = m_alive;
    m_environment.executor.post([this, id, alive] {
        if (!alive.expired())
            m_connections.erase(id);
    });
}

void ConnectionSet::sweep()
{
    const auto now = m_environment.clock.steadyNow();
    std::vector<std::pair<std::shared_ptr<ClientConnection>, const char*>> over;
    for (const auto& [id, connection] : m_connections) {
        const auto stalled = connection->stalledSince();
        if (stalled && now - *stalled > m_limits.maxStall)
            over.emplace_back(connection, "the client does not read its answers");
        else if (now - connection->lastActive() > m_limits.maxIdle)
            over.emplace_back(connection, "idle");
    }
    for (const auto& [connection, why] : over)
        drop(connection->id(), why);
    m_sweepTimer->start(
        std::min<std::chrono::milliseconds>(
            m_limits.maxIdle / 2 + std::chrono::milliseconds(1), std::chrono::seconds(5)),
        [this] { sweep(); });
}

}  // namespace stormbench::broker
