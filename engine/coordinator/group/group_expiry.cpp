// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/coordinator/group/group_coordinator.h"
#include "engine/coordinator/group/group_step.h"

namespace stormbench::coordinator {

bool Group::isExpired(const TopicPartitionName& partition, const CommittedOffset& offset,
    WallTime now, Millis retention) const
{
    if (offset.expiresAt)  // of a client that named its own retention
        return now >= *offset.expiresAt;
    const auto isOver = [&](WallTime since) { return now - since >= retention; };
    if (protocolType
            .empty())  // nobody has ever joined: a client that assigns its partitions itself
        return state == GroupState::Empty && isOver(offset.committedAt);
    if (state == GroupState::Empty)
        return isOver(stateSince.count() >= 0 ? stateSince : offset.committedAt);
    if (state != GroupState::Stable || protocolType != "consumer")
        return false;
    const auto topics = subscribedTopics();
    return topics && !topics->contains(partition.topic) && isOver(offset.committedAt);
}

Outputs GroupCoordinator::expireOffsets(WallTime wallNow)
{
    Outputs out;
    for (const auto& [partition, shard] : m_shards) {
        if (shard->loading)
            continue;
        std::vector<GroupRecord> tombstones;
        std::vector<std::string> dead;
        for (const auto& [groupId, group] : shard->groups) {
            const auto before = tombstones.size();
            for (auto entry = group->offsets.begin(); entry != group->offsets.end();) {
                if (!group->isExpired(
                        entry->first, entry->second, wallNow, m_config.offsetsRetention)) {
                    ++entry;
                    continue;
                }
                tombstones.push_back({encodeKey(OffsetKey{groupId, entry->first}), std::nullopt});
                entry = group->offsets.erase(entry);
            }
            const bool nothingLeft = group->state == GroupState::Empty && group->offsets.empty()
                && group->pendingMembers.empty() && shard->pending.empty();
            if (!nothingLeft)
                continue;
            // A group that left no offsets behind goes with the first look after it became empty.
            if (group->generation > GenerationId{0})
                tombstones.push_back({encodeKey(GroupKey{groupId}), std::nullopt});
            if (tombstones.size() > before)
                dead.push_back(groupId);
        }
        for (const auto& groupId : dead)
            shard->erase(groupId);
        if (!tombstones.empty())
            context(*shard, {}, wallNow, out).append(std::move(tombstones), NobodyWaits{});
    }
    return out;
}

}  // namespace stormbench::coordinator
