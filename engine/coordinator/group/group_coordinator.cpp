// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/coordinator/group/group_coordinator.h"

#include <algorithm>

#include "engine/base/assert.h"
#include "engine/coordinator/group/group_errors.h"
#include "engine/coordinator/group/group_step.h"

namespace stormbench::coordinator {

namespace {

// The code points of valid UTF-8 as Java's char units; other bytes count as themselves.
template <typename Visit> void forEachUtf16Unit(std::string_view text, Visit visit)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<std::uint8_t>(text[i++]);
        const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
        std::uint32_t point = more == 0 ? lead : lead & (0x3fu >> more);
        for (int k = 0; k < more && i < text.size(); ++k)
            point = (point << 6) | (static_cast<std::uint8_t>(text[i++]) & 0x3fu);
        if (point < 0x10000)
            visit(point);
        else {
            visit(0xd800 + ((point - 0x10000) >> 10));
            visit(0xdc00 + ((point - 0x10000) & 0x3ff));
        }
    }
}

}  // namespace

PartitionIndex partitionForGroup(std::string_view groupId, std::int32_t partitionCount)
{
    SB_ASSERT(partitionCount > 0, "__consumer_offsets has partitions");
    std::uint32_t hash = 0;
    forEachUtf16Unit(groupId, [&](std::uint32_t unit) { hash = 31 * hash + unit; });
    return PartitionIndex{static_cast<std::int32_t>(
        (hash & 0x7fffffffu) % static_cast<std::uint32_t>(partitionCount))};
}

GroupCoordinator::GroupCoordinator(
    GroupConfig config, std::int32_t partitionCount, env::Random& random)
    : m_config(config)
    , m_partitionCount(partitionCount)
    , m_random(random)
{
}

GroupCoordinator::~GroupCoordinator() = default;

GroupShard* GroupCoordinator::shardOf(std::string_view groupId) const
{
    if (m_partitionCount < 1)
        return nullptr;
    const auto found = m_shards.find(partitionForGroup(groupId, m_partitionCount));
    return found == m_shards.end() ? nullptr : found->second.get();
}

StepContext GroupCoordinator::context(
    GroupShard& shard, SteadyTime now, WallTime wallNow, Outputs& out)
{
    return {m_config, now, wallNow, m_random, shard, m_lastAppendId, out};
}

WireError GroupCoordinator::check(std::string_view groupId) const
{
    const auto* shard = shardOf(groupId);
    if (!shard)
        return WireError::NotCoordinator;
    return shard->loading ? WireError::CoordinatorLoadInProgress : WireError::None;
}

Outputs GroupCoordinator::handle(
    RequestToken token, const GroupRequest& request, SteadyTime now, WallTime wallNow)
{
    Outputs out;
    if (const auto* deletion = std::get_if<DeleteGroupsRequest>(&request)) {
        deleteGroups(token, *deletion, out);
        return out;
    }
    const auto& groupId = groupOf(request);
    auto error = check(groupId);
    if (groupId.empty() && needsGroupId(request))
        error = WireError::InvalidGroupId;
    if (error != WireError::None) {
        out.replies.push_back({token, refusal(request, error)});
        return out;
    }
    auto step = context(*shardOf(groupId), now, wallNow, out);
    toGroup(token, request, step);
    return out;
}

void GroupCoordinator::toGroup(
    RequestToken token, const GroupRequest& request, StepContext& context)
{
    const auto& groupId = groupOf(request);
    auto* group = context.shard.find(groupId);
    if (!group) {
        const auto error = errorWithoutGroup(request);
        if (error != WireError::None)
            return context.reply(token, refusal(request, error));
        group = &context.shard.findOrCreate(groupId);
    }
    GroupStep step(*group, context);
    if (const auto* join = std::get_if<JoinRequest>(&request))
        step.join(token, *join);
    else if (const auto* sync = std::get_if<SyncRequest>(&request))
        step.sync(token, *sync);
    else if (const auto* heartbeat = std::get_if<HeartbeatRequest>(&request))
        step.heartbeat(token, *heartbeat);
    else if (const auto* leave = std::get_if<LeaveRequest>(&request))
        step.leave(token, *leave);
    else if (const auto* commit = std::get_if<CommitRequest>(&request))
        step.commit(token, *commit);
    else if (const auto* deletion = std::get_if<OffsetDeleteRequest>(&request))
        deleteOffsets(token, *deletion, context);
    context.shard.settle(*group);
}

