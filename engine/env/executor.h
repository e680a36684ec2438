// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace stormbench::env {

using Task = std::function<void()>;

/// One strand: its tasks run one after the other, in the order in which they were posted. A broker
/// has exactly one, and all of the broker's logic runs on it. Runs on: post() and runBlocking() may
/// be called from any thread; everything else only on the strand itself.
class Executor {
public:
    virtual ~Executor() = default;

    /// Runs `task` later on the strand; never inside the call. After the executor has stopped,
    /// tasks are dropped.
    virtual void post(Task task) = 0;

    /// Runs `work` (fsync, deletion, compaction) on a small pool of threads, then `done` on the
    /// strand. At most a fixed number of works run at once; the others wait in order. In simulation
    /// both run on the strand, at simulated times.
    virtual void runBlocking(Task work, Task done) = 0;

    /// Whether the caller is on the strand: for assertions at entry points.
    [[nodiscard]] virtual bool runsHere() const = 0;

    /// A one-shot timer of this strand. Destroying it cancels it.
    class Timer {
    public:
        virtual ~Timer() = default;
        /// Runs `task` after `delay`, unless cancelled or started anew before.
        virtual void start(std::chrono::microseconds delay, Task task) = 0;
        virtual void cancel() = 0;
        [[nodiscard]] virtual bool active() const = 0;
    };
    [[nodiscard]] virtual std::unique_ptr<Timer> createTimer() = 0;
};

}  // namespace stormbench::env
