// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <utility>
#include <vector>

#include "engine/env/clock.h"
#include "engine/env/executor.h"

/// Runs what was posted when the test says so; timers fire when the test moves the clock.
class ManualExecutor final : public stormbench::env::Executor, public stormbench::env::Clock {
public:
    void post(stormbench::env::Task task) override { m_tasks.push_back(std::move(task)); }
    void runBlocking(stormbench::env::Task work, stormbench::env::Task done) override
    {
        post([work = std::move(work), done = std::move(done)] {
            work();
            done();
        });
    }
    [[nodiscard]] bool runsHere() const override { return true; }

    class ManualTimer final : public Timer {
    public:
        explicit ManualTimer(ManualExecutor& executor)
            : m_executor(executor)
        {
            executor.m_timers.push_back(this);
        }
        ~ManualTimer() override { std::erase(m_executor.m_timers, this); }
        void start(std::chrono::microseconds delay, stormbench::env::Task task) override
        {
            m_due = m_executor.m_now + delay;
            m_task = std::move(task);
        }
        void cancel() override { m_task = nullptr; }
        [[nodiscard]] bool active() const override { return m_task != nullptr; }

    private:
        friend class ManualExecutor;
        ManualExecutor& m_executor;
        stormbench::env::SteadyTime m_due{0};
        stormbench::env::Task m_task;
    };
    [[nodiscard]] std::unique_ptr<Timer> createTimer() override
    {
        return std::make_unique<ManualTimer>(*this);
    }

    [[nodiscard]] stormbench::env::WallTime wallNow() const override
    {
        return stormbench::env::WallTime{1'700'000'000'000};
    }
    [[nodiscard]] stormbench::env::SteadyTime steadyNow() const override { return m_now; }

    void runAll()
    {
        while (!m_tasks.empty()) {
            auto task = std::move(m_tasks.front());
            m_tasks.pop_front();
            task();
        }
    }
    void advance(std::chrono::microseconds by)
    {
        m_now += by;
        for (auto* timer : std::vector<ManualTimer*>(m_timers))
            if (timer->m_task && timer->m_due <= m_now)
                std::exchange(timer->m_task, nullptr)();
        runAll();
    }

private:
    std::deque<stormbench::env::Task> m_tasks;
    std::vector<ManualTimer*> m_timers;
    stormbench::env::SteadyTime m_now{1'000'000};
};
