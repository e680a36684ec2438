// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "engine/controller/image_builder.h"
#include "engine/storage/batch_header.h"

namespace stormbench::controller {

/// One record batch v2 whose records' values are the Protobuf forms of `records`, with no keys.
/// Precondition: not empty.
struct MetadataBatchOptions {
    Offset baseOffset;
    LeaderEpoch leaderEpoch;
    env::WallTime timestamp;
};
[[nodiscard]] Bytes encodeBatch(
    const std::vector<Record>& records, const MetadataBatchOptions& options);

/// Visits each of the whole batches that stand back to back in `bytes`, checked for their CRC.
/// Corrupt if one does not end.
using VisitBatch = std::function<Result<>(const storage::BatchHeader& header, ByteView batch)>;
[[nodiscard]] Result<> splitBatches(ByteView bytes, const VisitBatch& visit);

/// Applies the records of one batch. Control batches (a quorum's own records) only move the offset.
/// `watch`, if there is one, sees each record before it is applied to the image.
using WatchRecord = std::function<void(
    const MetadataImage& before, const Record& record, Offset offset, env::WallTime writtenAt)>;
[[nodiscard]] Result<> applyBatch(
    ImageBuilder& builder, ByteView batch, const WatchRecord& watch = {});

}  // namespace stormbench::controller
