// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/replica_placer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/controller/broker_list.h"
#include "engine/controller/partition_change.h"

namespace stormbench::controller {
namespace {

/// A broker that may get replicas.
struct Candidate {
    BrokerId id;
    std::string rack;  ///< brokers without one share a rack
    bool active = false;
};

// One of each rack in turn: neighbours are in different racks as long as there are several.
std::vector<Candidate> alternateRacks(const MetadataImage& image)
{
    std::map<std::string, std::vector<Candidate>> racks;
    std::size_t largest = 0;
    for (const auto& [id, broker] : image.brokers()) {
        if (broker.inControlledShutdown)
            continue;
        const auto rack = broker.rack.value_or("");
        auto& members = racks[rack];
        members.push_back({id, rack, broker.active()});
        largest = std::max(largest, members.size());
    }
    std::vector<Candidate> result;
    for (std::size_t i = 0; i < largest; ++i)
        for (const auto& [rack, members] : racks)
            if (i < members.size())
                result.push_back(members[i]);
    return result;
}

// Behind the leader, whoever is in the racks that have the fewest of this partition's replicas;
// among those, active brokers first, then in turn.
BrokerList placeFollowers(const Candidate& leader, std::vector<Candidate> others, std::size_t count)
{
    BrokerList replicas{leader.id};
    std::map<std::string, int> used{{leader.rack, 1}};
    while (replicas.size() < count) {
        const auto best = std::min_element(
            others.begin(), others.end(), [&](const Candidate& a, const Candidate& b) {
                return std::pair(used[a.rack], !a.active) < std::pair(used[b.rack], !b.active);
            });
        replicas.push_back(best->id);
        ++used[best->rack];
        others.erase(best);
    }
    return replicas;
}

}  // namespace

tl::expected<std::vector<std::vector<BrokerId>>, ApiError> placeReplicas(
    const Placement& placement, const MetadataImage& image)
{
    const auto candidates = alternateRacks(image);
    std::vector<std::size_t> leaders;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (candidates[i].active)
            leaders.push_back(i);
    const auto wanted = static_cast<std::size_t>(placement.replicationFactor);
    if (candidates.size() < wanted || leaders.empty())
        return tl::unexpected(ApiError{WireError::InvalidReplicationFactor,
            fmt::format("Unable to replicate the partition {} time(s): {}", wanted,
                leaders.empty()
                    ? "All brokers are currently fenced."
                    : fmt::format("The target replication factor of {} cannot be reached because "
                                  "only {} broker(s) are registered.",
                        wanted, candidates.size()))});
    std::vector<std::vector<BrokerId>> result;
    for (std::int32_t partition = 0; partition < placement.partitions; ++partition) {
        const auto turn = placement.firstBroker + static_cast<std::size_t>(partition);
        const auto first = leaders[turn % leaders.size()];
        // Each round over the leaders begins its followers one further on: when a broker dies, the
        // others take over equal shares of what it led.
        std::vector<Candidate> others;
        const auto count = candidates.size() - 1;
        for (std::size_t i = 0; i < count; ++i)
            others.push_back(
                candidates[(first + 1 + (i + turn / leaders.size()) % count) % candidates.size()]);
        result.push_back(placeFollowers(candidates[first], std::move(others), wanted));
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
    PartitionRecord record{
        topic, index, replicas, {}, kNoBroker, LeaderEpoch{0}, PartitionEpoch{0}};
    for (const auto id : replicas)
        if (isActive(image, id))
            record.isr.push_back(id);
    if (record.isr.empty())
        record.isr = {replicas.front()};
    else
        record.leader = record.isr.front();
    return record;
}

}  // namespace stormbench::controller
