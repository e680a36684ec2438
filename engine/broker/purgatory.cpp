// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/purgatory.h"

namespace stormbench::broker {

Purgatory::Purgatory(env::Environment environment)
    : m_environment(environment)
    , m_timer(environment.executor.createTimer())
{
}

Purgatory::~Purgatory() = default;

void Purgatory::add(const DelayedOperationPtr& operation, std::chrono::microseconds timeLimit)
{
    const auto id = ++m_lastId;
    operation->m_id = id;
    const auto deadline = m_deadlines.emplace(m_environment.clock.steadyNow() + timeLimit, id);
    m_operations.emplace(id, Waiting{operation, deadline});
    armTimer();
}

void Purgatory::poke(DelayedOperation& operation)
{
    if (operation.m_id == 0 || operation.m_poked)
        return;
    operation.m_poked = true;
    m_poked.push_back(operation.m_id);
    if (m_poked.size() > 1)
        return;
    std::weak_ptr<bool> alive = m_alive;
    m_environment.executor.post([this, alive] {
        if (!alive.expired())
            checkPoked();
    });
}

void Purgatory::checkPoked()
{
    std::vector<std::uint64_t> poked;
    poked.swap(m_poked);
    for (const auto id : poked) {
        const auto found = m_operations.find(id);
        if (found == m_operations.end())
            continue;
        const auto operation = found->second.operation;
        operation->m_poked = false;
        if (operation->tryComplete())
            take(id);
    }
}

DelayedOperationPtr Purgatory::take(std::uint64_t id)
{
    const auto found = m_operations.find(id);
    if (found == m_operations.end())
        return nullptr;
    auto operation = std::move(found->second.operation);
    m_deadlines.erase(found->second.deadline);
    m_operations.erase(found);
    operation->m_id = 0;
    return operation;
}

void Purgatory::expireDue()
{
    m_armedFor = env::SteadyTime::max();
    const auto now = m_environment.clock.steadyNow();
    while (!m_deadlines.empty() && m_deadlines.begin()->first <= now) {
        if (const auto operation = take(m_deadlines.begin()->second))
            operation->expire();
    }
    armTimer();
}

void Purgatory::armTimer()
{
    if (m_deadlines.empty() || m_deadlines.begin()->first >= m_armedFor)
        return;
    m_armedFor = m_deadlines.begin()->first;
    const auto wait = std::max(env::SteadyTime{0}, m_armedFor - m_environment.clock.steadyNow());
    m_timer->start(wait, [this] { expireDue(); });
}

}  // namespace stormbench::broker
