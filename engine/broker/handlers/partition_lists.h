// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/controller/metadata_image.h"

namespace stormbench::broker {

// What Metadata and DescribeTopicPartitions say about a partition's brokers.
[[nodiscard]] inline std::vector<std::int32_t> numbersOf(const std::vector<BrokerId>& brokers)
{
    std::vector<std::int32_t> numbers;
    numbers.reserve(brokers.size());
    for (const auto broker : brokers)
        numbers.push_back(broker.value());
    return numbers;
}

/// kNoBroker when there is no leader or it is fenced: a client could not reach it.
[[nodiscard]] inline BrokerId aliveLeader(
    const controller::MetadataImage& image, const controller::PartitionImage& partition)
{
    const auto* broker = image.broker(partition.leader);
    return broker && !broker->fenced ? partition.leader : kNoBroker;
}

[[nodiscard]] inline std::vector<std::int32_t> offlineReplicas(
    const controller::MetadataImage& image, const controller::PartitionImage& partition)
{
    std::vector<std::int32_t> offline;
    for (const auto replica : partition.replicas) {
        const auto* broker = image.broker(replica);
        if (!broker || broker->fenced)
            offline.push_back(replica.value());
    }
    return offline;
}

}  // namespace stormbench::broker