void GroupCoordinator::deleteGroups(
    RequestToken token, const DeleteGroupsRequest& request, Outputs& out)
{
    auto pending = std::make_shared<GroupsDeleted::Request>(GroupsDeleted::Request{token, {}, 0});
    std::map<GroupShard*, std::pair<std::vector<GroupRecord>, std::vector<std::size_t>>> doomed;
    for (const auto& groupId : request.groupIds) {
        auto error = check(groupId);
        auto* shard = shardOf(groupId);
        const auto* group = error == WireError::None ? shard->find(groupId) : nullptr;
        if (error == WireError::None && !group)
            error = WireError::GroupIdNotFound;
        else if (group && group->state != GroupState::Empty)
            error = WireError::NonEmptyGroup;
        else if (group) {
            auto& [records, results] = doomed[shard];
            for (const auto& [partition, offset] : group->offsets)
                records.push_back({encodeKey(OffsetKey{groupId, partition}), std::nullopt});
            records.push_back({encodeKey(GroupKey{groupId}), std::nullopt});
            results.push_back(pending->reply.results.size());
            shard->erase(groupId);
        }
        pending->reply.results.emplace_back(groupId, error);
    }
    pending->appendsLeft = static_cast<int>(doomed.size());
    if (doomed.empty())
        out.replies.push_back({token, std::move(pending->reply)});
    std::map<PartitionIndex, GroupShard*> inOrder;
    for (const auto& [shard, tombstones] : doomed)
        inOrder[shard->partition] = shard;
    for (const auto& [partition, shard] : inOrder) {
        auto& [records, results] = doomed[shard];
        context(*shard, {}, {}, out)
            .append(std::move(records), GroupsDeleted{pending, std::move(results)});
    }
}

void GroupCoordinator::deleteOffsets(
    RequestToken token, const OffsetDeleteRequest& request, StepContext& context)
{
    auto& group = *context.shard.find(request.groupId);
    OffsetDeleteReply reply;
    const bool empty = group.members.empty();
    if (!empty && group.protocolType != "consumer") {
        reply.error = WireError::NonEmptyGroup;
        return context.reply(token, std::move(reply));
    }
    const auto subscribed = group.subscribedTopics();
    std::vector<GroupRecord> records;
    for (const auto& partition : request.partitions) {
        const bool inUse = !empty && (!subscribed || subscribed->contains(partition.topic));
        reply.results.emplace_back(
            partition, inUse ? WireError::GroupSubscribedToTopic : WireError::None);
        if (!inUse && group.offsets.erase(partition) > 0)
            records.push_back({encodeKey(OffsetKey{group.id, partition}), std::nullopt});
    }
    if (records.empty())
        return context.reply(token, std::move(reply));
    context.append(std::move(records), OffsetsDeleted{token, std::move(reply)});
}

Outputs GroupCoordinator::appended(AppendId id, WireError error, SteadyTime now, WallTime wallNow)
{
    Outputs out;
    const auto isPending = [&](const auto& entry) { return entry.second->pending.contains(id); };
    const auto found = std::find_if(m_shards.begin(), m_shards.end(), isPending);
    // The partition was given up meanwhile; resign() has answered.
    if (found == m_shards.end())
        return out;
    auto& shard = *found->second;
    auto then = std::move(shard.pending.extract(id).mapped());
    auto step = context(shard, now, wallNow, out);
    finishAppend(std::move(then), error, step);
    return out;
}

Outputs GroupCoordinator::tick(SteadyTime now, WallTime wallNow)
{
    Outputs out;
    for (const auto& [partition, shard] : m_shards) {
        auto step = context(*shard, now, wallNow, out);
        while (!shard->loading && !shard->deadlines.empty()
            && shard->deadlines.begin()->first <= now) {
            auto& group = *shard->find(std::string(shard->deadlines.begin()->second));
            GroupStep(group, step).expire();
            shard->settle(group);
        }
    }
    return out;
}

Result<Outputs> GroupCoordinator::expireMembers(
    const std::string& groupId, const std::string& member, SteadyTime now, WallTime wallNow)
{
    if (const auto error = check(groupId); error != WireError::None)
        return fail({ErrorCode::Rejected, "this broker does not coordinate the group",
            static_cast<int>(error)});
    Outputs out;
    auto step = context(*shardOf(groupId), now, wallNow, out);
    auto* group = step.shard.find(groupId);
    if (!group)
        return fail(ErrorCode::NotFound, "there is no group \"" + groupId + "\"");
    const int expired = GroupStep(*group, step).expireMembers(member);
    step.shard.settle(*group);
    if (expired == 0)
        return fail(
            ErrorCode::NotFound, "the group \"" + groupId + "\" has no member \"" + member + "\"");
    return out;
}

std::optional<SteadyTime> GroupCoordinator::nextDeadline() const
{
    std::optional<SteadyTime> next;
    for (const auto& [partition, shard] : m_shards)
        if (!shard->deadlines.empty())
            next = next ? std::min(*next, shard->deadlines.begin()->first)
                        : shard->deadlines.begin()->first;
    return next;
}

}  // namespace stormbench::coordinator
