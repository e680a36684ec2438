// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>

#include "engine/controller/metadata_batches.h"
#include "engine/controller/metadata_store.h"
#include "engine/env/clock.h"
#include "engine/env/executor.h"

/// The disk of a test: batches in memory, syncs that can be counted and made to fail.
class MemoryStore final : public stormbench::controller::MetadataStore {
public:
    struct Disk {
        std::vector<stormbench::Bytes> batches;
        std::size_t synced = 0;
        int syncs = 0;
        bool failSync = false;
        bool failAppend = false;
    };
    explicit MemoryStore(Disk& disk)
        : m_disk(disk)
    {
    }

    stormbench::Result<> forEachBatch(const Visit& visit) override
    {
        for (const auto& batch : m_disk.batches)
            SB_TRY(visit(batch));
        return {};
    }
    stormbench::Result<> append(stormbench::ByteView batches) override
    {
        if (m_disk.failAppend)
            return stormbench::fail(stormbench::ErrorCode::OutOfSpace, "the disk is full");
        return stormbench::controller::splitBatches(
            batches, [&](const auto&, stormbench::ByteView batch) -> stormbench::Result<> {
                m_disk.batches.emplace_back(batch.begin(), batch.end());
                return {};
            });
    }
    SyncJob prepareSync() override
    {
        return {[&disk = m_disk, upTo = m_disk.batches.size()]() -> stormbench::Result<> {
                    if (disk.failSync)
                        return stormbench::fail(stormbench::ErrorCode::IoError, "the disk is gone");
                    ++disk.syncs;
                    disk.synced = upTo;
                    return {};
                },
            [](const stormbench::Result<>&) {}};
    }
    stormbench::Result<> clear() override
    {
        m_disk.batches.clear();
        return {};
    }

private:
    Disk& m_disk;
};

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
