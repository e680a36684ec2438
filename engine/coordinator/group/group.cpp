// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/coordinator/group/group.h"

#include <algorithm>

#include "engine/base/assert.h"
#include "engine/base/cursor.h"

namespace stormbench::coordinator {

std::string_view toString(GroupState state)
{
    switch (state) {
    case GroupState::Empty: return "Empty";
    case GroupState::PreparingRebalance: return "PreparingRebalance";
    case GroupState::CompletingRebalance: return "CompletingRebalance";
    case GroupState::Stable: return "Stable";
    case GroupState::Dead: break;
    }
    return "Dead";
}

const Bytes* Member::metadataFor(std::string_view protocol) const
{
    for (const auto& candidate : protocols)
        if (candidate.name == protocol)
            return &candidate.metadata;
    return nullptr;
}

Member* Group::find(const std::string& memberId)
{
    const auto found = members.find(memberId);
    return found == members.end() ? nullptr : &found->second;
}

bool Group::allJoined() const
{
    return pendingMembers.empty()
        && std::all_of(members.begin(), members.end(),
            [](const auto& entry) { return entry.second.joining.has_value(); });
}

bool Group::anyJoined() const
{
    return std::any_of(members.begin(), members.end(),
        [](const auto& entry) { return entry.second.joining.has_value(); });
}

Millis Group::rebalanceTimeout() const
{
    Millis longest{0};
    for (const auto& [memberId, member] : members)
        longest = std::max(longest, member.rebalanceTimeout);
    return longest;
}

bool Group::supports(const std::string& type, const std::vector<GroupProtocol>& protocols) const
{
    if (type.empty() || protocols.empty())
        return false;
    if (members.empty())
        return true;
    if (type != protocolType)
        return false;
    return std::any_of(protocols.begin(), protocols.end(), [&](const GroupProtocol& protocol) {
        return std::all_of(members.begin(), members.end(),
            [&](const auto& entry) { return entry.second.metadataFor(protocol.name) != nullptr; });
    });
}

std::string Group::selectProtocol() const
{
    SB_ASSERT(!members.empty(), "a protocol is selected by members");
    const auto isCandidate = [&](const std::string& name) {
        return std::all_of(members.begin(), members.end(),
            [&](const auto& entry) { return entry.second.metadataFor(name) != nullptr; });
    };
    std::map<std::string, int> votes;
    for (const auto& [memberId, member] : members) {
        const auto choice = std::find_if(member.protocols.begin(), member.protocols.end(),
            [&](const GroupProtocol& protocol) { return isCandidate(protocol.name); });
        if (choice != member.protocols.end())
            ++votes[choice->name];
    }
    const auto found = members.find(leader);
    const auto& order = (found == members.end() ? members.begin() : found)->second.protocols;
    std::string best;
    int most = 0;
    for (const auto& protocol : order)
        if (const auto count = votes.find(protocol.name);
            count != votes.end() && count->second > most) {
            best = protocol.name;
            most = count->second;
        }
    SB_ASSERT(most > 0, "members were let in that share no protocol");
    return best;
}

Member& Group::add(Member member)
{
    if (member.instanceId)
        staticMembers[*member.instanceId] = member.id;
    pendingMembers.erase(member.id);
    const auto memberId = member.id;
    auto& added = members[memberId] = std::move(member);
    if (leader.empty())
        leader = memberId;
    return added;
}

void Group::remove(const std::string& memberId)
{
    const auto found = members.find(memberId);
    if (found == members.end())
        return;
    if (const auto& instance = found->second.instanceId; instance)
        staticMembers.erase(*instance);
    members.erase(found);
    pendingSyncs.erase(memberId);
    if (leader == memberId)
        leader = members.empty() ? std::string{} : members.begin()->first;
}

Member& Group::renameStatic(const std::string& oldId, const std::string& newId)
{
    auto node = members.extract(oldId);
    SB_ASSERT(!node.empty() && node.mapped().instanceId, "only a static member is renamed");
    node.key() = newId;
    node.mapped().id = newId;
    node.mapped().joining.reset();
    node.mapped().syncing.reset();
    staticMembers[*node.mapped().instanceId] = newId;
    if (pendingSyncs.erase(oldId) > 0)
        pendingSyncs.insert(newId);
    if (leader == oldId)
        leader = newId;
    return members.insert(std::move(node)).position->second;
}

std::vector<JoinReply::Member> Group::membersForLeader() const
{
    std::vector<JoinReply::Member> list;
    for (const auto& [memberId, member] : members) {
        const auto* metadata = member.metadataFor(protocolName.value_or(""));
        list.push_back({memberId, member.instanceId, metadata ? *metadata : Bytes{}});
    }
    return list;
}

StoredGroup Group::stored(const std::map<std::string, Bytes>& assignments) const
{
    StoredGroup out;
    out.protocolType = protocolType;
    out.generation = generation;
    out.protocol = protocolName;
    if (!leader.empty())
        out.leader = leader;
    out.stateSince = stateSince;
    for (const auto& [memberId, member] : members) {
        const auto* metadata = member.metadataFor(protocolName.value_or(""));
        const auto assigned = assignments.find(memberId);
        out.members.push_back(
            {memberId, member.instanceId, member.client.clientId, member.client.host,
                member.rebalanceTimeout, member.sessionTimeout, metadata ? *metadata : Bytes{},
                assigned == assignments.end() ? Bytes{} : assigned->second});
    }
    return out;
}

void Group::restore(const StoredGroup& stored)
{
    generation = stored.generation;
    protocolType = stored.protocolType;
    protocolName = stored.protocol;
    leader = stored.leader.value_or("");
    stateSince = stored.stateSince;
    members.clear();
    staticMembers.clear();
    for (const auto& from : stored.members) {
        Member member;
        member.id = from.memberId;
        member.instanceId = from.instanceId;
        member.client = {from.clientId, from.host};
        member.sessionTimeout = from.sessionTimeout;
        member.rebalanceTimeout = from.rebalanceTimeout;
        member.protocols = {{stored.protocol.value_or(""), from.subscription}};
        member.assignment = from.assignment;
        if (member.instanceId)
            staticMembers[*member.instanceId] = member.id;
        members[from.memberId] = std::move(member);
    }
    state = members.empty() ? GroupState::Empty : GroupState::Stable;
    // Whatever the bytes say, a group with members has a leader among them.
    if (!members.contains(leader))
        leader = members.empty() ? std::string{} : members.begin()->first;
}

GroupDescription Group::description() const
{
    GroupDescription out;
    out.groupId = id;
    out.state = state;
    out.protocolType = protocolType;
    out.generation = generation;
    const bool settled = state == GroupState::Stable;
    if (settled || state == GroupState::CompletingRebalance)
        out.protocolName = protocolName.value_or("");
    for (const auto& [memberId, member] : members) {
        const auto* metadata = settled ? member.metadataFor(out.protocolName) : nullptr;
        out.members.push_back(
            {memberId, member.instanceId, member.client.clientId, member.client.host,
                metadata ? *metadata : Bytes{}, settled ? member.assignment : Bytes{}});
    }
    return out;
}

std::optional<std::set<std::string>> Group::subscribedTopics() const
{
    std::set<std::string> topics;
    for (const auto& [memberId, member] : members) {
        const auto* metadata = member.metadataFor(protocolName.value_or(""));
        if (!metadata || metadata->empty())
            return std::nullopt;
        // ConsumerProtocolSubscription: i16 version, then in every version an array of topics.
        ReadCursor in(*metadata);
        in.skip(2);
        const auto count = in.read<std::int32_t>();
        for (std::int32_t i = 0; i < count && in.ok(); ++i) {
            const auto size = in.read<std::int16_t>();
            topics.insert(
                toText(in.readView(size < 0 ? SIZE_MAX : static_cast<std::size_t>(size))));
        }
        if (!in.ok())
            return std::nullopt;
    }
    return topics;
}

std::optional<SteadyTime> Group::nextDeadline() const
{
    std::optional<SteadyTime> next;
    const auto consider = [&](const std::optional<SteadyTime>& deadline) {
        if (deadline)
            next = next ? std::min(*next, *deadline) : *deadline;
    };
    consider(joinDeadline);
    consider(syncDeadline);
    for (const auto& [memberId, deadline] : pendingMembers)
        consider(deadline);
    for (const auto& [memberId, member] : members)
        consider(member.sessionEnd);
    return next;
}

}  // namespace stormbench::coordinator
