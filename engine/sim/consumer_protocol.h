// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/ids.h"

namespace stormbench::sim {

/// The opaque parts of JoinGroup and SyncGroup, version 0, as every Kafka consumer writes them, for
/// one topic.
[[nodiscard]] Bytes encodeSubscription(const std::string& topic);
[[nodiscard]] Bytes encodeAssignment(
    const std::string& topic, const std::vector<PartitionIndex>& partitions);
/// Empty for anything else than an assignment.
[[nodiscard]] std::vector<PartitionIndex> decodeAssignment(ByteView bytes);

}  // namespace stormbench::sim
