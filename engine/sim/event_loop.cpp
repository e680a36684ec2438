// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/event_loop.h"

#include <algorithm>

namespace stormbench::sim {

void EventLoop::at(env::SteadyTime time, env::Task task)
{
    m_events.push({std::max(time, m_now), m_sequence++, std::move(task)});
}

bool EventLoop::step(env::SteadyTime limit)
{
    if (m_events.empty() || m_events.top().time > limit) {
        m_now = std::max(m_now, limit);
        return false;
    }
    m_now = m_events.top().time;
    const auto task = m_events.top().task;
    m_events.pop();
    task();
    return true;
}

}  // namespace stormbench::sim
