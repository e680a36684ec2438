// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/offset_index.h"

#include <algorithm>

#include "engine/base/assert.h"
#include "engine/base/cursor.h"

namespace stormbench::storage {

void OffsetIndex::add(Offset lastOffsetOfBatch, std::uint32_t position)
{
    const Entry entry{static_cast<std::uint32_t>(lastOffsetOfBatch - m_baseOffset), position};
    SB_ASSERT(m_entries.empty()
            || (entry.relativeOffset > m_entries.back().relativeOffset
                && position > m_entries.back().position),
        "index entries grow");
    m_entries.push_back(entry);
}

std::uint32_t OffsetIndex::lookup(Offset offset) const
{
    const auto relative = offset - m_baseOffset;
    const auto after = std::upper_bound(
        m_entries.begin(), m_entries.end(), relative, [](std::int64_t wanted, const Entry& e) {
            return wanted < static_cast<std::int64_t>(e.relativeOffset);
        });
    return after == m_entries.begin() ? 0 : std::prev(after)->position;
}

std::uint32_t OffsetIndex::floorPosition(std::uint32_t position) const
{
    const auto after = std::upper_bound(m_entries.begin(), m_entries.end(), position,
        [](std::uint32_t wanted, const Entry& e) { return wanted < e.position; });
    return after == m_entries.begin() ? 0 : std::prev(after)->position;
}

void OffsetIndex::truncateTo(std::uint32_t position)
{
    while (!m_entries.empty() && m_entries.back().position >= position)
        m_entries.pop_back();
}

Bytes OffsetIndex::serialize() const
{
    Bytes bytes;
    bytes.reserve(m_entries.size() * kEntrySize);
    WriteCursor out(bytes);
    for (const auto& entry : m_entries) {
        out.write(entry.relativeOffset);
        out.write(entry.position);
    }
    return bytes;
}

Result<OffsetIndex> OffsetIndex::parse(Offset baseOffset, ByteView bytes, std::uint64_t logSize)
{
    if (bytes.size() % kEntrySize != 0)
        return fail(ErrorCode::Corrupt, "the offset index ends within an entry");
    OffsetIndex index(baseOffset);
    index.m_entries.reserve(bytes.size() / kEntrySize);
    ReadCursor in(bytes);
    Entry last;  // the first batch of a segment is never indexed, so entries are above zero
    while (!in.atEnd()) {
        Entry entry;
        entry.relativeOffset = in.read<std::uint32_t>();
        entry.position = in.read<std::uint32_t>();
        if (entry.relativeOffset <= last.relativeOffset || entry.position <= last.position
            || entry.position >= logSize || entry.relativeOffset > 0x7FFF'FFFFu)
            return fail(ErrorCode::Corrupt, "the offset index does not fit its segment");
        index.m_entries.push_back(entry);
        last = entry;
    }
    return index;
}

}  // namespace stormbench::storage
