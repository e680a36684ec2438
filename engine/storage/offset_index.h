// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/ids.h"
#include "engine/base/result.h"

namespace stormbench::storage {

/// Where in a segment's file the batch starts that holds an offset. Sparse: one entry for at least
/// index.interval.bytes. Kept in memory; written as `.index` when its segment is rolled or closed.
/// On disk an entry is 8 bytes: the batch's last offset minus the segment's base offset, and the
/// batch's position (both 32 bits, big-endian).
class OffsetIndex {
public:
    struct Entry {
        std::uint32_t relativeOffset = 0;
        std::uint32_t position = 0;
        friend bool operator==(const Entry&, const Entry&) = default;
    };

    static constexpr std::size_t kEntrySize = 8;  ///< on disk

    explicit OffsetIndex(Offset baseOffset)
        : m_baseOffset(baseOffset)
    {
    }

    /// Precondition: both numbers are above those of the last entry.
    void add(Offset lastOffsetOfBatch, std::uint32_t position);

    /// A position at or before the batch that holds `offset`: the start of a linear scan. 0 before
    /// the first entry.
    [[nodiscard]] std::uint32_t lookup(Offset offset) const;
    /// The greatest indexed position that is <= `position`, or 0.
    [[nodiscard]] std::uint32_t floorPosition(std::uint32_t position) const;

    /// Drops entries of batches at or after `position`.
    void truncateTo(std::uint32_t position);

    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    [[nodiscard]] Bytes serialize() const;
    /// Corrupt unless the entries grow strictly and lie within the segment's `logSize` bytes.
    [[nodiscard]] static Result<OffsetIndex> parse(
        Offset baseOffset, ByteView bytes, std::uint64_t logSize);

private:
    Offset m_baseOffset;
    std::vector<Entry> m_entries;
};

}  // namespace stormbench::storage
