// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>

#include "engine/env/executor.h"

namespace stormbench::faults {

class ClusterClock;

/// An executor whose timers go by the cluster's clock instead of the machine's: they leap, stand
/// still and hurry with it. Everything else is the inner executor's. Owned by the host of a broker;
/// outlives its timers. Runs on: as the inner one; clockChanged() on the strand.
class FaultExecutor final : public env::Executor {
public:
    FaultExecutor(env::Executor& inner, const ClusterClock& clock)
        : m_inner(inner)
        , m_clock(clock)
    {
    }

    void post(env::Task task) override { m_inner.post(std::move(task)); }
    void runBlocking(env::Task work, env::Task done) override
    {
        m_inner.runBlocking(std::move(work), std::move(done));
    }
    [[nodiscard]] bool runsHere() const override { return m_inner.runsHere(); }
    [[nodiscard]] std::unique_ptr<Timer> createTimer() override;

    /// The clock was bent: timers that wait are set anew.
    void clockChanged();

private:
    class BentTimer;

    env::Executor& m_inner;
    const ClusterClock& m_clock;
    std::set<BentTimer*> m_timers;
};

}  // namespace stormbench::faults
