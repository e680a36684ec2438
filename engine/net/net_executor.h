// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <thread>

#include "engine/env/executor.h"

namespace stormbench::net {

class BlockingPool;
class Strand;

/// An executor with one thread of its own, which also polls the sockets of the NetTransports made
/// on it.
///
/// Owner: the host of a broker; it outlives every timer, connection and listener made on it. The
/// pool outlives it. Life: start() once, stop() from any thread (the strand too), join() from any
/// thread but the strand's. The destructor does both. What was posted before start() runs after it.
/// Tasks that did not run are destroyed by join(), on the joining thread. stop() does not wait for
/// the queue: to end in good order, post the last task and call stop() in it.
class NetExecutor final : public env::Executor {
public:
    NetExecutor(std::string name, BlockingPool& pool);
    ~NetExecutor() override;

    void start();
    void stop();
    /// Waits for the thread and for this executor's blocking works that are under way; those not
    /// begun are dropped.
    void join();

    /// For fault injection: from its next turn on the strand stands still (no task, timer or
    /// socket) until resume(). Thread-safe; the kernel goes on to accept and buffer for it, as for
    /// a process that was sent SIGSTOP.
    void pause();
    void resume();

    void post(env::Task task) override;
    void runBlocking(env::Task work, env::Task done) override;
    /// Also true while the executor does not run (before start, after join): then its owner has it
    /// to itself.
    [[nodiscard]] bool runsHere() const override;
    [[nodiscard]] std::unique_ptr<Timer> createTimer() override;

    [[nodiscard]] Strand& strand() const { return *m_strand; }  ///< for engine/net itself

private:
    std::unique_ptr<Strand> m_strand;
    BlockingPool& m_pool;
    std::thread m_thread;
};

}  // namespace stormbench::net
