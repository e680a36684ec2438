// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/feed/job_runner.h"

namespace stormbench::feed {

JobRunner::JobRunner(QObject* parent)
    : QObject(parent)
    , m_thread([this] { work(); })
{
}

JobRunner::~JobRunner()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_jobs.clear();
        m_changed.notify_all();
    }
    m_thread.join();
}

bool JobRunner::isBusy() const
{
    const std::lock_guard lock(m_mutex);
    return m_running || !m_jobs.empty();
}

void JobRunner::enqueue(std::function<void()> job)
{
    const std::lock_guard lock(m_mutex);
    m_jobs.push_back(std::move(job));
    m_changed.notify_all();
}

void JobRunner::work()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
        if (m_stopping)
            return;
        auto job = std::move(m_jobs.front());
        m_jobs.pop_front();
        m_running = true;
        lock.unlock();
        job();
        job = nullptr;
        lock.lock();
        m_running = false;
    }
}

}  // namespace stormbench::feed
