// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/replication_quota.h"

#include <algorithm>

namespace stormbench::replication {

double ReplicationQuota::left(env::SteadyTime now) const
{
    const auto rate = static_cast<double>(m_rate);
    const std::chrono::duration<double> passed = now - m_at;
    return std::min(rate, m_left + rate * passed.count());
}

void ReplicationQuota::setRate(std::int64_t bytesPerSecond, env::SteadyTime now)
{
    if (bytesPerSecond == m_rate)
        return;
    const auto most = static_cast<double>(bytesPerSecond);
    m_left = m_rate == kUnlimited ? most : std::min(most, left(now));
    m_at = now;
    m_rate = bytesPerSecond;
}

void ReplicationQuota::record(std::uint64_t bytes, env::SteadyTime now)
{
    if (m_rate == kUnlimited)
        return;
    m_left = left(now) - static_cast<double>(bytes);
    m_at = now;
}

bool ReplicationQuota::exhausted(env::SteadyTime now) const
{
    return m_rate != kUnlimited && left(now) <= 0;
}

}  // namespace stormbench::replication
