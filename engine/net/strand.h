// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/env/executor.h"
#include "engine/net/threads.h"

namespace asio {
class io_context;
}

namespace stormbench::net {

/// What wants to run once more when the current turn ends.
class TurnEnd {
public:
    virtual ~TurnEnd() = default;
    virtual void atTurnEnd() = 0;
};

/// The heart of a NetExecutor: the event loop, the queue of posted tasks, and turns. A *turn* is
/// one entry into the engine's code: a batch of posted tasks, a timer, a socket's event.
/// Connections that were sent to during a turn flush once at its end, so that many small messages
/// leave in one system call.
///
/// Owned by the executor; its timers and sockets refer to it. post() and the blocking-work calls
/// are thread-safe; the rest runs on the strand.
class Strand {
public:
    explicit Strand(std::string name);
    ~Strand();

    [[nodiscard]] asio::io_context& io() { return *m_io; }
    [[nodiscard]] const std::string& name() const { return m_name; }

    void begin() { m_running = true; }  ///< before the thread is made
    void run();                         ///< the thread's body: until stop()
    void stop();
    [[nodiscard]] bool stopped() const { return m_stopped; }
    void clear();  ///< after the thread has ended: waits for blocking works, destroys the tasks
                   ///< that did not run

    void pause();
    void resume();
    [[nodiscard]] bool runsHere() const;

    void post(env::Task task);

    /// false: stopped, the work must not begin. true: endBlocking() must follow.
    [[nodiscard]] bool beginBlocking();
    void endBlocking();

    template <typename Call> void turn(const Call& call)
    {
        m_inTurn = true;
        guarded(m_name, call);
        endTurn();
    }
    /// At most once per object and turn: the caller sees to that. What is added during a turn's end
    /// waits for the next turn, so that one busy connection does not hold up the others.
    void callAtTurnEnd(std::shared_ptr<TurnEnd> object);

private:
    void schedule();
    void runTasks();
    void waitWhilePaused();
    void endTurn();

    const std::string m_name;
    std::unique_ptr<asio::io_context> m_io;

    mutable std::mutex
        m_mutex;  ///< guards what other threads touch: the members down to m_blocking
    std::condition_variable m_changed;
    std::vector<env::Task> m_tasks;
    bool m_scheduled = false;
    bool m_paused = false;
    bool m_cleared = false;
    int m_blocking = 0;

    std::atomic<bool> m_stopped = false;  ///< set under the mutex
    std::atomic<bool> m_running = false;
    std::vector<env::Task> m_batch;  ///< the tasks that run in this turn
    std::vector<std::shared_ptr<TurnEnd>> m_turnEnd, m_ending;
    bool m_inTurn = false;
};

}  // namespace stormbench::net
