// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/env/clock.h"
#include "engine/sim/event_loop.h"

namespace stormbench::sim {

/// A node's clocks: the loop's time, and a calendar that may be off by a constant.
class SimClock final : public env::Clock {
public:
    SimClock(const EventLoop& loop, env::Millis skew)
        : m_loop(loop)
        , m_skew(skew)
    {
    }

    [[nodiscard]] env::WallTime wallNow() const override
    {
        return kEpoch + m_skew + std::chrono::duration_cast<env::Millis>(m_loop.now());
    }
    [[nodiscard]] env::SteadyTime steadyNow() const override { return m_loop.now(); }

private:
    static constexpr env::WallTime kEpoch{1'700'000'000'000};  // in November 2023, for every run

    const EventLoop& m_loop;
    env::Millis m_skew;
};

}  // namespace stormbench::sim
