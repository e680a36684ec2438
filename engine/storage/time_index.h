// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/storage/batch_header.h"

namespace stormbench::storage {

/// From which offset on a segment may hold records of a time. An entry (t, o) says: t is the
/// greatest timestamp of the records up to and including the batch with last offset o. Both grow
/// strictly. On disk an entry is 12 bytes: timestamp (64 bits) and offset minus the segment's base
/// offset (32 bits), big-endian, in `.timeindex`.
class TimeIndex {
public:
    struct Entry {
        Millis timestamp{0};
        std::uint32_t relativeOffset = 0;
        friend bool operator==(const Entry&, const Entry&) = default;
    };

    static constexpr std::size_t kEntrySize = 12;  ///< on disk

    explicit TimeIndex(Offset baseOffset)
        : m_baseOffset(baseOffset)
    {
    }

    /// Ignored unless the timestamp is above the last entry's.
    void add(Millis maxTimestampSoFar, Offset lastOffsetOfBatch);

    /// Every record before the returned offset has a timestamp below `timestamp`.
    [[nodiscard]] Offset lookup(Millis timestamp) const;

    /// Drops entries at or after `offset`.
    void truncateTo(Offset offset);

    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    [[nodiscard]] Bytes serialize() const;
    /// Corrupt unless the entries grow strictly and end before `nextOffset`.
    [[nodiscard]] static Result<TimeIndex> parse(
        Offset baseOffset, ByteView bytes, Offset nextOffset);

private:
    Offset m_baseOffset;
    std::vector<Entry> m_entries;
};

}  // namespace stormbench::storage
