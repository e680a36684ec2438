// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/coordinator/group/group_queries.h"

#include <algorithm>

#include "engine/coordinator/group/group_coordinator.h"
#include "engine/coordinator/group/group_step.h"

namespace stormbench::coordinator {

OffsetFetchReply GroupCoordinator::fetchOffsets(const OffsetFetchRequest& request) const
{
    OffsetFetchReply reply;
    reply.error = check(request.groupId);
    if (reply.error != WireError::None)
        return reply;
    const auto* group = shardOf(request.groupId)->find(request.groupId);
    if (!request.partitions) {
        if (group)
            for (const auto& [partition, offset] : group->offsets)
                reply.entries.push_back({partition, offset});
        return reply;
    }
    for (const auto& partition : *request.partitions) {
        CommittedOffset offset;
        if (group)
            if (const auto found = group->offsets.find(partition); found != group->offsets.end())
                offset = found->second;
        reply.entries.push_back({partition, std::move(offset)});
    }
    return reply;
}

ListGroupsReply GroupCoordinator::listGroups() const
{
    ListGroupsReply reply;
    for (const auto& [partition, shard] : m_shards) {
        if (shard->loading)
            reply.error = WireError::CoordinatorLoadInProgress;
        for (const auto& [groupId, group] : shard->groups)
            reply.groups.push_back({groupId, group->protocolType, group->state});
    }
    std::sort(reply.groups.begin(), reply.groups.end(),
        [](const auto& a, const auto& b) { return a.groupId < b.groupId; });
    return reply;
}

GroupDescription GroupCoordinator::describeGroup(const std::string& groupId) const
{
    GroupDescription description;
    description.groupId = groupId;
    description.error = check(groupId);
    if (description.error != WireError::None)
        return description;
    const auto* group = shardOf(groupId)->find(groupId);
    return group ? group->description() : description;
}

Outputs GroupCoordinator::topicsDeleted(std::span<const std::string> topics)
{
    Outputs out;
    const std::set<std::string, std::less<>> gone(topics.begin(), topics.end());
    for (const auto& [partition, shard] : m_shards) {
        std::vector<GroupRecord> tombstones;
        for (const auto& [groupId, group] : shard->groups)
            for (auto entry = group->offsets.begin(); entry != group->offsets.end();) {
                if (!gone.contains(entry->first.topic)) {
                    ++entry;
                    continue;
                }
                tombstones.push_back({encodeKey(OffsetKey{groupId, entry->first}), std::nullopt});
                entry = group->offsets.erase(entry);
            }
        if (!tombstones.empty())
            context(*shard, {}, {}, out).append(std::move(tombstones), NobodyWaits{});
    }
    return out;
}

}  // namespace stormbench::coordinator
