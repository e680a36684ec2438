// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/replica_fetchers.h"

#include <set>

namespace stormbench::broker {

ReplicaFetchers::ReplicaFetchers(ReplicaFetcher::Context context)
    : m_context(std::move(context))
{
}

void ReplicaFetchers::release(const storage::TopicPartition& partition)
{
    const auto leader = m_leaders.find(partition);
    if (leader == m_leaders.end())
        return;
    if (const auto fetcher = m_fetchers.find(leader->second); fetcher != m_fetchers.end())
        fetcher->second->remove(partition);
    m_leaders.erase(leader);
}

void ReplicaFetchers::apply(
    const PartitionTable::Applied& applied, const controller::MetadataImage& image)
{
    for (const auto& name : applied.led)
        release(name);
    for (const auto& name : applied.dropped)
        release(name);
    std::set<BrokerId> toWake;
    for (const auto& name : applied.followed) {
        release(name);
        const auto topic = image.topic(name.topic);
        const auto* partition = topic ? topic->partition(name.partition) : nullptr;
        const auto* leader = partition ? image.broker(partition->leader) : nullptr;
        const auto* endpoint = leader ? leader->endpoint() : nullptr;
        if (!endpoint || leader->id == m_context.self)
            continue;  // nobody leads it now
        auto& fetcher = m_fetchers[leader->id];
        if (!fetcher)
            fetcher = std::make_unique<ReplicaFetcher>(m_context, leader->id, *endpoint);
        fetcher->add(name, {topic->id, partition->leaderEpoch, partition->inIsr(m_context.self)});
        m_leaders[name] = leader->id;
        toWake.insert(leader->id);
    }
    for (const auto& [id, fetcher] : m_fetchers) {
        const auto* broker = image.broker(id);
        if (const auto* endpoint = broker ? broker->endpoint() : nullptr)
            fetcher->moveTo(*endpoint);
    }
    for (const auto id : toWake)
        m_fetchers.at(id)->wake();
    std::erase_if(m_fetchers, [](const auto& entry) { return entry.second->empty(); });
}

}  // namespace stormbench::broker
