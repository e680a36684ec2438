// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/coordinator/group/group_shard.h"

#include "engine/coordinator/group/group_step.h"

namespace stormbench::coordinator {

Group* GroupShard::find(std::string_view groupId) const
{
    const auto found = groups.find(groupId);
    return found == groups.end() ? nullptr : found->second.get();
}

Group& GroupShard::findOrCreate(const std::string& groupId)
{
    auto& group = groups[groupId];
    if (!group)
        group = std::make_unique<Group>(groupId);
    return *group;
}

void GroupShard::erase(const std::string& groupId)
{
    if (const auto entry = scheduled.find(groupId); entry != scheduled.end()) {
        deadlines.erase({entry->second, groupId});
        scheduled.erase(entry);
    }
    groups.erase(groupId);
}

void GroupShard::schedule(const Group& group)
{
    const auto next = group.nextDeadline();
    const auto entry = scheduled.find(group.id);
    if (entry != scheduled.end()) {
        if (next == entry->second)
            return;
        deadlines.erase({entry->second, group.id});
        scheduled.erase(entry);
    }
    if (next) {
        deadlines.insert({*next, group.id});
        scheduled.emplace(group.id, *next);
    }
}

void GroupShard::settle(const Group& group)
{
    // A refused join must leave no trace; what is in the log stays until it is deleted there.
    const bool unused = group.members.empty() && group.pendingMembers.empty()
        && group.offsets.empty() && group.generation == GenerationId{0} && pending.empty();
    if (unused)
        erase(std::string(group.id));
    else
        schedule(group);
}

void StepContext::append(std::vector<GroupRecord> records, AfterAppend then)
{
    const AppendId id{++lastAppendId};
    shard.pending.emplace(id, std::move(then));
    out.appends.push_back({id, shard.partition, std::move(records)});
}

}  // namespace stormbench::coordinator
