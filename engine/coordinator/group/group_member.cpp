// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/coordinator/group/group_step.h"

namespace stormbench::coordinator {

void GroupStep::keepAlive(Member& member)
{
    if (!member.joining && !member.syncing)
        member.sessionEnd = m_context.now + member.sessionTimeout;
}

WireError GroupStep::checkMember(
    const std::string& memberId, const std::optional<std::string>& instanceId) const
{
    if (instanceId) {
        const auto known = m_group.staticMembers.find(*instanceId);
        if (known == m_group.staticMembers.end())
            return WireError::UnknownMemberId;
        if (known->second != memberId)
            return WireError::FencedInstanceId;
    }
    return m_group.members.contains(memberId) ? WireError::None : WireError::UnknownMemberId;
}

void GroupStep::sync(RequestToken token, const SyncRequest& request)
{
    const auto& reference = request.member;
    const auto refuse = [&](WireError error) {
        m_context.reply(token, SyncReply{error, {}, {}, {}});
    };
    const auto differs = [](const auto& said, const auto& is) { return said && *said != is; };
    if (const auto error = checkMember(reference.memberId, reference.instanceId);
        error != WireError::None)
        return refuse(error);
    if (reference.generation != m_group.generation)
        return refuse(WireError::IllegalGeneration);
    if (differs(request.protocolType, m_group.protocolType)
        || differs(request.protocolName, m_group.protocolName.value_or("")))
        return refuse(WireError::InconsistentGroupProtocol);

    auto& member = *m_group.find(reference.memberId);
    m_group.pendingSyncs.erase(member.id);
    if (m_group.pendingSyncs.empty())
        m_group.syncDeadline.reset();
    if (m_group.state == GroupState::PreparingRebalance)
        return refuse(WireError::RebalanceInProgress);
    if (m_group.state == GroupState::Stable) {
        keepAlive(member);
        return m_context.reply(token,
            SyncReply{
                WireError::None, m_group.protocolType, m_group.protocolName, member.assignment});
    }
    if (member.syncing)
        m_context.reply(*member.syncing, SyncReply{WireError::RebalanceInProgress, {}, {}, {}});
    member.syncing = token;
    member.sessionEnd.reset();
    if (member.id != m_group.leader)
        return;
    std::map<std::string, Bytes> assignments;
    for (const auto& assignment : request.assignments)
        if (m_group.members.contains(assignment.memberId))
            assignments[assignment.memberId] = assignment.assignment;
    auto stored = encodeValue(m_group.stored(assignments));
    m_context.append({{encodeKey(GroupKey{m_group.id}), std::move(stored)}},
        AssignmentStored{m_group.id, m_group.generation, std::move(assignments)});
}

void GroupStep::assignmentStored(const AssignmentStored& stored, WireError error)
{
    // The group may have gone on meanwhile: then this assignment is nobody's any more.
    if (m_group.state != GroupState::CompletingRebalance || m_group.generation != stored.generation)
        return;
    if (error != WireError::None) {
        dropAssignments(appendErrorFor(error));
        return prepareRebalance();
    }
    setState(GroupState::Stable);
    for (auto& [memberId, member] : m_group.members) {
        const auto assigned = stored.assignments.find(memberId);
        member.assignment = assigned == stored.assignments.end() ? Bytes{} : assigned->second;
        if (!member.syncing)
            continue;
        m_context.reply(*std::exchange(member.syncing, std::nullopt),
            SyncReply{
                WireError::None, m_group.protocolType, m_group.protocolName, member.assignment});
        keepAlive(member);
    }
}

void GroupStep::heartbeat(RequestToken token, const HeartbeatRequest& request)
{
    const auto& reference = request.member;
    auto error = checkMember(reference.memberId, reference.instanceId);
    if (error == WireError::None && reference.generation != m_group.generation)
        error = WireError::IllegalGeneration;
    if (error == WireError::None) {
        keepAlive(*m_group.find(reference.memberId));
        if (m_group.state == GroupState::PreparingRebalance)
            error = WireError::RebalanceInProgress;
    }
    m_context.reply(token, HeartbeatReply{error});
}

void GroupStep::leave(RequestToken token, const LeaveRequest& request)
{
    LeaveReply reply;
    bool left = false;
    for (const auto& member : request.members) {
        reply.members.push_back({member, leaveOne(member)});
        left = left || reply.members.back().error == WireError::None;
    }
    m_context.reply(token, std::move(reply));
    if (left)
        afterRemoval();
}

WireError GroupStep::leaveOne(const LeavingMember& leaving)
{
    if (m_group.pendingMembers.erase(leaving.memberId) > 0)
        return WireError::None;
    auto memberId = leaving.memberId;
    // An operator knows the instance, not the member id (KIP-345).
    if (memberId.empty() && leaving.instanceId)
        if (const auto known = m_group.staticMembers.find(*leaving.instanceId);
            known != m_group.staticMembers.end())
            memberId = known->second;
    if (const auto error = checkMember(memberId, leaving.instanceId); error != WireError::None)
        return error;
    removeMember(memberId, WireError::UnknownMemberId);
    return WireError::None;
}

WireError GroupStep::checkCommit(const MemberReference& reference) const
{
    const bool empty = m_group.state == GroupState::Empty;
    // A consumer that assigns its partitions itself, or a tool.
    if (reference.generation.value() < 0 && empty)
        return WireError::None;
    if (reference.generation.value() < 0 && reference.memberId.empty() && !reference.instanceId)
        return WireError::UnknownMemberId;
    if (const auto error = checkMember(reference.memberId, reference.instanceId);
        error != WireError::None)
        return error;
    if (reference.generation != m_group.generation)
        return WireError::IllegalGeneration;
    return m_group.state == GroupState::CompletingRebalance ? WireError::RebalanceInProgress
                                                            : WireError::None;
}

void GroupStep::commit(RequestToken token, const CommitRequest& request)
{
    CommitReply reply;
    const auto error = checkCommit(request.member);
    std::vector<GroupRecord> records;
    OffsetsStored stored{m_group.id, token, {}, {}};
    for (const auto& item : request.offsets) {
        const auto limit = static_cast<std::size_t>(m_context.config.offsetMetadataMaxBytes);
        const auto result = error != WireError::None ? error
            : item.metadata.size() > limit           ? WireError::OffsetMetadataTooLarge
                                                     : WireError::None;
        reply.results.emplace_back(item.partition, result);
        if (result != WireError::None)
            continue;
        CommittedOffset offset{item.offset, item.leaderEpoch, item.metadata, m_context.wallNow, {}};
        if (request.retention)
            offset.expiresAt = m_context.wallNow + *request.retention;
        records.push_back({encodeKey(OffsetKey{m_group.id, item.partition}), encodeValue(offset)});
        stored.offsets.emplace_back(item.partition, std::move(offset));
    }
    if (error == WireError::None)
        if (auto* member = m_group.find(request.member.memberId))
            keepAlive(*member);
    if (records.empty())
        return m_context.reply(token, std::move(reply));
    stored.reply = std::move(reply);
    m_context.append(std::move(records), std::move(stored));
}

WireError appendErrorFor(WireError error)
{
    switch (error) {
    case WireError::UnknownTopicOrPartition:
    case WireError::NotEnoughReplicas:
    case WireError::NotEnoughReplicasAfterAppend:
    case WireError::RequestTimedOut: return WireError::CoordinatorNotAvailable;
    case WireError::NotLeaderOrFollower:
    case WireError::KafkaStorageError: return WireError::NotCoordinator;
    case WireError::MessageTooLarge:
    case WireError::RecordListTooLarge:
    case WireError::InvalidFetchSize: return WireError::InvalidCommitOffsetSize;
    default: return error;
    }
}

}  // namespace stormbench::coordinator
