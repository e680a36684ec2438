// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/blocking_pool.h"

#include "engine/base/assert.h"
#include "engine/net/threads.h"

namespace stormbench::net {

BlockingPool::BlockingPool(int threads)
{
    SB_ASSERT(threads > 0, "a pool without threads never finishes a work");
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { run(); });
}

BlockingPool::~BlockingPool()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    for (auto& thread : m_threads)
        thread.join();
}

void BlockingPool::submit(std::function<void()> work)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(work));
    }
    m_changed.notify_one();
}

void BlockingPool::run()
{
    prepareThread("blocking");
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        auto work = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        guarded("blocking", work);
        work = nullptr;
        lock.lock();
    }
}

}  // namespace stormbench::net
