// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/raft/epoch_starts.h"

#include <algorithm>

#include "engine/base/assert.h"

namespace stormbench::raft {

EpochStarts::EpochStarts(std::vector<EpochStart> entries)
    : m_entries(std::move(entries))
{
    for (std::size_t i = 1; i < m_entries.size(); ++i)
        SB_ASSERT(m_entries[i - 1].epoch < m_entries[i].epoch
                && m_entries[i - 1].startOffset < m_entries[i].startOffset,
            "epochs and their starts ascend");
}

void EpochStarts::extend(LeaderEpoch epoch, Offset startOffset)
{
    if (!m_entries.empty() && m_entries.back().epoch == epoch)
        return;
    SB_ASSERT(m_entries.empty()
            || (m_entries.back().epoch < epoch && m_entries.back().startOffset < startOffset),
        "epochs and their starts ascend");
    m_entries.push_back({epoch, startOffset});
}

void EpochStarts::truncateTo(Offset endOffset)
{
    while (!m_entries.empty() && m_entries.back().startOffset >= endOffset)
        m_entries.pop_back();
}

void EpochStarts::dropBefore(Offset startOffset)
{
    const auto after
        = std::ranges::upper_bound(m_entries, startOffset, std::less<>{}, &EpochStart::startOffset);
    if (after == m_entries.begin())
        return;
    m_entries.erase(m_entries.begin(), after - 1);
    m_entries.front().startOffset = startOffset;
}

std::optional<LeaderEpoch> EpochStarts::epochAt(Offset offset) const
{
    const auto after
        = std::ranges::upper_bound(m_entries, offset, std::less<>{}, &EpochStart::startOffset);
    if (after == m_entries.begin())
        return std::nullopt;
    return (after - 1)->epoch;
}

std::optional<LogPosition> EpochStarts::endOf(LeaderEpoch epoch, Offset logEnd) const
{
    const auto above
        = std::ranges::upper_bound(m_entries, epoch, std::less<>{}, &EpochStart::epoch);
    if (above == m_entries.begin())
        return std::nullopt;
    return LogPosition{above == m_entries.end() ? logEnd : above->startOffset, (above - 1)->epoch};
}

std::vector<EpochStart> EpochStarts::between(Offset base, Offset end) const
{
    std::vector<EpochStart> result;
    for (const auto& entry : m_entries) {
        if (entry.startOffset >= end)
            break;
        if (entry.startOffset <= base)
            result.assign(1, {entry.epoch, base});
        else
            result.push_back(entry);
    }
    return result;
}

}  // namespace stormbench::raft
