// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stop_signal.h"

#include <ctime>

namespace stormbench::cli {

StopSignal::StopSignal()
{
    sigemptyset(&m_signals);
    sigaddset(&m_signals, SIGINT);
    sigaddset(&m_signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
}

bool StopSignal::raised()
{
    constexpr timespec kNow{};
    m_raised = m_raised || sigtimedwait(&m_signals, nullptr, &kNow) > 0;
    return m_raised;
}

void StopSignal::wait()
{
    while (!m_raised)
        m_raised = sigwaitinfo(&m_signals, nullptr) > 0;
}

void StopSignal::waitFor(std::chrono::nanoseconds time)
{
    const auto until = std::chrono::steady_clock::now() + time;
    while (!m_raised) {
        const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(
            until - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return;
        const timespec wait{left.count() / 1'000'000'000, left.count() % 1'000'000'000};
        m_raised = sigtimedwait(&m_signals, nullptr, &wait) > 0;
    }
}

}  // namespace stormbench::cli
