// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/metadata_delta.h"

#include <algorithm>
#include <set>

namespace stormbench::controller {
namespace {

void compareTopic(
    const TopicPtr& before, const TopicPtr& after, BrokerId self, LocalChanges& changes)
{
    const auto count
        = std::max(before ? before->partitions.size() : 0, after ? after->partitions.size() : 0);
    for (std::size_t i = 0; i < count; ++i) {
        const PartitionIndex index{static_cast<std::int32_t>(i)};
        const auto* was = before ? before->partition(index) : nullptr;
        const auto* is = after ? after->partition(index) : nullptr;
        if (was && !was->hasReplica(self))
            was = nullptr;
        if (is && !is->hasReplica(self))
            is = nullptr;
        if (!is) {
            if (was)
                changes.toDelete.push_back({before, index});
            continue;
        }
        if (was && *was == *is)
            continue;
        if (is->leader != self)
            changes.toFollow.push_back({after, index});
        else if (!was || was->leader != self || was->leaderEpoch != is->leaderEpoch)
            changes.toLead.push_back({after, index});
        else
            changes.stillLed.push_back({after, index});
    }
}

/// By name, so that a topic that shares its image is passed over; one that was deleted and created
/// again has two ids.
void compareTopics(const MetadataImage& before, const MetadataImage& after, std::set<Uuid>& changed)
{
    for (const auto& [name, was] : before.topics()) {
        const auto is = after.topic(name);
        if (is == was || (is && *is == *was))
            continue;
        changed.insert(was->id);
        if (is)
            changed.insert(is->id);
    }
    for (const auto& [name, is] : after.topics())
        if (!before.topics().contains(name))
            changed.insert(is->id);
}

void compareConfigs(
    const MetadataImage& one, const MetadataImage& other, std::set<ConfigResource>& changed)
{
    for (const auto& [resource, values] : one.configs())
        if (other.configsOf(resource) != values)
            changed.insert(resource);
}

}  // namespace

MetadataDelta MetadataDelta::between(ImagePtr before, ImagePtr after)
{
    MetadataDelta delta;
    std::set<Uuid> topics;
    compareTopics(*before, *after, topics);
    delta.changedTopics.assign(topics.begin(), topics.end());
    std::set<ConfigResource> configs;
    compareConfigs(*before, *after, configs);
    compareConfigs(*after, *before, configs);
    delta.changedConfigs.assign(configs.begin(), configs.end());
    delta.brokersChanged = before->brokers() != after->brokers();
    delta.before = std::move(before);
    delta.after = std::move(after);
    return delta;
}

MetadataDelta MetadataDelta::fromScratch(ImagePtr image)
{
    return between(std::make_shared<const MetadataImage>(), std::move(image));
}

LocalChanges localChanges(const MetadataDelta& delta, BrokerId self)
{
    LocalChanges changes;
    for (const auto& id : delta.changedTopics)
        compareTopic(delta.before->topic(id), delta.after->topic(id), self, changes);
    const auto byName = [](const LocalPartition& a, const LocalPartition& b) {
        return std::tie(a.topic->name, a.index) < std::tie(b.topic->name, b.index);
    };
    for (auto* list : {&changes.toLead, &changes.stillLed, &changes.toFollow, &changes.toDelete})
        std::sort(list->begin(), list->end(), byName);
    return changes;
}

}  // namespace stormbench::controller
