// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "engine/env/executor.h"
#include "engine/sim/event_loop.h"

namespace stormbench::sim {

/// One node's strand on the event loop. It lives as long as the node's process: after drop() no
/// task of it runs any more. Blocking work takes simulated time; two works run at once at most, as
/// with the real pool.
class SimExecutor final : public env::Executor {
public:
    SimExecutor(EventLoop& loop, NodeId node);
    ~SimExecutor() override;

    void post(env::Task task) override { runAt(m_loop.now(), std::move(task)); }
    void runBlocking(env::Task work, env::Task done) override;
    [[nodiscard]] bool runsHere() const override { return m_depth > 0; }
    [[nodiscard]] std::unique_ptr<Timer> createTimer() override;

    /// Runs `task` on the strand at that time (later if the strand is paused).
    void runAt(env::SteadyTime time, env::Task task);
    /// Runs `task` now, as on the strand: for the host that makes and destroys what lives there.
    void runInside(const env::Task& task);
    /// The process has died: waiting tasks are destroyed without being run, new ones are ignored.
    /// Called inside.
    void drop();
    /// A process that is stopped (SIGSTOP) and goes on later; nothing is lost meanwhile.
    void setPaused(bool paused);

    [[nodiscard]] NodeId node() const { return m_node; }
    [[nodiscard]] EventLoop& loop() { return m_loop; }

private:
    class SimTimer;
    void runTask(std::uint64_t id);

    EventLoop& m_loop;
    NodeId m_node;
    SimRandom m_random;
    int m_depth = 0;
    bool m_dropped = false;
    bool m_paused = false;
    std::uint64_t m_nextId = 0;
    std::map<std::uint64_t, env::Task> m_tasks;
    std::vector<std::uint64_t> m_overdue;  ///< while paused
    std::array<env::SteadyTime, 2> m_workerFreeAt{};
    std::shared_ptr<SimExecutor*> m_self;  ///< null inside after destruction
};

}  // namespace stormbench::sim
