// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/snapshot_merger.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/api/lag.h"

namespace stormbench::cluster {
namespace {

using broker::TrafficCounters;

api::BrokerState stateOf(const BrokerFigures& figures)
{
    if (!figures.slot().running)
        return api::BrokerState::Down;
    const bool active = figures.live() && figures.now()->active;
    return active ? api::BrokerState::Up
                  : api::BrokerState::Unknown;  // starting, fenced, or standing still
}

}  // namespace

api::SnapshotPtr SnapshotMerger::merge(
    const std::vector<BrokerSlot>& brokers, api::WallTime now, api::FaultStatePtr faults)
{
    auto snapshot = std::make_shared<api::Snapshot>();
    snapshot->number = ++m_number;
    snapshot->takenAt = now;
    snapshot->clusterId = m_clusterId;
    snapshot->embedded = true;
    snapshot->faults = std::move(faults);
    for (const auto& slot : brokers)
        m_brokers[slot.id].update(slot);

    const auto* metadata = newestMetadata();
    m_leaders.clear();
    for (const auto& topic : metadata ? metadata->topics : std::vector<broker::TopicStatistics>{}) {
        api::TopicStatus status{topic.name, topic.internal, {}};
        for (const auto& partition : topic.partitions) {
            m_leaders[{topic.name, partition.partition}] = partition.leader;
            status.partitions.push_back(statusOf(topic.name, partition));
        }
        snapshot->topics.push_back(std::move(status));
    }
    for (const auto& [id, figures] : m_brokers) {
        snapshot->brokers.push_back(statusOf(figures, metadata));
        if (figures.live())
            for (const auto& group : figures.now()->groups)
                snapshot->groups.push_back(statusOf(group, figures));
    }
    std::ranges::sort(snapshot->groups, {}, &api::GroupStatus::id);
    m_activity.merge(brokers, *snapshot);
    if (std::ranges::none_of(brokers, &BrokerSlot::running))
        snapshot->error = "no broker is running";
    return snapshot;
}

// A broker that does not run any more counts only when none does: it may have missed what the
// others agreed on since.
const broker::BrokerStatistics* SnapshotMerger::newestMetadata() const
{
    const BrokerFigures* newest = nullptr;
    const auto rank = [](const BrokerFigures& figures) {
        return std::pair(figures.live(), figures.now()->metadataOffset);
    };
    for (const auto& [id, figures] : m_brokers)
        if (figures.now() && (!newest || rank(figures) > rank(*newest)))
            newest = &figures;
    return newest ? newest->now() : nullptr;
}

api::BrokerStatus SnapshotMerger::statusOf(
    const BrokerFigures& figures, const broker::BrokerStatistics* metadata) const
{
    const auto& slot = figures.slot();
    api::BrokerStatus status;
    status.id = slot.id;
    status.host = slot.host;
    status.port = slot.port;
    status.state = stateOf(figures);
    for (const auto& registered :
        metadata ? metadata->brokers : std::vector<broker::RegisteredBrokerStatistics>{})
        if (registered.id == slot.id) {
            status.rack = registered.rack;
            status.fenced = slot.running && registered.fenced;
        }
    status.paused = slot.paused;
    for (const auto& topic : metadata ? metadata->topics : std::vector<broker::TopicStatistics>{})
        for (const auto& partition : topic.partitions) {
            status.leaders += partition.leader == slot.id ? 1 : 0;
            status.replicas += static_cast<int>(std::ranges::count(partition.replicas, slot.id));
        }
    status.bytesInPerSecond = figures.rate(&TrafficCounters::bytesIn);
    status.bytesOutPerSecond = figures.rate(&TrafficCounters::bytesOut);
    status.recordsInPerSecond = figures.rate(&TrafficCounters::recordsIn);
    status.requestsPerSecond = figures.rate(&TrafficCounters::requests);
    if (figures.live()) {
        status.controller = figures.now()->controller;
        status.connections = exact(figures.now()->connections);
        status.diskBytes = exact(figures.now()->diskBytes);
        if (figures.now()->activity)
            status.waitingRequests = exact(figures.now()->activity->waiting);
    }
    return status;
}

api::PartitionStatus SnapshotMerger::statusOf(
    const std::string& topic, const broker::TopicPartitionStatistics& partition) const
{
    api::PartitionStatus status;
    status.index = partition.partition;
    status.leader = partition.leader;
    status.leaderEpoch = partition.leaderEpoch;
    status.replicas = partition.replicas;
    status.isr = partition.isr;
    const auto leader = m_brokers.find(partition.leader);
    if (leader == m_brokers.end()) {
        status.error = "no leader";
        return status;
    }
    const auto followed = leader->second.followed(topic, partition.partition);
    const auto* figures = followed.now;
    if (!figures) {
        status.error = leader->second.live()
            ? fmt::format("broker {} does not lead it yet", partition.leader.value())
            : fmt::format("broker {} is {}", partition.leader.value(),
                leader->second.slot().running ? "not answering" : "down");
        return status;
    }
    status.logStart = exact(figures->logStart.value());
    status.logEnd = exact(figures->highWatermark.value());
    status.sizeBytes = exact(figures->sizeBytes);
    status.segments = exact(figures->segments);
    status.recordsInPerSecond = leader->second.rate(followed, &TrafficCounters::recordsIn);
    status.bytesInPerSecond = leader->second.rate(followed, &TrafficCounters::bytesIn);
    const auto acknowledged = BrokerFigures::acknowledgements(followed);
    status.p50AckMicros = percentile(acknowledged, 0.5);
    status.p99AckMicros = percentile(acknowledged, 0.99);
    return status;
}

api::GroupStatus SnapshotMerger::statusOf(
    const broker::GroupStatistics& group, const BrokerFigures& coordinator) const
{
    api::GroupStatus status;
    status.id = group.id;
    status.state = group.state;
    status.protocolType = group.protocolType;
    status.assignor = group.assignor;
    status.coordinator = coordinator.slot().id;

    // A partition may be assigned and not committed, or committed by members that are gone.
    std::map<api::TopicPartition, api::GroupPartitionStatus> partitions;
    for (const auto& committed : group.committed) {
        auto& partition = partitions[{committed.topic, committed.partition}];
        partition.committed = committed.offset;
        partition.consumedPerSecond = coordinator.commitRate(group.id, committed);
    }
    for (const auto& member : group.members) {
        api::GroupMember shown{
            member.memberId, member.instanceId, member.clientId, member.host, {}};
        for (const auto& [topic, indexes] : member.assignment)
            for (const auto index : indexes) {
                shown.assignment.push_back({topic, index});
                partitions[{topic, index}].memberId = member.memberId;
            }
        status.members.push_back(std::move(shown));
    }
    for (auto& [key, partition] : partitions) {
        partition.partition = key;
        addLag(partition);
        status.partitions.push_back(std::move(partition));
    }
    status.totalLag = api::totalLag(status.partitions);
    return status;
}

void SnapshotMerger::addLag(api::GroupPartitionStatus& partition) const
{
    const auto leaderId = m_leaders.find(partition.partition);
    const auto leader
        = leaderId == m_leaders.end() ? m_brokers.end() : m_brokers.find(leaderId->second);
    if (leader == m_brokers.end())
        return;
    const auto* log
        = leader->second.partition(partition.partition.topic, partition.partition.partition);
    if (!log)
        return;
    partition.lag = api::lagOf(
        {partition.committed, exact(log->logStart.value()), exact(log->highWatermark.value())});
}

}  // namespace stormbench::cluster
