// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/metadata_delta.h"

#include <algorithm>

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

}  // namespace

MetadataDelta MetadataDelta::fromScratch(ImagePtr image)
{
    MetadataDelta delta;
    delta.before = std::make_shared<const MetadataImage>();
    for (const auto& [name, topic] : image->topics())
        delta.changedTopics.push_back(topic->id);
    std::sort(delta.changedTopics.begin(), delta.changedTopics.end());
    for (const auto& [resource, values] : image->configs())
        delta.changedConfigs.push_back(resource);
    delta.brokersChanged = !image->brokers().empty();
    delta.after = std::move(image);
    return delta;
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
