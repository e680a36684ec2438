// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace stormbench::net {

/// A few threads for work that blocks (fsync, deletion, name look-up), shared by the executors of a
/// process. Owner: the host; it outlives the executors. Thread-safe. At most `threads` works run at
/// once; the others wait in the order in which they came. The queue is bounded by its callers: each
/// strand has few works under way. Destruction runs what was submitted, then ends the threads.
class BlockingPool {
public:
    explicit BlockingPool(int threads);
    ~BlockingPool();
    BlockingPool(const BlockingPool&) = delete;
    BlockingPool& operator=(const BlockingPool&) = delete;

    void submit(std::function<void()> work);

private:
    void run();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_waiting;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

}  // namespace stormbench::net
