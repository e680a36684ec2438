// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/env/clock.h"

namespace stormbench::faults {

/// The time of a whole cluster: the machine's, until somebody bends it. Reading it costs one look
/// at a pointer more than the machine's clock. Thread-safe; whoever bends it tells the
/// FaultExecutors, whose timers go by it.
class ClusterClock final : public env::Clock {
public:
    explicit ClusterClock(const env::Clock& machine)
        : m_machine(machine)
    {
    }

    [[nodiscard]] env::WallTime wallNow() const override;
    [[nodiscard]] env::SteadyTime steadyNow() const override;
    /// Nobody has bent it yet.
    [[nodiscard]] bool isMachines() const { return !m_course.load(std::memory_order_acquire); }
    /// How fast it runs: 1 as the machine's, 0 not at all.
    [[nodiscard]] double rate() const;

    enum class Leap {
        AsIfAsleep,  ///< what is added to `ahead` the steady clock leaps too, so that timers are
                     ///< due
        WallOnly,    ///< as when a clock is set right
    };
    /// From now on it runs `rate` times as fast, and its wall clock is `ahead` of where it would
    /// be otherwise; at rate 1, of the machine's, whatever was before. The steady clock never goes
    /// back.
    void bend(double rate, env::Millis ahead, Leap how = Leap::AsIfAsleep);

private:
    struct Course {
        env::SteadyTime machineSteady;  ///< when it began
        env::SteadyTime steady;         ///< what it was then
        env::WallTime wall;
        double rate;
        env::Millis ahead;
    };
    [[nodiscard]] env::SteadyTime steadyOn(const Course& course) const;
    [[nodiscard]] env::WallTime wallOn(const Course& course) const;

    const env::Clock& m_machine;
    std::atomic<const Course*> m_course = nullptr;  ///< null: the machine's own
    std::mutex m_mutex;
    std::vector<std::unique_ptr<const Course>> m_courses;  ///< kept, as a reader may be at one
};

/// One broker's clock: the cluster's, with its own error of the wall clock. Thread-safe.
class BrokerClock final : public env::Clock {
public:
    explicit BrokerClock(const env::Clock& cluster)
        : m_cluster(cluster)
    {
    }

    [[nodiscard]] env::WallTime wallNow() const override
    {
        return m_cluster.wallNow() + env::Millis(m_skew.load(std::memory_order_relaxed));
    }
    [[nodiscard]] env::SteadyTime steadyNow() const override { return m_cluster.steadyNow(); }
    void setSkew(env::Millis skew) { m_skew = skew.count(); }

private:
    const env::Clock& m_cluster;
    std::atomic<std::int64_t> m_skew = 0;
};

}  // namespace stormbench::faults
