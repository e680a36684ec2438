// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <queue>
#include <vector>

#include "engine/env/executor.h"
#include "engine/sim/sim_random.h"
#include "engine/sim/trace.h"

namespace stormbench::sim {

/// Virtual time: one queue of events, ordered by time and then by the order in which they were
/// planned. Time passes only from one event to the next. Everything of a simulation hangs on it; it
/// outlives all else. Runs on: the one thread of the simulation.
class EventLoop {
public:
    explicit EventLoop(std::uint64_t seed)
        : m_random(seed)
    {
    }

    [[nodiscard]] env::SteadyTime now() const { return m_now; }
    [[nodiscard]] SimRandom& random() { return m_random; }
    [[nodiscard]] Trace& trace() { return m_trace; }

    void at(env::SteadyTime time, env::Task task);
    void after(std::chrono::microseconds delay, env::Task task)
    {
        at(m_now + delay, std::move(task));
    }

    /// Runs the next event, if it is due until `limit`. False if there is none: time then stands at
    /// `limit`.
    bool step(env::SteadyTime limit);

private:
    struct Event {
        env::SteadyTime time;
        std::uint64_t sequence;
        env::Task task;
    };
    struct Later {
        bool operator()(const Event& a, const Event& b) const
        {
            return a.time != b.time ? a.time > b.time : a.sequence > b.sequence;
        }
    };

    SimRandom m_random;
    Trace m_trace;
    env::SteadyTime m_now{0};
    std::uint64_t m_sequence = 0;
    std::priority_queue<Event, std::vector<Event>, Later> m_events;
};

}  // namespace stormbench::sim
