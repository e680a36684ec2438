// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/election.h"

#include <algorithm>

namespace stormbench::controller {
namespace {

bool isActive(const MetadataImage& image, BrokerId id)
{
    const auto* broker = image.broker(id);
    return broker && broker->active();
}

}  // namespace

BrokerId chooseLeader(const PartitionImage& partition, const MetadataImage& image)
{
    const auto canLead = [&](BrokerId id) { return partition.inIsr(id) && isActive(image, id); };
    if (canLead(partition.leader))
        return partition.leader;
    const auto found = std::find_if(partition.replicas.begin(), partition.replicas.end(), canLead);
    return found == partition.replicas.end() ? kNoBroker : *found;
}

std::optional<PartitionChangeRecord> electAfter(
    BrokerId broker, const TopicImage& topic, PartitionIndex index, const MetadataImage& image)
{
    auto partition = *topic.partition(index);
    PartitionChangeRecord change{topic.id, index, {}, {}, {}};
    if (!isActive(image, broker) && partition.inIsr(broker) && partition.isr.size() > 1) {
        std::erase(partition.isr, broker);
        change.isr = partition.isr;
    }
    if (const auto leader = chooseLeader(partition, image); leader != partition.leader)
        change.leader = leader;
    if (!change.isr && !change.leader)
        return std::nullopt;
    return change;
}

}  // namespace stormbench::controller
