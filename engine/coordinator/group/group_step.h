// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/coordinator/group/group_shard.h"
#include "engine/env/random.h"

namespace stormbench::coordinator {

/// What a step sees besides of the group: limits, time, randomness, and where its effects go.
struct StepContext {
    const GroupConfig& config;
    SteadyTime now;
    WallTime wallNow;
    env::Random& random;
    GroupShard& shard;
    std::uint64_t& lastAppendId;
    Outputs& out;

    void reply(RequestToken token, GroupReply reply)
    {
        out.replies.push_back({token, std::move(reply)});
    }
    void append(std::vector<GroupRecord> records, AfterAppend then);
};

/// One input's way through one group: the protocol itself. Lives as long as a call.
class GroupStep {
public:
    GroupStep(Group& group, StepContext& context)
        : m_group(group)
        , m_context(context)
    {
    }

    void join(RequestToken token, const JoinRequest& request);
    void sync(RequestToken token, const SyncRequest& request);
    void heartbeat(RequestToken token, const HeartbeatRequest& request);
    void leave(RequestToken token, const LeaveRequest& request);
    void commit(RequestToken token, const CommitRequest& request);
    void expire();
    /// Members by id, group.instance.id or client id, or all ("*"), as if their sessions had timed
    /// out. How many there were.
    int expireMembers(const std::string& name);
    void assignmentStored(const AssignmentStored& stored, WireError error);

private:
    // group_join.cpp
    void joinWithoutId(RequestToken token, const JoinRequest& request);
    void joinWithId(RequestToken token, const JoinRequest& request);
    void rejoin(Member& member, RequestToken token, const JoinRequest& request);
    void replaceStaticMember(
        const std::string& oldId, RequestToken token, const JoinRequest& request);
    void addAndRebalance(
        const std::string& memberId, RequestToken token, const JoinRequest& request);
    void updateAndRebalance(Member& member, RequestToken token, const JoinRequest& request);
    void park(Member& member, RequestToken token, const JoinRequest& request);
    void refuseJoin(RequestToken token, const std::string& memberId, WireError error);
    [[nodiscard]] JoinReply currentGeneration(const Member& member) const;
    [[nodiscard]] std::string newMemberId(const JoinRequest& request);

    // group_rebalance.cpp
    void prepareRebalance();
    void completeJoinIfAllAreHere();
    void joinDeadlinePassed();
    void completeJoin();
    void becomeEmpty();
    void dropAssignments(WireError error);
    void removeMember(const std::string& memberId, WireError parkedError);
    void afterRemoval();
    void setState(GroupState state);

    // group_member.cpp
    [[nodiscard]] WireError checkMember(
        const std::string& memberId, const std::optional<std::string>& instanceId) const;
    [[nodiscard]] WireError leaveOne(const LeavingMember& leaving);
    /// Starts the session anew; a member whose own request waits has none.
    void keepAlive(Member& member);
    [[nodiscard]] WireError checkCommit(const MemberReference& reference) const;

    Group& m_group;
    StepContext& m_context;
};

/// Which error a client gets for a failed append of the coordinator's own records.
[[nodiscard]] WireError appendErrorFor(WireError error);

}  // namespace stormbench::coordinator
