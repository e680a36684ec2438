// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

namespace stormbench::broker {

/// How long to wait before the controller is asked again: little at first, since the brokers of a
/// cluster start side by side and its controller may listen a moment later than the others ask,
/// then twice as long after each failure in a row.
class RetryDelay {
public:
    static constexpr std::chrono::milliseconds kFirst{10};
    static constexpr std::chrono::milliseconds kMost{200};

    [[nodiscard]] std::chrono::milliseconds next()
    {
        const auto delay = m_next;
        m_next = std::min(2 * m_next, kMost);
        return delay;
    }
    void reset() { m_next = kFirst; }

private:
    std::chrono::milliseconds m_next = kFirst;
};

}  // namespace stormbench::broker
