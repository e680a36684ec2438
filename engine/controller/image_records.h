// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "engine/controller/metadata_image.h"

/// An image as records and back: what a snapshot of the metadata holds (KIP-630). Pure.
namespace stormbench::controller {

/// The fewest records that make an equal image out of an empty one; the same for equal images.
/// Sorted: cluster, features, producer ids, brokers, topics by name with their partitions,
/// configurations.
[[nodiscard]] std::vector<Record> recordsOf(const MetadataImage& image);

/// Those records in batches that count from 0 and have no leader epoch yet.
[[nodiscard]] std::vector<Bytes> batchesOf(const MetadataImage& image, env::WallTime now);

/// The image that such batches hold, as of the record at `offset`. Control batches among them are
/// skipped. Corrupt if they do not decode or contradict themselves.
[[nodiscard]] Result<ImagePtr> imageOf(ByteView batches, Offset offset);

}  // namespace stormbench::controller
