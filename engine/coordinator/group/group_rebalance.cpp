// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "engine/coordinator/group/group_step.h"

namespace stormbench::coordinator {
namespace {

constexpr Millis kLeastWait{
    1000};  // whatever rebalance timeout a client asks for, the timer must not spin

}  // namespace

void GroupStep::setState(GroupState state)
{
    m_group.state = state;
    m_group.stateSince = m_context.wallNow;
}

void GroupStep::dropAssignments(WireError error)
{
    for (auto& [memberId, member] : m_group.members) {
        member.assignment.clear();
        if (!member.syncing)
            continue;
        m_context.reply(*member.syncing, SyncReply{error, {}, {}, {}});
        member.syncing.reset();
        keepAlive(member);
    }
}

void GroupStep::prepareRebalance()
{
    if (m_group.state == GroupState::CompletingRebalance)
        dropAssignments(WireError::RebalanceInProgress);
    m_group.pendingSyncs.clear();
    m_group.syncDeadline.reset();
    const bool wasEmpty = m_group.state == GroupState::Empty;
    const auto timeout = m_group.rebalanceTimeout();
    setState(GroupState::PreparingRebalance);
    if (wasEmpty) {
        // The first members of a group tend to start together: waiting a little spares rebalances.
        const auto delay = std::min(m_context.config.initialRebalanceDelay, timeout);
        m_group.initialDelayLeft = timeout - delay;
        m_group.memberCameDuringDelay = false;
        m_group.joinDeadline = m_context.now + delay;
        if (delay.count() == 0)
            joinDeadlinePassed();
        return;
    }
    m_group.initialDelayLeft = Millis{0};
    m_group.joinDeadline = m_context.now + timeout;
    completeJoinIfAllAreHere();
}

void GroupStep::completeJoinIfAllAreHere()
{
    // During the initial delay everybody is here, and yet it waits for others.
    const bool initialDelay = m_group.initialDelayLeft.count() > 0;
    if (m_group.state == GroupState::PreparingRebalance && m_group.allJoined() && !initialDelay)
        completeJoin();
}

void GroupStep::joinDeadlinePassed()
{
    if (m_group.memberCameDuringDelay && m_group.initialDelayLeft.count() > 0) {
        const auto delay
            = std::min(m_context.config.initialRebalanceDelay, m_group.initialDelayLeft);
        m_group.initialDelayLeft -= delay;
        m_group.memberCameDuringDelay = false;
        m_group.joinDeadline = m_context.now + delay;
        if (delay.count() > 0)
            return;
    }
    completeJoin();
}

void GroupStep::completeJoin()
{
    m_group.joinDeadline.reset();
    m_group.initialDelayLeft = Millis{0};
    std::vector<std::string> missing;
    for (const auto& [memberId, member] : m_group.members)
        if (!member.joining && !member.instanceId)
            missing.push_back(memberId);
    for (const auto& memberId : missing)
        m_group.remove(memberId);

    if (!m_group.members.empty() && !m_group.anyJoined()) {
        // Only static members, none of which has come back yet: their sessions decide.
        m_group.joinDeadline = m_context.now + std::max(m_group.rebalanceTimeout(), kLeastWait);
        return;
    }
    ++m_group.generation;
    if (m_group.members.empty())
        return becomeEmpty();
    if (!m_group.find(m_group.leader) || !m_group.find(m_group.leader)->joining)
        m_group.leader
            = std::find_if(m_group.members.begin(), m_group.members.end(), [](const auto& entry) {
                  return entry.second.joining.has_value();
              })->first;
    m_group.protocolName = m_group.selectProtocol();
    setState(GroupState::CompletingRebalance);
    m_group.syncDeadline = m_context.now + m_group.rebalanceTimeout();
    for (auto& [memberId, member] : m_group.members) {
        m_group.pendingSyncs.insert(memberId);
        if (!member.joining)
            continue;
        m_context.reply(*std::exchange(member.joining, std::nullopt), currentGeneration(member));
        keepAlive(member);
    }
}

void GroupStep::becomeEmpty()
{
    setState(GroupState::Empty);
    m_group.protocolName.reset();
    m_context.append(
        {{encodeKey(GroupKey{m_group.id}), encodeValue(m_group.stored({}))}}, NobodyWaits{});
}

void GroupStep::removeMember(const std::string& memberId, WireError parkedError)
{
    auto* member = m_group.find(memberId);
    if (!member)
        return;
    if (member->joining)
        refuseJoin(*member->joining, memberId, parkedError);
    if (member->syncing)
        m_context.reply(*member->syncing, SyncReply{parkedError, {}, {}, {}});
    m_group.remove(memberId);
}

void GroupStep::afterRemoval()
{
    if (m_group.state == GroupState::Stable || m_group.state == GroupState::CompletingRebalance)
        prepareRebalance();
    else if (m_group.state == GroupState::PreparingRebalance)
        completeJoinIfAllAreHere();
}

void GroupStep::expire()
{
    const auto now = m_context.now;
    std::vector<std::string> gone;
    for (const auto& [memberId, member] : m_group.members)
        if (member.sessionEnd && *member.sessionEnd <= now)
            gone.push_back(memberId);
    for (const auto& memberId : gone)
        removeMember(memberId, WireError::UnknownMemberId);
    const auto pendingGone = std::erase_if(
        m_group.pendingMembers, [&](const auto& entry) { return entry.second <= now; });
    if (m_group.syncDeadline && *m_group.syncDeadline <= now) {
        m_group.syncDeadline.reset();
        for (const auto& memberId : std::set<std::string>(m_group.pendingSyncs)) {
            removeMember(memberId, WireError::UnknownMemberId);
            gone.push_back(memberId);
        }
    }
    if (!gone.empty() || pendingGone > 0)
        afterRemoval();
    if (m_group.state == GroupState::PreparingRebalance && m_group.joinDeadline
        && *m_group.joinDeadline <= now)
        joinDeadlinePassed();
}

int GroupStep::expireMembers(const std::string& name)
{
    std::vector<std::string> gone;
    for (const auto& [memberId, member] : m_group.members)
        if (name == "*" || name == memberId || name == member.client.clientId
            || member.instanceId == name)
            gone.push_back(memberId);
    for (const auto& memberId : gone)
        removeMember(memberId, WireError::UnknownMemberId);
    if (!gone.empty())
        afterRemoval();
    return static_cast<int>(gone.size());
}

}  // namespace stormbench::coordinator
