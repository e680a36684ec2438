// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/quorum_appends.h"

#include <utility>

namespace stormbench::replication {

std::optional<QuorumAppends::Append> QuorumAppends::takeUnwritten()
{
    if (m_unwritten.empty())
        return std::nullopt;
    auto next = std::move(m_unwritten.front());
    m_unwritten.pop_front();
    return next;
}

void QuorumAppends::committed(Offset highWatermark)
{
    while (!m_uncommitted.empty() && m_uncommitted.front().end <= highWatermark) {
        const auto append = std::move(m_uncommitted.front());
        m_uncommitted.pop_front();
        append.done(AppendOutcome::Committed, append.base);
    }
}

void QuorumAppends::leadershipLost()
{
    const auto uncommitted = std::exchange(m_uncommitted, {});
    const auto unwritten = std::exchange(m_unwritten, {});
    for (const auto& append : uncommitted)
        append.done(AppendOutcome::Unknown, append.base);
    for (const auto& append : unwritten)
        append.done(AppendOutcome::NotLeader, kNoOffset);
}

std::optional<Offset> QuorumAppends::endOffset() const
{
    const auto& last = m_unwritten.empty() ? m_uncommitted : m_unwritten;
    return last.empty() ? std::nullopt : std::optional(last.back().end);
}

}  // namespace stormbench::replication
