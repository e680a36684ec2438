// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/faults/link_table.h"

namespace stormbench::faults {

void LinkTable::addListener(std::uint16_t port, BrokerId id)
{
    const std::lock_guard lock(m_mutex);
    m_listeners[port] = id;
}

std::optional<BrokerId> LinkTable::listenerAt(std::uint16_t port) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_listeners.find(port);
    return found == m_listeners.end() ? std::nullopt : std::optional(found->second);
}

void LinkTable::addConnection(const env::Endpoint& local, BrokerId of)
{
    const std::lock_guard lock(m_mutex);
    m_connections[local] = of;
}

void LinkTable::removeConnection(const env::Endpoint& local)
{
    const std::lock_guard lock(m_mutex);
    m_connections.erase(local);
}

BrokerId LinkTable::whoseConnection(const env::Endpoint& peer) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_connections.find(peer);
    return found == m_connections.end() ? kNoBroker : found->second;
}

void LinkTable::set(Conditions conditions)
{
    const std::lock_guard lock(m_mutex);
    m_conditions = std::move(conditions);
}

LinkCondition LinkTable::condition(BrokerId from, BrokerId to) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_conditions.find({from, to});
    return found == m_conditions.end() ? LinkCondition{} : found->second;
}

}  // namespace stormbench::faults
