// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/storage/topic_partition.h"

namespace stormbench::storage {

/// Kafka's checkpoint files: a version (0), a count, then one line each, its fields separated by
/// one blank.
[[nodiscard]] Bytes formatCheckpoint(const std::vector<std::string>& lines);
/// The lines after version and count. Corrupt if those are off or the number of lines is another.
[[nodiscard]] Result<std::vector<std::string_view>> parseCheckpoint(ByteView bytes);

/// The whole text as a number. Corrupt if it is not one.
[[nodiscard]] Result<std::int64_t> parseNumber(std::string_view text);

/// Offsets by partition: lines "topic partition offset".
using PartitionOffsets = std::map<TopicPartition, Offset>;
[[nodiscard]] Bytes formatOffsets(const PartitionOffsets& offsets);
[[nodiscard]] Result<PartitionOffsets> parseOffsets(ByteView bytes);

}  // namespace stormbench::storage
