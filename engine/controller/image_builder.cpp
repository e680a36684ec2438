// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/image_builder.h"

#include <limits>

#include <fmt/format.h>

namespace stormbench::controller {
namespace {

// The run's own copy of a table, made at the first write; the image shares it from then on.
template <typename Table>
Table& owned(std::shared_ptr<Table>& own, std::shared_ptr<const Table>& shared)
{
    if (!own) {
        own = std::make_shared<Table>(*shared);
        shared = own;
    }
    return *own;
}

constexpr auto kLastEpoch = std::numeric_limits<std::int32_t>::max();

tl::unexpected<Error> contradiction(std::string what)
{
    return fail(ErrorCode::Corrupt, std::move(what));
}

}  // namespace

ImageBuilder::ImageBuilder(ImagePtr base)
    : m_base(std::move(base))
    , m_image(*m_base)
{
}

MetadataImage::Brokers& ImageBuilder::brokers()
{
    m_brokersChanged = true;
    return owned(m_brokers, m_image.m_brokers);
}
MetadataImage::Topics& ImageBuilder::topics()
{
    return owned(m_topics, m_image.m_topics);
}
MetadataImage::TopicNames& ImageBuilder::topicNames()
{
    return owned(m_topicNames, m_image.m_topicNames);
}
MetadataImage::Configs& ImageBuilder::configs()
{
    return owned(m_configs, m_image.m_configs);
}
MetadataImage::Features& ImageBuilder::features()
{
    return owned(m_features, m_image.m_features);
}

Result<> ImageBuilder::apply(const Record& record, Offset offset)
{
    if (offset <= m_image.m_offset)
        return contradiction(
            fmt::format("Metadata offset {} after {}", offset.value(), m_image.m_offset.value()));
    auto applied = std::visit([&](const auto& kind) { return applyOne(kind, offset); }, record);
    if (!applied)
        return fail(applied.error().withContext(
            fmt::format("metadata record {} ({})", offset.value(), toString(record))));
    m_image.m_offset = offset;
    return {};
}

MetadataDelta ImageBuilder::build() &&
{
    MetadataDelta delta;
    delta.before = std::move(m_base);
    delta.after = std::make_shared<const MetadataImage>(std::move(m_image));
    delta.changedTopics.assign(m_changedTopics.begin(), m_changedTopics.end());
    delta.changedConfigs.assign(m_changedConfigs.begin(), m_changedConfigs.end());
    delta.brokersChanged = m_brokersChanged;
    return delta;
}

Result<BrokerImage*> ImageBuilder::registered(BrokerId broker, BrokerEpoch epoch)
{
    const auto found = m_image.m_brokers->find(broker);
    if (found == m_image.m_brokers->end() || found->second.epoch != epoch)
        return contradiction(
            fmt::format("No broker {} with epoch {}", broker.value(), epoch.value()));
    return &brokers().find(broker)->second;
}

Result<TopicImage*> ImageBuilder::topicToChange(const Uuid& id)
{
    m_changedTopics.insert(id);
    if (const auto own = m_ownTopics.find(id); own != m_ownTopics.end())
        return own->second.get();
    const auto current = m_image.topic(id);
    if (!current)
        return contradiction(fmt::format("No topic with id {}", id.toString()));
    auto copy = std::make_shared<TopicImage>(*current);
    topics()[copy->name] = copy;
    return (m_ownTopics[id] = std::move(copy)).get();
}

Result<> ImageBuilder::applyOne(const ClusterRecord& record, Offset)
{
    if (!m_image.m_clusterId->empty() && *m_image.m_clusterId != record.clusterId)
        return contradiction(
            fmt::format("The log belongs to the cluster {}", *m_image.m_clusterId));
    m_image.m_clusterId = std::make_shared<const std::string>(record.clusterId);
    return {};
}

Result<> ImageBuilder::applyOne(const RegisterBrokerRecord& record, Offset offset)
{
    BrokerImage broker;
    broker.id = record.broker;
    broker.epoch = record.epoch.value_or(BrokerEpoch{offset.value()});
    broker.incarnation = record.incarnation;
    broker.directory = record.directory;
    broker.listeners = record.listeners;
    broker.rack = record.rack;
    broker.controller = record.controller;
    brokers()[record.broker] = std::move(broker);
    return {};
}

Result<> ImageBuilder::applyOne(const UnregisterBrokerRecord& record, Offset)
{
    SB_TRY(registered(record.broker, record.epoch));
    brokers().erase(record.broker);
    return {};
}

Result<> ImageBuilder::applyOne(const BrokerChangeRecord& record, Offset)
{
    SB_TRY_ASSIGN(auto* broker, registered(record.broker, record.epoch));
    broker->fenced = record.fenced.value_or(broker->fenced);
    broker->inControlledShutdown
        = record.inControlledShutdown.value_or(broker->inControlledShutdown);
    broker->diskFailed = record.diskFailed.value_or(broker->diskFailed);
    return {};
}

Result<> ImageBuilder::applyOne(const TopicRecord& record, Offset)
{
    if (m_image.topic(record.name) || m_image.topic(record.topic))
        return contradiction(fmt::format("The topic {} exists already", record.name));
    auto topic = std::make_shared<TopicImage>();
    topic->name = record.name;
    topic->id = record.topic;
    topicNames()[record.topic] = record.name;
    topics()[record.name] = topic;
    m_ownTopics[record.topic] = std::move(topic);
    m_changedTopics.insert(record.topic);
    return {};
}

Result<> ImageBuilder::applyOne(const RemoveTopicRecord& record, Offset)
{
    const auto topic = m_image.topic(record.topic);
    if (!topic)
        return contradiction(fmt::format("No topic with id {}", record.topic.toString()));
    const ConfigResource resource{ConfigResourceType::Topic, topic->name};
    if (m_image.m_configs->contains(resource)) {
        configs().erase(resource);
        m_changedConfigs.insert(resource);
    }
    topics().erase(topic->name);
    topicNames().erase(record.topic);
    m_ownTopics.erase(record.topic);
    m_changedTopics.insert(record.topic);
    return {};
}

Result<> ImageBuilder::applyOne(const PartitionRecord& record, Offset)
{
    SB_TRY_ASSIGN(auto* topic, topicToChange(record.topic));
    if (record.partition.value() < 0
        || static_cast<std::size_t>(record.partition.value()) != topic->partitions.size())
        return contradiction(fmt::format(
            "Partition {} of {} comes out of turn", record.partition.value(), topic->name));
    topic->partitions.push_back({record.replicas, record.isr, record.leader, record.leaderEpoch,
        record.partitionEpoch, record.adding, record.removing, record.eligible});
    return {};
}

Result<> ImageBuilder::applyOne(const PartitionChangeRecord& record, Offset)
{
    SB_TRY_ASSIGN(auto* topic, topicToChange(record.topic));
    if (!topic->partition(record.partition))
        return contradiction(
            fmt::format("{} has no partition {}", topic->name, record.partition.value()));
    auto& partition = topic->partitions[static_cast<std::size_t>(record.partition.value())];
    if (partition.leaderEpoch.value() == kLastEpoch
        || partition.partitionEpoch.value() == kLastEpoch)
        return contradiction(fmt::format("{} has used up its epochs", topic->name));
    partition.isr = record.isr.value_or(partition.isr);
    partition.replicas = record.replicas.value_or(partition.replicas);
    partition.adding = record.adding.value_or(partition.adding);
    partition.removing = record.removing.value_or(partition.removing);
    partition.eligible = record.eligible.value_or(partition.eligible);
    // A new term, even for the same leader: it may have lost its log's tail in between.
    if (record.leader) {
        partition.leader = *record.leader;
        ++partition.leaderEpoch;
    }
    ++partition.partitionEpoch;
    return {};
}

Result<> ImageBuilder::applyOne(const ConfigRecord& record, Offset)
{
    auto& all = configs();
    m_changedConfigs.insert(record.resource);
    if (record.value) {
        all[record.resource][record.name] = *record.value;
        return {};
    }
    if (const auto found = all.find(record.resource); found != all.end()) {
        found->second.erase(record.name);
        if (found->second.empty())
            all.erase(found);
    }
    return {};
}

Result<> ImageBuilder::applyOne(const ProducerIdsBlockRecord& record, Offset)
{
    if (record.nextProducerId <= m_image.m_nextProducerId)
        return contradiction(fmt::format(
            "Producer ids below {} are given out already", m_image.m_nextProducerId.value()));
    m_image.m_nextProducerId = record.nextProducerId;
    return {};
}

Result<> ImageBuilder::applyOne(const FeatureRecord& record, Offset)
{
    if (record.level == 0)
        features().erase(record.name);
    else
        features()[record.name] = record.level;
    return {};
}

Result<ImagePtr> apply(const ImagePtr& image, const Record& record, Offset offset)
{
    ImageBuilder builder(image);
    SB_TRY(builder.apply(record, offset));
    return std::move(builder).build().after;
}

}  // namespace stormbench::controller
