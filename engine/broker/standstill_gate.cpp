// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/standstill_gate.h"

#include <utility>

namespace stormbench::broker {

bool StandstillGate::onTurn(env::SteadyTime now)
{
    const auto last = std::exchange(m_lastTurn, now);
    if (last && now - *last > m_limits.standstill) {
        close(now);
        return true;
    }
    if (m_closedAt && now >= *m_closedAt + m_limits.patience)
        m_closedAt.reset();
    return false;
}

void StandstillGate::close(env::SteadyTime now)
{
    m_closedAt = now;
    m_needed.reset();
}

void StandstillGate::onHeartbeat(env::SteadyTime sentAt, Offset end)
{
    if (!m_closedAt || sentAt < *m_closedAt)
        return;
    m_needed = end;
    openIfCaughtUp();
}

void StandstillGate::onImage(Offset offset)
{
    m_image = offset;
    openIfCaughtUp();
}

void StandstillGate::openIfCaughtUp()
{
    if (m_needed && m_image >= *m_needed)
        m_closedAt.reset();
}

}  // namespace stormbench::broker
