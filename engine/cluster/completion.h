// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "engine/base/result.h"

namespace stormbench::cluster {

/// The outcome of something that a broker's strand does, awaited by another thread, which may give
/// up. Thread-safe.
class Completion {
public:
    using Time = std::chrono::steady_clock::time_point;

    void set(Result<> result)
    {
        const std::lock_guard lock(m_mutex);
        if (m_result)
            return;
        m_result = std::move(result);
        m_changed.notify_all();
    }
    [[nodiscard]] bool doneBy(Time limit)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_until(lock, limit, [this] { return m_result.has_value(); });
    }
    [[nodiscard]] Result<> waitUntil(Time limit)
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait_until(lock, limit, [this] { return m_result.has_value(); }))
            return fail(ErrorCode::TimedOut, "the broker did not answer in time");
        return *m_result;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<Result<>> m_result;
};
using CompletionPtr = std::shared_ptr<Completion>;

}  // namespace stormbench::cluster
