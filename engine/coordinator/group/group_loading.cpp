// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/assert.h"
#include "engine/coordinator/group/group_coordinator.h"
#include "engine/coordinator/group/group_errors.h"

namespace stormbench::coordinator {
namespace {

Result<> replayOffset(GroupShard& shard, const OffsetKey& key, std::optional<ByteView> value)
{
    if (value) {
        SB_TRY_ASSIGN(auto offset, decodeOffsetValue(*value));
        shard.findOrCreate(key.groupId).offsets[key.partition] = std::move(offset);
    } else if (auto* group = shard.find(key.groupId)) {
        group->offsets.erase(key.partition);
    }
    return {};
}

Result<> replayGroup(GroupShard& shard, const GroupKey& key, std::optional<ByteView> value)
{
    if (value) {
        SB_TRY_ASSIGN(const auto stored, decodeGroupValue(*value));
        shard.findOrCreate(key.groupId).restore(stored);
    } else {
        shard.erase(key.groupId);
    }
    return {};
}

}  // namespace

void GroupCoordinator::startLoading(PartitionIndex partition)
{
    auto& shard = m_shards[partition];
    shard = std::make_unique<GroupShard>();
    shard->partition = partition;
}

Result<> GroupCoordinator::replay(
    PartitionIndex partition, ByteView key, std::optional<ByteView> value)
{
    const auto found = m_shards.find(partition);
    SB_ASSERT(found != m_shards.end() && found->second->loading,
        "records are replayed while the partition is loading");
    SB_TRY_ASSIGN(const auto decoded, decodeKey(key));
    if (const auto* offset = std::get_if<OffsetKey>(&decoded))
        return replayOffset(*found->second, *offset, value);
    if (const auto* group = std::get_if<GroupKey>(&decoded))
        return replayGroup(*found->second, *group, value);
    return {};
}

void GroupCoordinator::finishLoading(PartitionIndex partition, SteadyTime now)
{
    auto& shard = *m_shards.at(partition);
    shard.loading = false;
    for (const auto& [groupId, group] : shard.groups) {
        for (auto& [memberId, member] : group->members)
            member.sessionEnd = now + member.sessionTimeout;
        shard.schedule(*group);
    }
}

Outputs GroupCoordinator::resign(PartitionIndex partition)
{
    Outputs out;
    const auto found = m_shards.find(partition);
    if (found == m_shards.end())
        return out;
    for (auto& [id, then] : found->second->pending)
        abandonAppend(std::move(then), WireError::NotCoordinator, out);
    for (const auto& [groupId, group] : found->second->groups) {
        for (const auto& [memberId, member] : group->members) {
            if (member.joining) {
                JoinReply reply;
                reply.error = WireError::NotCoordinator;
                reply.memberId = memberId;
                out.replies.push_back({*member.joining, std::move(reply)});
            }
            if (member.syncing)
                out.replies.push_back(
                    {*member.syncing, SyncReply{WireError::NotCoordinator, {}, {}, {}}});
        }
    }
    m_shards.erase(found);
    return out;
}

}  // namespace stormbench::coordinator
