// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "engine/base/uuid.h"
#include "engine/env/files.h"

namespace stormbench::storage {

inline constexpr std::string_view kPartitionMetadataFile = "partition.metadata";

/// The topic's id, in the file `partition.metadata` of a partition's directory: a topic that was
/// deleted and made anew under its old name is another topic.
[[nodiscard]] Result<> writePartitionMetadata(
    env::Files& files, const std::string& directory, const Uuid& topicId);
/// Zero if the file is missing or damaged.
[[nodiscard]] Result<Uuid> readPartitionMetadata(env::Files& files, const std::string& directory);

}  // namespace stormbench::storage
