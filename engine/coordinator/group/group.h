// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>

#include "engine/coordinator/group/group_messages.h"
#include "engine/coordinator/group/group_queries.h"
#include "engine/coordinator/group/offset_records.h"

namespace stormbench::coordinator {

/// One member of a classic group. At most one of its requests is parked for each of join and sync.
struct Member {
    std::string id;
    std::optional<std::string> instanceId;  ///< static member (KIP-345)
    ClientIdentity client;
    Millis sessionTimeout{0}, rebalanceTimeout{0};
    std::vector<GroupProtocol> protocols;
    Bytes assignment;
    std::optional<RequestToken> joining, syncing;
    bool skipAssignmentSupported = false;
    std::optional<SteadyTime> sessionEnd;  ///< none while its own request is parked

    [[nodiscard]] const Bytes* metadataFor(
        std::string_view protocol) const;  ///< null: does not support it
};

/// A consumer group as its coordinator knows it: state, members, committed offsets. Holds the data
/// and answers questions about it; GroupStep moves it through the protocol. Owned by its
/// GroupShard.
class Group {
public:
    explicit Group(std::string id)
        : id(std::move(id))
    {
    }

    const std::string id;
    GroupState state = GroupState::Empty;
    GenerationId generation{0};
    std::string protocolType;
    std::optional<std::string> protocolName;
    std::string leader;  ///< a member id; empty without one
    WallTime stateSince{-1};
    std::map<std::string, Member> members;             ///< by member id
    std::map<std::string, std::string> staticMembers;  ///< instance id → member id
    std::map<std::string, SteadyTime>
        pendingMembers;                  ///< told their id, not yet joined with it (KIP-394)
    std::set<std::string> pendingSyncs;  ///< members that owe the SyncGroup of this generation
    std::map<TopicPartitionName, CommittedOffset> offsets;

    std::optional<SteadyTime>
        joinDeadline;  ///< the rebalance goes on without those who have not joined by then
    std::optional<SteadyTime> syncDeadline;  ///< those in pendingSyncs are out by then
    Millis initialDelayLeft{0};  ///< how much longer an initial rebalance may still wait
    bool memberCameDuringDelay = false;

    [[nodiscard]] Member* find(const std::string& memberId);
    [[nodiscard]] bool allJoined() const;
    [[nodiscard]] bool anyJoined() const;
    [[nodiscard]] Millis rebalanceTimeout() const;  ///< the longest of its members
    /// A newcomer must share the type and at least one protocol with all members.
    [[nodiscard]] bool supports(
        const std::string& type, const std::vector<GroupProtocol>& protocols) const;
    /// The protocol that most members prefer among those that all support; ties go to the first in
    /// the leader's list. Precondition: there are members.
    [[nodiscard]] std::string selectProtocol() const;

    Member& add(Member member);
    void remove(const std::string& memberId);
    /// The static member goes on under a new member id, with its assignment; the old one's parked
    /// requests stay with it.
    Member& renameStatic(const std::string& oldId, const std::string& newId);

    [[nodiscard]] std::vector<JoinReply::Member> membersForLeader() const;
    [[nodiscard]] StoredGroup stored(const std::map<std::string, Bytes>& assignments) const;
    void restore(const StoredGroup& stored);
    [[nodiscard]] GroupDescription description() const;

    /// The topics that the members of a "consumer" group subscribe to; nullopt if a subscription
    /// does not decode.
    [[nodiscard]] std::optional<std::set<std::string>> subscribedTopics() const;

    /// Whether the offset is past its retention (KIP-211): counted from when the group became
    /// empty, from the commit where nobody ever joined or nobody reads the topic any more; never
    /// while its members may read it.
    [[nodiscard]] bool isExpired(const TopicPartitionName& partition, const CommittedOffset& offset,
        WallTime now, Millis retention) const;

    /// When something has to be done without a request.
    [[nodiscard]] std::optional<SteadyTime> nextDeadline() const;
};

}  // namespace stormbench::coordinator
