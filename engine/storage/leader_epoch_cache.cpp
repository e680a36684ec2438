// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/leader_epoch_cache.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/storage/checkpoint.h"

namespace stormbench::storage {

bool LeaderEpochCache::assign(LeaderEpoch epoch, Offset startOffset)
{
    if (epoch.value() < 0
        || (!m_entries.empty() && m_entries.back().epoch == epoch
            && m_entries.back().startOffset <= startOffset))
        return false;
    while (!m_entries.empty()
        && (m_entries.back().epoch >= epoch || m_entries.back().startOffset >= startOffset))
        m_entries.pop_back();
    m_entries.push_back({epoch, startOffset});
    return true;
}

LeaderEpochCache::EndOffset LeaderEpochCache::endOffsetFor(
    LeaderEpoch epoch, Offset logEndOffset) const
{
    if (m_entries.empty() || epoch.value() < 0 || epoch > latest())
        return {};
    if (epoch == latest())
        return {epoch, logEndOffset};
    const auto after = std::upper_bound(m_entries.begin(), m_entries.end(), epoch,
        [](LeaderEpoch wanted, const Entry& e) { return wanted < e.epoch; });
    if (after == m_entries.begin())
        return {epoch, after->startOffset};  // older than what is kept: it ended where the log's
                                             // first epoch begins
    return {std::prev(after)->epoch, after->startOffset};
}

LeaderEpoch LeaderEpochCache::epochAt(Offset offset) const
{
    const auto after = std::upper_bound(m_entries.begin(), m_entries.end(), offset,
        [](Offset wanted, const Entry& e) { return wanted < e.startOffset; });
    return after == m_entries.begin() ? kNoLeaderEpoch : std::prev(after)->epoch;
}

bool LeaderEpochCache::truncateFromEnd(Offset endOffset)
{
    const auto before = m_entries.size();
    while (!m_entries.empty() && m_entries.back().startOffset >= endOffset)
        m_entries.pop_back();
    return m_entries.size() != before;
}

bool LeaderEpochCache::truncateFromStart(Offset startOffset)
{
    const auto after = std::upper_bound(m_entries.begin(), m_entries.end(), startOffset,
        [](Offset wanted, const Entry& e) { return wanted < e.startOffset; });
    if (after == m_entries.begin())
        return false;
    const auto covering = std::prev(after);
    if (covering == m_entries.begin() && covering->startOffset == startOffset)
        return false;
    covering->startOffset = startOffset;
    m_entries.erase(m_entries.begin(), covering);
    return true;
}

Bytes LeaderEpochCache::serialize() const
{
    std::vector<std::string> lines;
    for (const auto& entry : m_entries)
        lines.push_back(fmt::format("{} {}", entry.epoch.value(), entry.startOffset.value()));
    return formatCheckpoint(lines);
}

Result<LeaderEpochCache> LeaderEpochCache::parse(ByteView bytes)
{
    SB_TRY_ASSIGN(const auto lines, parseCheckpoint(bytes));
    LeaderEpochCache cache;
    for (const auto line : lines) {
        const auto blank = line.find(' ');
        if (blank == std::string_view::npos)
            return fail(ErrorCode::Corrupt, "a line of the leader epoch checkpoint is damaged");
        SB_TRY_ASSIGN(const auto epoch, parseNumber(line.substr(0, blank)));
        SB_TRY_ASSIGN(const auto offset, parseNumber(line.substr(blank + 1)));
        const Entry entry{LeaderEpoch(static_cast<std::int32_t>(epoch)), Offset(offset)};
        const bool grows = cache.m_entries.empty()
            || (entry.epoch > cache.m_entries.back().epoch
                && entry.startOffset > cache.m_entries.back().startOffset);
        if (epoch < 0 || epoch > 0x7FFF'FFFF || offset < 0 || !grows)
            return fail(ErrorCode::Corrupt, "a line of the leader epoch checkpoint is damaged");
        cache.m_entries.push_back(entry);
    }
    return cache;
}

}  // namespace stormbench::storage
