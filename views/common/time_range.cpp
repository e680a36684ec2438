// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/time_range.h"

namespace stormbench::views {

void TimeRange::setSpan(std::chrono::minutes span)
{
    if (span == m_span)
        return;
    m_span = span;
    emit changed();
}

void TimeRange::setPaused(bool paused)
{
    if (paused == isPaused())
        return;
    m_pausedAt = paused ? std::optional(m_now) : std::nullopt;
    emit changed();
}

void TimeRange::setNow(qint64 now)
{
    if (now == m_now)
        return;
    m_now = now;
    if (!isPaused())
        emit changed();
}

void TimeRange::setCursor(std::optional<qint64> at)
{
    if (at == m_cursor)
        return;
    m_cursor = at;
    emit cursorChanged();
}

}  // namespace stormbench::views
