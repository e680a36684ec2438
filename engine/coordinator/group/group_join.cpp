// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "engine/base/uuid.h"
#include "engine/coordinator/group/group_step.h"

namespace stormbench::coordinator {
namespace {

// A newcomer's request waits without heartbeats; if its client is gone, it is forgotten after this
// time.
constexpr Millis kNewMemberTimeout{5 * 60 * 1000};

}  // namespace

void GroupStep::refuseJoin(RequestToken token, const std::string& memberId, WireError error)
{
    JoinReply reply;
    reply.error = error;
    reply.memberId = memberId;
    m_context.reply(token, std::move(reply));
}

std::string GroupStep::newMemberId(const JoinRequest& request)
{
    const auto high = m_context.random.next();
    const auto id = Uuid::fromRandomBits(high, m_context.random.next());
    const auto& prefix = request.instanceId ? *request.instanceId : request.client.clientId;
    return fmt::format("{}-{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", prefix, id.high >> 32,
        (id.high >> 16) & 0xffff, id.high & 0xffff, id.low >> 48, id.low & 0xffffffffffff);
}

void GroupStep::join(RequestToken token, const JoinRequest& request)
{
    const auto& config = m_context.config;
    if (request.sessionTimeout < config.minSessionTimeout
        || request.sessionTimeout > config.maxSessionTimeout)
        return refuseJoin(token, request.memberId, WireError::InvalidSessionTimeout);
    if (!m_group.supports(request.protocolType, request.protocols))
        return refuseJoin(token, request.memberId, WireError::InconsistentGroupProtocol);
    if (request.memberId.empty())
        joinWithoutId(token, request);
    else
        joinWithId(token, request);
}

void GroupStep::joinWithoutId(RequestToken token, const JoinRequest& request)
{
    if (request.instanceId) {
        if (const auto known = m_group.staticMembers.find(*request.instanceId);
            known != m_group.staticMembers.end())
            return replaceStaticMember(std::string(known->second), token, request);
    }
    const auto size = m_group.members.size() + m_group.pendingMembers.size();
    if (size >= static_cast<std::size_t>(m_context.config.maxSize))
        return refuseJoin(token, {}, WireError::GroupMaxSizeReached);
    const auto memberId = newMemberId(request);
    if (request.memberIdRequired && !request.instanceId) {
        m_group.pendingMembers[memberId] = m_context.now + request.sessionTimeout;
        return refuseJoin(token, memberId, WireError::MemberIdRequired);
    }
    addAndRebalance(memberId, token, request);
}

void GroupStep::joinWithId(RequestToken token, const JoinRequest& request)
{
    if (m_group.pendingMembers.contains(request.memberId) && !request.instanceId)
        return addAndRebalance(request.memberId, token, request);
    if (const auto error = checkMember(request.memberId, request.instanceId);
        error != WireError::None)
        return refuseJoin(token, request.memberId, error);
    rejoin(*m_group.find(request.memberId), token, request);
}

void GroupStep::rejoin(Member& member, RequestToken token, const JoinRequest& request)
{
    const bool sameProtocols = member.protocols == request.protocols;
    const bool isLeader = member.id == m_group.leader;
    // A lost answer is given again; a leader that joins a stable group again wants a rebalance.
    const bool answerAgain = (m_group.state == GroupState::CompletingRebalance && sameProtocols)
        || (m_group.state == GroupState::Stable && sameProtocols && !isLeader);
    if (!answerAgain)
        return updateAndRebalance(member, token, request);
    keepAlive(member);
    m_context.reply(token, currentGeneration(member));
}

JoinReply GroupStep::currentGeneration(const Member& member) const
{
    JoinReply reply;
    reply.generation = m_group.generation;
    reply.protocolType = m_group.protocolType;
    reply.protocolName = m_group.protocolName;
    reply.leader = m_group.leader;
    reply.memberId = member.id;
    if (member.id == m_group.leader)
        reply.members = m_group.membersForLeader();
    return reply;
}

// KIP-345: the same instance comes back under a new member id. In a stable group it takes its old
// assignment up again.
void GroupStep::replaceStaticMember(
    const std::string& oldId, RequestToken token, const JoinRequest& request)
{
    auto& old = *m_group.find(oldId);
    if (old.joining)
        refuseJoin(*old.joining, oldId, WireError::FencedInstanceId);
    if (old.syncing)
        m_context.reply(*old.syncing, SyncReply{WireError::FencedInstanceId, {}, {}, {}});
    const bool wasLeader = m_group.leader == oldId;
    auto& member = m_group.renameStatic(oldId, newMemberId(request));
    park(member, token, request);
    if (m_group.state != GroupState::Stable || m_group.selectProtocol() != m_group.protocolName) {
        if (m_group.state == GroupState::PreparingRebalance)
            return completeJoinIfAllAreHere();
        return prepareRebalance();
    }
    member.joining.reset();
    keepAlive(member);
    auto reply = currentGeneration(member);
    // A leader that would assign anew must not: either it knows how to skip that (KIP-814), or it
    // is told that its former self leads.
    if (wasLeader && request.skipAssignmentSupported) {
        reply.skipAssignment = true;
    } else if (wasLeader) {
        reply.leader = oldId;
        reply.members.clear();
    }
    std::map<std::string, Bytes> assignments;
    for (const auto& [memberId, each] : m_group.members)
        assignments[memberId] = each.assignment;
    m_context.append({{encodeKey(GroupKey{m_group.id}), encodeValue(m_group.stored(assignments))}},
        StaticMemberStored{token, std::move(reply)});
}

void GroupStep::park(Member& member, RequestToken token, const JoinRequest& request)
{
    // The client asks again because it has given up on its first request.
    if (member.joining)
        refuseJoin(*member.joining, member.id, WireError::RebalanceInProgress);
    member.client = request.client;
    member.sessionTimeout = request.sessionTimeout;
    member.rebalanceTimeout = request.rebalanceTimeout;
    member.protocols = request.protocols;
    member.skipAssignmentSupported = request.skipAssignmentSupported;
    member.joining = token;
    member.sessionEnd.reset();
}

void GroupStep::addAndRebalance(
    const std::string& memberId, RequestToken token, const JoinRequest& request)
{
    Member fresh;
    fresh.id = memberId;
    fresh.instanceId = request.instanceId;
    auto& member = m_group.add(std::move(fresh));
    m_group.protocolType = request.protocolType;
    park(member, token, request);
    member.sessionEnd = m_context.now + kNewMemberTimeout;
    m_group.memberCameDuringDelay = true;
    if (m_group.state == GroupState::PreparingRebalance)
        completeJoinIfAllAreHere();
    else
        prepareRebalance();
}

void GroupStep::updateAndRebalance(Member& member, RequestToken token, const JoinRequest& request)
{
    park(member, token, request);
    if (m_group.state == GroupState::PreparingRebalance)
        completeJoinIfAllAreHere();
    else
        prepareRebalance();
}

}  // namespace stormbench::coordinator
