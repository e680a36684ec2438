// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/controller/controller_requests.h"

namespace stormbench::controller {

/// Where new partitions go.
struct Placement {
    std::int32_t partitions = 0;
    std::int16_t replicationFactor = 1;
    std::size_t firstBroker
        = 0;  ///< where the round robin begins: spreads the leaders of many small topics
};

/// Leaders round robin over the active brokers, so that each leads as many partitions as the
/// others, give or take one; the replicas of a partition in as many racks as there are, in each
/// rack on active brokers before fenced ones. No broker that is shutting down.
/// INVALID_REPLICATION_FACTOR when there are too few brokers, or none that is active.
[[nodiscard]] tl::expected<std::vector<std::vector<BrokerId>>, ApiError> placeReplicas(
    const Placement& placement, const MetadataImage& image);

/// Checks what a request wants itself: known brokers, no broker twice, as many as
/// `replicationFactor` (0: any number). INVALID_REPLICA_ASSIGNMENT otherwise.
[[nodiscard]] ApiError checkAssignment(const std::vector<BrokerId>& replicas,
    std::size_t replicationFactor, const MetadataImage& image);

/// The record of a new partition: every active replica is in sync (all logs are empty), the first
/// of them leads.
[[nodiscard]] PartitionRecord newPartition(const Uuid& topic, PartitionIndex index,
    const std::vector<BrokerId>& replicas, const MetadataImage& image);

}  // namespace stormbench::controller
