// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/faults/connect_attempt.h"

#include <algorithm>

namespace stormbench::faults {

ConnectAttempt::ConnectAttempt(
    FaultHub& hub, Request request, Go go, env::Transport::Connected connected)
    : m_hub(hub)
    , m_request(std::move(request))
    , m_go(std::move(go))
    , m_connected(std::move(connected))
    , m_begun(hub.inner.machine.steadyNow())
    , m_timer(hub.inner.executor.createTimer())
{
}

void ConnectAttempt::consider()
{
    const auto self = shared_from_this();
    const auto now = m_hub.inner.machine.steadyNow();
    const auto& out = m_hub.pathTo(m_request.other).condition;
    const auto& back = m_hub.pathFrom(m_request.other).condition;
    const auto deadline = m_begun + m_request.timeout;
    const auto through = out.cut || back.cut ? deadline : m_begun + out.delay + back.delay;
    if (now < std::min(deadline, through))
        return m_timer->start(std::min(deadline, through) - now, [this] { consider(); });
    m_timer->cancel();
    m_hub.attempts.erase(self);
    if (now >= deadline)
        return m_connected(fail(
            ErrorCode::TimedOut, "no answer from " + env::toString(m_request.to) + " in time"));
    m_go(std::chrono::duration_cast<std::chrono::milliseconds>(deadline - now)
            + std::chrono::milliseconds(1),
        std::move(m_connected));
}

}  // namespace stormbench::faults
