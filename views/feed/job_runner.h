// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <type_traits>

namespace stormbench::feed {

/// Runs blocking calls (engine/api's admin, connecting, starting a cluster) one after the other on
/// a thread of its own and hands each result to the UI thread. Destroying it drops the jobs that
/// wait and waits for the one that runs. Runs on: run() and destruction on the UI thread; jobs on
/// the runner's thread; `done` on the UI thread again.
class JobRunner : public QObject {
    Q_OBJECT

public:
    explicit JobRunner(QObject* parent = nullptr);
    ~JobRunner() override;

    /// `done` is not called when this runner or `context` is gone by then.
    template <typename Job, typename Done> void run(QObject* context, Job job, Done done)
    {
        QPointer<QObject> guard(context);
        enqueue([this, guard, job = std::move(job), done = std::move(done)]() mutable {
            auto result = std::make_shared<std::invoke_result_t<Job>>(job());
            QMetaObject::invokeMethod(
                this,
                [guard, result, done = std::move(done)]() mutable {
                    if (guard)
                        done(std::move(*result));
                },
                Qt::QueuedConnection);
        });
    }

    [[nodiscard]] bool isBusy() const;

private:
    void enqueue(std::function<void()> job);
    void work();

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_jobs;
    bool m_running = false;
    bool m_stopping = false;
    std::thread m_thread;
};

}  // namespace stormbench::feed
