// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/storage/offset_index.h"
#include "engine/storage/time_index.h"

namespace stormbench::storage {

/// What is known of a segment's batches without reading them: both indexes and the figures at its
/// ends. Built batch by batch, by whoever writes or scans the file.
struct SegmentIndex {
    explicit SegmentIndex(Offset baseOffset)
        : base(baseOffset)
        , offsets(baseOffset)
        , times(baseOffset)
        , nextOffset(baseOffset)
    {
    }

    /// Takes note of the batch at `position`; the batches come in the order of the file.
    void note(const BatchHeader& header, std::uint32_t position, std::uint32_t indexInterval);

    Offset base;
    OffsetIndex offsets;
    TimeIndex times;
    std::uint32_t bytesSinceEntry = 0;
    Millis maxTimestamp = kNoTimestamp;
    Offset nextOffset;                     ///< after the last record; the base when there is none
    std::optional<Millis> firstTimestamp;  ///< of the first batch
};

}  // namespace stormbench::storage
