// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/controller/metadata_image.h"

namespace stormbench::controller {

/// Who leads a partition: its leader if that one is active and in sync, otherwise the first in-sync
/// replica, in the order of the replicas, whose broker is active; kNoBroker if there is none. Never
/// a replica outside of the ISR: it may lack acknowledged records.
[[nodiscard]] BrokerId chooseLeader(const PartitionImage& partition, const MetadataImage& image);

/// What has to change after `broker` became active or ceased to be: an inactive broker leaves the
/// ISR unless it is the last one in it, and the leader is chosen anew. Nothing if all stays.
[[nodiscard]] std::optional<PartitionChangeRecord> electAfter(
    BrokerId broker, const TopicImage& topic, PartitionIndex index, const MetadataImage& image);

}  // namespace stormbench::controller
