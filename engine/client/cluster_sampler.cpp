// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/cluster_sampler.h"

namespace stormbench::client {

Result<> ClusterSampler::readMetadata()
{
    SB_TRY_ASSIGN(m_cluster, m_admin.describeCluster());
    for (const auto& broker : m_cluster.brokers)
        m_everSeen[broker.id] = broker;
    SB_TRY_ASSIGN(m_topics, m_admin.describeTopics());
    std::map<api::TopicPartition, Partition> kept;
    for (const auto& topic : m_topics) {
        for (const auto& partition : topic.partitions) {
            const api::TopicPartition key{topic.name, partition.index};
            auto& entry = kept[key];
            if (auto known = m_partitions.extract(key))
                entry = std::move(known.mapped());
            if (partition.leader == kNoBroker) {
                entry.bounds = {};
                entry.error = "the partition has no leader at the moment";
            }
        }
    }
    m_partitions = std::move(kept);
    return {};
}

std::vector<api::TopicPartition> ClusterSampler::nextPage()
{
    std::vector<api::TopicPartition> page;
    auto at = m_pageEnd ? m_partitions.upper_bound(*m_pageEnd) : m_partitions.begin();
    if (at == m_partitions.end())
        at = m_partitions.begin();
    for (; at != m_partitions.end() && page.size() < kPartitionsARound; ++at)
        page.push_back(at->first);
    m_pageEnd = page.empty() ? std::nullopt : std::optional(page.back());
    return page;
}

void ClusterSampler::store(const std::vector<api::TopicPartition>& page,
    const Result<std::vector<api::PartitionOffset>>& offsets,
    api::Figure<std::int64_t> LogBounds::*bound)
{
    if (!offsets) {
        for (const auto& partition : page)
            m_partitions[partition].error = offsets.error().message;
        return;
    }
    for (const auto& [partition, offset] : *offsets) {
        auto& entry = m_partitions[partition];
        entry.error = offset ? std::string() : offset.error().message;
        entry.bounds.*bound = offset
            ? api::Figure<std::int64_t>{offset->value(), api::Precision::Exact}
            : api::Figure<std::int64_t>{};
    }
}

void ClusterSampler::readOffsets(Time now)
{
    const auto page = nextPage();
    if (page.empty())
        return;
    store(
        page, m_admin.listOffsets(page, {api::OffsetQuery::Kind::Earliest, {}}), &LogBounds::start);
    store(page, m_admin.listOffsets(page, {api::OffsetQuery::Kind::Latest, {}}), &LogBounds::end);
    for (const auto& partition : page) {
        const auto& entry = m_partitions[partition];
        if (entry.error.empty() && entry.bounds.end.known())
            static_cast<void>(m_recordRates.update(partition, entry.bounds.end.value, now));
    }
}

void ClusterSampler::readLogDirs(Time now)
{
    if (!m_logDirsOffered)
        return;
    const auto replicas = m_admin.describeLogDirs();
    if (!replicas) {
        m_logDirsOffered = replicas.error().code != ErrorCode::Unsupported;
        return;
    }
    for (auto& [key, partition] : m_partitions)
        partition.sizes.clear();
    for (const auto& replica : *replicas) {
        if (const auto found = m_partitions.find(replica.partition); found != m_partitions.end())
            found->second.sizes[replica.broker] = replica.sizeBytes;
    }
    for (const auto& topic : m_topics) {
        for (const auto& partition : topic.partitions) {
            const api::TopicPartition key{topic.name, partition.index};
            const auto& sizes = m_partitions[key].sizes;
            if (const auto size = sizes.find(partition.leader); size != sizes.end())
                static_cast<void>(m_byteRates.update(key, size->second, now));
        }
    }
}

ClusterSampler::LogBounds ClusterSampler::bounds(const api::TopicPartition& partition) const
{
    const auto found = m_partitions.find(partition);
    return found == m_partitions.end() ? LogBounds{} : found->second.bounds;
}

api::PartitionStatus ClusterSampler::statusOf(
    const api::TopicPartition& key, const api::PartitionDescription& description) const
{
    api::PartitionStatus status;
    status.index = description.index;
    status.leader = description.leader;
    status.leaderEpoch = description.leaderEpoch;
    status.replicas = description.replicas;
    status.isr = description.isr;
    const auto found = m_partitions.find(key);
    if (found == m_partitions.end())
        return status;
    const auto& partition = found->second;
    status.logStart = partition.bounds.start;
    status.logEnd = partition.bounds.end;
    status.error = partition.error;
    if (const auto size = partition.sizes.find(description.leader); size != partition.sizes.end())
        status.sizeBytes = {size->second, api::Precision::Exact};
    if (partition.error.empty()) {
        status.recordsInPerSecond = m_recordRates.latest(key);
        status.bytesInPerSecond = m_byteRates.latest(key);
    }
    return status;
}

void ClusterSampler::fillBrokers(api::Snapshot& snapshot) const
{
    std::map<BrokerId, api::BrokerStatus> brokers;
    const auto entryOf = [&](BrokerId id) -> api::BrokerStatus& {
        auto& entry = brokers[id];
        entry.id = id;
        return entry;
    };
    for (const auto& [id, description] : m_everSeen) {
        auto& entry = entryOf(id);
        entry.host = description.host;
        entry.port = description.port;
        entry.rack = description.rack;
        entry.state = api::BrokerState::Down;
    }
    for (const auto& broker : m_cluster.brokers) {
        auto& entry = entryOf(broker.id);
        entry.state = api::BrokerState::Up;
        entry.controller = broker.id == m_cluster.controller;
    }
    for (const auto& topic : snapshot.topics) {
        for (const auto& partition : topic.partitions) {
            for (const auto replica : partition.replicas)
                ++entryOf(replica).replicas;
            if (partition.leader == kNoBroker)
                continue;
            auto& leader = entryOf(partition.leader);
            ++leader.leaders;
            addTo(leader.recordsInPerSecond, partition.recordsInPerSecond);
            addTo(leader.bytesInPerSecond, partition.bytesInPerSecond);
        }
    }
    for (const auto& [key, partition] : m_partitions) {
        for (const auto& [broker, size] : partition.sizes)
            addTo(entryOf(broker).diskBytes, {size, api::Precision::Exact});
    }
    for (auto& [id, broker] : brokers)
        snapshot.brokers.push_back(std::move(broker));
}

void ClusterSampler::fill(api::Snapshot& snapshot) const
{
    snapshot.clusterId = m_cluster.clusterId;
    for (const auto& topic : m_topics) {
        auto& status = snapshot.topics.emplace_back();
        status.name = topic.name;
        status.internal = topic.internal;
        for (const auto& partition : topic.partitions)
            status.partitions.push_back(statusOf({topic.name, partition.index}, partition));
    }
    fillBrokers(snapshot);
}

}  // namespace stormbench::client
