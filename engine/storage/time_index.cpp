// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/time_index.h"

#include <algorithm>

#include "engine/base/cursor.h"

namespace stormbench::storage {

void TimeIndex::add(Millis maxTimestampSoFar, Offset lastOffsetOfBatch)
{
    if (m_entries.empty() ? maxTimestampSoFar >= Millis(0)
                          : maxTimestampSoFar > m_entries.back().timestamp)
        m_entries.push_back(
            {maxTimestampSoFar, static_cast<std::uint32_t>(lastOffsetOfBatch - m_baseOffset)});
}

Offset TimeIndex::lookup(Millis timestamp) const
{
    const auto at = std::lower_bound(m_entries.begin(), m_entries.end(), timestamp,
        [](const Entry& e, Millis wanted) { return e.timestamp < wanted; });
    return at == m_entries.begin()
        ? m_baseOffset
        : m_baseOffset + static_cast<std::int64_t>(std::prev(at)->relativeOffset) + 1;
}

void TimeIndex::truncateTo(Offset offset)
{
    while (!m_entries.empty()
        && m_baseOffset + static_cast<std::int64_t>(m_entries.back().relativeOffset) >= offset)
        m_entries.pop_back();
}

Bytes TimeIndex::serialize() const
{
    Bytes bytes;
    bytes.reserve(m_entries.size() * kEntrySize);
    WriteCursor out(bytes);
    for (const auto& entry : m_entries) {
        out.write(static_cast<std::int64_t>(entry.timestamp.count()));
        out.write(entry.relativeOffset);
    }
    return bytes;
}

Result<TimeIndex> TimeIndex::parse(Offset baseOffset, ByteView bytes, Offset nextOffset)
{
    if (bytes.size() % kEntrySize != 0)
        return fail(ErrorCode::Corrupt, "the time index ends within an entry");
    TimeIndex index(baseOffset);
    index.m_entries.reserve(bytes.size() / kEntrySize);
    ReadCursor in(bytes);
    while (!in.atEnd()) {
        Entry entry;
        entry.timestamp = Millis(in.read<std::int64_t>());
        entry.relativeOffset = in.read<std::uint32_t>();
        const bool grows = index.m_entries.empty()
            || (entry.timestamp > index.m_entries.back().timestamp
                && entry.relativeOffset > index.m_entries.back().relativeOffset);
        if (!grows || entry.timestamp < Millis(0)
            || baseOffset + static_cast<std::int64_t>(entry.relativeOffset) >= nextOffset)
            return fail(ErrorCode::Corrupt, "the time index does not fit its segment");
        index.m_entries.push_back(entry);
    }
    return index;
}

}  // namespace stormbench::storage
