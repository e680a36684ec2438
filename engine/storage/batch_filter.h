// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "engine/storage/batch_header.h"
#include "engine/storage/offset_map.h"

namespace stormbench::storage {

/// Where an active producer's newest batch ends: an empty batch is left there, so that its sequence
/// number is still known after a restart.
struct ProducerEnd {
    ProducerEpoch epoch{-1};
    Offset lastOffset;
};
using ProducerEnds = std::map<ProducerId, ProducerEnd>;

struct FilterRules {
    const OffsetMap& newest;
    Offset mappedUpTo;  ///< what is not in the map stays as it is
    const ProducerEnds& producers;
    Millis now{0};
    Millis deleteRetention{0};
};

/// What a compaction makes of one batch.
struct FilteredBatch {
    enum class Fate { Keep, Drop, Replace };
    Fate fate = Fate::Keep;
    Bytes replacement;  ///< if Replace
};

/// Drops the records that a newer one of their key has replaced, those without a key, and
/// tombstones whose delete horizon has passed; a tombstone that stays gets its horizon. Offsets,
/// sequences and leader epoch stay as they are; a compressed batch that loses records is compressed
/// anew. Control batches stay. Corrupt if the records do not decode. Pure.
[[nodiscard]] Result<FilteredBatch> filterBatch(
    ByteView batch, const BatchHeader& header, const FilterRules& rules);

/// Puts the offsets of all records that have a key into the map.
[[nodiscard]] Result<> collectKeys(ByteView batch, const BatchHeader& header, OffsetMap& map);

}  // namespace stormbench::storage
