// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/faults/fault_executor.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/faults/cluster_clock.h"

namespace stormbench::faults {

class FaultExecutor::BentTimer final : public env::Executor::Timer {
public:
    explicit BentTimer(FaultExecutor& owner)
        : m_owner(owner)
        , m_inner(owner.m_inner.createTimer())
    {
        m_owner.m_timers.insert(this);
    }
    ~BentTimer() override { m_owner.m_timers.erase(this); }

    void start(std::chrono::microseconds delay, env::Task task) override
    {
        m_due = m_owner.m_clock.steadyNow() + std::max(delay, std::chrono::microseconds{0});
        m_task = std::move(task);
        wait(std::max(delay, std::chrono::microseconds{0}));
    }
    void cancel() override
    {
        m_task = nullptr;
        m_inner->cancel();
    }
    [[nodiscard]] bool active() const override { return static_cast<bool>(m_task); }

    void rearm()
    {
        if (m_task)
            wait(std::max(m_due - m_owner.m_clock.steadyNow(), env::SteadyTime{0}));
    }

private:
    void wait(std::chrono::microseconds left)
    {
        const double rate = m_owner.m_clock.rate();
        if (rate == 0 && left.count() > 0)
            return m_inner->cancel();  // until the clock goes on
        if (rate != 1 && left.count() > 0)
            left = std::chrono::microseconds(
                static_cast<std::int64_t>(std::ceil(static_cast<double>(left.count()) / rate)));
        m_inner->start(left, [this] {
            const auto task = std::exchange(m_task, nullptr);
            task();  // may destroy this timer
        });
    }

    FaultExecutor& m_owner;
    std::unique_ptr<env::Executor::Timer> m_inner;
    env::Task m_task;  ///< empty: not active
    env::SteadyTime m_due{};
};

std::unique_ptr<env::Executor::Timer> FaultExecutor::createTimer()
{
    return std::make_unique<BentTimer>(*this);
}

void FaultExecutor::clockChanged()
{
    for (auto* timer : m_timers)
        timer->rearm();
}

}  // namespace stormbench::faults
