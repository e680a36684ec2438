// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <csignal>

namespace stormbench::cli {

/// For a cluster's stop: nobody waits at a window.
inline constexpr std::chrono::seconds kStopLimit{30};

/// SIGINT and SIGTERM, taken by asking instead of by a handler. Made before any thread is started,
/// so that all threads inherit the blocked signals.
class StopSignal {
public:
    StopSignal();
    /// Whether one has come; stays true.
    [[nodiscard]] bool raised();
    void wait();
    /// Until one comes or the time is over.
    void waitFor(std::chrono::nanoseconds time);

private:
    sigset_t m_signals;
    bool m_raised = false;
};

}  // namespace stormbench::cli
