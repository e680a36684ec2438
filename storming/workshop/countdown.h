// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

namespace stormbench::storming {

/// A facilitator's timer: a value that runs on whatever clock its caller reads. At most 99:59.
class Countdown {
public:
    using Ms = std::chrono::milliseconds;
    static constexpr Ms kLongest = std::chrono::minutes(99) + std::chrono::seconds(59);

    void start(Ms length, Ms now)
    {
        m_length = std::clamp(length, Ms(0), kLongest);
        m_left = m_length;
        m_since = now;
        m_running = true;
        m_set = true;
    }
    void pause(Ms now)
    {
        m_left = left(now);
        m_running = false;
    }
    void resume(Ms now)
    {
        m_since = now;
        m_running = m_set;
    }
    /// Also when it is over: it goes on from there.
    void add(Ms more, Ms now)
    {
        m_left = std::clamp(left(now) + more, Ms(0), kLongest);
        m_length = std::max(m_length, m_left);
        m_since = now;
    }
    void clear() { *this = {}; }

    [[nodiscard]] Ms left(Ms now) const
    {
        return m_running ? std::max(Ms(0), m_left - (now - m_since)) : m_left;
    }
    /// 1 at the start, 0 at the end.
    [[nodiscard]] double share(Ms now) const
    {
        return m_length.count() == 0
            ? 0
            : static_cast<double>(left(now).count()) / static_cast<double>(m_length.count());
    }
    [[nodiscard]] bool isSet() const { return m_set; }
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] bool isOver(Ms now) const { return m_set && left(now) == Ms(0); }

private:
    Ms m_length{0};
    Ms m_left{0};
    Ms m_since{0};
    bool m_running = false;
    bool m_set = false;
};

}  // namespace stormbench::storming
