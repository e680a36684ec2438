// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/replica_placer.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/controller/election.h"

namespace stormbench::controller {

tl::expected<std::vector<std::vector<BrokerId>>, ApiError> placeReplicas(
    const Placement& placement, const MetadataImage& image)
{
    std::vector<BrokerId> active;
    for (const auto& [id, broker] : image.brokers())
        if (broker.active())
            active.push_back(id);
    const auto wanted = static_cast<std::size_t>(placement.replicationFactor);
    if (active.size() < wanted)
        return tl::unexpected(ApiError{WireError::InvalidReplicationFactor,
            fmt::format("Unable to replicate the partition {} time(s): The target replication "
                        "factor of {} cannot be reached "
                        "because only {} broker(s) are registered or unfenced.",
                wanted, wanted, active.size())});
    std::vector<std::vector<BrokerId>> result;
    for (std::int32_t partition = 0; partition < placement.partitions; ++partition) {
        auto& replicas = result.emplace_back();
        for (std::size_t i = 0; i < wanted; ++i)
            replicas.push_back(
                active[(placement.firstBroker + static_cast<std::size_t>(partition) + i)
                    % active.size()]);
    }
    return result;
}

ApiError checkAssignment(const std::vector<BrokerId>& replicas, std::size_t replicationFactor,
    const MetadataImage& image)
{
    const auto refuse = [](std::string why) {
        return ApiError{WireError::InvalidReplicaAssignment, std::move(why)};
    };
    if (replicas.empty())
        return refuse("The manual partition assignment includes an empty replica list.");
    auto sorted = replicas;
    std::sort(sorted.begin(), sorted.end());
    if (const auto twice = std::adjacent_find(sorted.begin(), sorted.end()); twice != sorted.end())
        return refuse(
            fmt::format("The manual partition assignment includes the broker {} more than once.",
                twice->value()));
    for (const auto broker : sorted)
        if (!image.broker(broker))
            return refuse(fmt::format("The manual partition assignment includes broker {}, but no "
                                      "such broker is registered.",
                broker.value()));
    if (replicationFactor != 0 && replicas.size() != replicationFactor)
        return refuse(fmt::format("The manual partition assignment includes a partition with {} "
                                  "replica(s), but this is not "
                                  "consistent with previous partitions, which have {} replica(s).",
            replicas.size(), replicationFactor));
    return {};
}

PartitionRecord newPartition(const Uuid& topic, PartitionIndex index,
    const std::vector<BrokerId>& replicas, const MetadataImage& image)
{
    PartitionImage partition;
    partition.replicas = replicas;
    for (const auto id : replicas)
        if (const auto* broker = image.broker(id); broker && broker->active())
            partition.isr.push_back(id);
    if (partition.isr.empty())
        partition.isr = {replicas.front()};
    partition.leader = chooseLeader(partition, image);
    return {
        topic, index, replicas, partition.isr, partition.leader, LeaderEpoch{0}, PartitionEpoch{0}};
}

}  // namespace stormbench::controller
