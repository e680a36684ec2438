// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/activity_merger.h"
#include "engine/cluster/broker_figures.h"

namespace stormbench::cluster {

/// Makes one api::Snapshot of what the brokers laid down: topics as the broker with the newest
/// metadata sees them, each partition's figures from its leader, each group's from its coordinator.
/// Owned by one observer; used on its thread.
class SnapshotMerger {
public:
    explicit SnapshotMerger(std::string clusterId)
        : m_clusterId(std::move(clusterId))
    {
    }

    [[nodiscard]] api::SnapshotPtr merge(const std::vector<BrokerSlot>& brokers, api::WallTime now,
        api::FaultStatePtr faults = nullptr);

private:
    [[nodiscard]] const broker::BrokerStatistics* newestMetadata() const;
    [[nodiscard]] api::BrokerStatus statusOf(
        const BrokerFigures& figures, const broker::BrokerStatistics* metadata) const;
    [[nodiscard]] api::PartitionStatus statusOf(
        const std::string& topic, const broker::TopicPartitionStatistics& partition) const;
    [[nodiscard]] api::GroupStatus statusOf(
        const broker::GroupStatistics& group, const BrokerFigures& coordinator) const;
    void addLag(api::GroupPartitionStatus& partition) const;

    std::string m_clusterId;
    std::uint64_t m_number = 0;
    std::map<BrokerId, BrokerFigures> m_brokers;
    std::map<api::TopicPartition, BrokerId> m_leaders;
    ActivityMerger m_activity;
};

}  // namespace stormbench::cluster
