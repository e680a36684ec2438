// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/metadata_image.h"

#include <algorithm>

#include "engine/controller/broker_list.h"

namespace stormbench::controller {

const env::Endpoint* BrokerImage::endpoint(std::string_view listener) const
{
    for (const auto& candidate : listeners)
        if (listener.empty() || candidate.name == listener)
            return &candidate.endpoint;
    return nullptr;
}

bool PartitionImage::hasReplica(BrokerId broker) const
{
    return contains(replicas, broker);
}

bool PartitionImage::inIsr(BrokerId broker) const
{
    return contains(isr, broker);
}

const PartitionImage* TopicImage::partition(PartitionIndex index) const
{
    const auto at = index.value();
    return at >= 0 && static_cast<std::size_t>(at) < partitions.size()
        ? &partitions[static_cast<std::size_t>(at)]
        : nullptr;
}

MetadataImage::MetadataImage()
    : m_clusterId(std::make_shared<std::string>())
    , m_brokers(std::make_shared<Brokers>())
    , m_topics(std::make_shared<Topics>())
    , m_topicNames(std::make_shared<TopicNames>())
    , m_configs(std::make_shared<Configs>())
    , m_features(std::make_shared<Features>())
{
}

const BrokerImage* MetadataImage::broker(BrokerId id) const
{
    const auto found = m_brokers->find(id);
    return found == m_brokers->end() ? nullptr : &found->second;
}

TopicPtr MetadataImage::topic(std::string_view name) const
{
    const auto found = m_topics->find(name);
    return found == m_topics->end() ? nullptr : found->second;
}

TopicPtr MetadataImage::topic(const Uuid& id) const
{
    const auto found = m_topicNames->find(id);
    return found == m_topicNames->end() ? nullptr : topic(found->second);
}

const PartitionImage* MetadataImage::partition(std::string_view name, PartitionIndex index) const
{
    const auto found = m_topics->find(name);
    return found == m_topics->end() ? nullptr : found->second->partition(index);
}

const ConfigValues& MetadataImage::configsOf(const ConfigResource& resource) const
{
    static const ConfigValues kNone;
    const auto found = m_configs->find(resource);
    return found == m_configs->end() ? kNone : found->second;
}

bool operator==(const MetadataImage& a, const MetadataImage& b)
{
    const auto sameTopic = [](const auto& x, const auto& y) {
        return x.first == y.first && (x.second == y.second || *x.second == *y.second);
    };
    return a.m_offset == b.m_offset && *a.m_clusterId == *b.m_clusterId
        && *a.m_brokers == *b.m_brokers && *a.m_configs == *b.m_configs
        && *a.m_features == *b.m_features && a.m_nextProducerId == b.m_nextProducerId
        && a.m_topics->size() == b.m_topics->size()
        && std::equal(a.m_topics->begin(), a.m_topics->end(), b.m_topics->begin(), sameTopic);
}

}  // namespace stormbench::controller
