// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <variant>

#include "engine/coordinator/group/group_types.h"

/// What the group coordinator is asked and answers, as plain values: the broker's handlers
/// translate from and to the wire.
namespace stormbench::coordinator {

/// Who asks, as JoinGroup tells it once.
struct ClientIdentity {
    std::string clientId;
    std::string host;  ///< as DescribeGroups shows it: "/127.0.0.1"
};

struct JoinRequest {
    std::string groupId, memberId;          ///< no member id: a new member
    std::optional<std::string> instanceId;  ///< KIP-345
    ClientIdentity client;
    Millis sessionTimeout{0};
    Millis rebalanceTimeout{0};  ///< JoinGroup v0 has none: the session timeout
    std::string protocolType;
    std::vector<GroupProtocol> protocols;  ///< in order of preference
    bool memberIdRequired = false;         ///< v4+: a new member is first told its id (KIP-394)
    bool skipAssignmentSupported = false;  ///< v9+ (KIP-814)
};
struct JoinReply {
    WireError error = WireError::None;
    GenerationId generation = kNoGeneration;
    std::optional<std::string> protocolType, protocolName;
    std::string leader, memberId;
    bool skipAssignment = false;
    struct Member {
        std::string memberId;
        std::optional<std::string> instanceId;
        Bytes metadata;
    };
    std::vector<Member> members;  ///< for the leader only
};

/// The member a request speaks for.
struct MemberReference {
    std::string groupId;
    GenerationId generation = kNoGeneration;
    std::string memberId;
    std::optional<std::string> instanceId;
};

struct SyncRequest {
    MemberReference member;
    std::optional<std::string> protocolType, protocolName;  ///< v5+: must be the group's
    std::vector<MemberAssignment> assignments;              ///< from the leader only
};
struct SyncReply {
    WireError error = WireError::None;
    std::optional<std::string> protocolType, protocolName;
    Bytes assignment;
};

struct HeartbeatRequest {
    MemberReference member;
};
struct HeartbeatReply {
    WireError error = WireError::None;
};

struct LeavingMember {
    std::string memberId;  ///< may be empty with an instance id
    std::optional<std::string> instanceId;
};
struct LeaveRequest {
    std::string groupId;
    std::vector<LeavingMember> members;  ///< one before v3
};
struct LeaveReply {
    WireError error = WireError::None;
    struct Member {
        LeavingMember member;
        WireError error = WireError::None;
    };
    std::vector<Member> members;
};

struct OffsetToCommit {
    TopicPartitionName partition;
    Offset offset;
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    std::string metadata;
};
struct CommitRequest {
    MemberReference member;  ///< generation -1 and no member: from outside of any generation
    std::optional<Millis> retention;      ///< OffsetCommit v2 to v4
    std::vector<OffsetToCommit> offsets;  ///< the host has checked that the partitions exist
};
struct CommitReply {
    std::vector<std::pair<TopicPartitionName, WireError>> results;  ///< in the request's order
};

struct DeleteGroupsRequest {
    std::vector<std::string> groupIds;
};
struct DeleteGroupsReply {
    std::vector<std::pair<std::string, WireError>> results;
};

struct OffsetDeleteRequest {
    std::string groupId;
    std::vector<TopicPartitionName> partitions;
};
struct OffsetDeleteReply {
    WireError error = WireError::None;
    std::vector<std::pair<TopicPartitionName, WireError>> results;
};

using GroupRequest = std::variant<JoinRequest, SyncRequest, HeartbeatRequest, LeaveRequest,
    CommitRequest, DeleteGroupsRequest, OffsetDeleteRequest>;
using GroupReply = std::variant<JoinReply, SyncReply, HeartbeatReply, LeaveReply, CommitReply,
    DeleteGroupsReply, OffsetDeleteReply>;

struct Reply {
    RequestToken token;
    GroupReply reply;
};

/// Key and value of a record of `__consumer_offsets`; no value is a tombstone.
struct GroupRecord {
    Bytes key;
    std::optional<Bytes> value;
    friend bool operator==(const GroupRecord&, const GroupRecord&) = default;
};

/// Records for one partition of `__consumer_offsets`, to be appended as one batch.
struct Append {
    AppendId id;
    PartitionIndex partition;
    std::vector<GroupRecord> records;
};

/// What a step asks the host to do, in this order.
struct Outputs {
    std::vector<Append> appends;
    std::vector<Reply> replies;
};

}  // namespace stormbench::coordinator
