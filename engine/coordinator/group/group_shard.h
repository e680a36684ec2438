// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <variant>

#include "engine/coordinator/group/group.h"

namespace stormbench::coordinator {

// What happens when an append has ended: data, so that the state machine stays one.

/// The leader's assignment: the group becomes stable and every parked sync is answered.
struct AssignmentStored {
    std::string groupId;
    GenerationId generation;
    std::map<std::string, Bytes> assignments;
};
/// A static member under a new id: its join is answered.
struct StaticMemberStored {
    RequestToken token;
    JoinReply reply;
};
/// Committed offsets: visible from now on, and the commit is answered.
struct OffsetsStored {
    std::string groupId;
    RequestToken token;
    std::vector<std::pair<TopicPartitionName, CommittedOffset>> offsets;
    CommitReply reply;
};
/// Tombstones of one partition's groups; the request is answered when the last partition is done.
struct GroupsDeleted {
    struct Request {
        RequestToken token;
        DeleteGroupsReply reply;
        int appendsLeft = 0;
    };
    std::shared_ptr<Request> request;
    std::vector<std::size_t> results;  ///< indexes into the reply that this append stands for
};
struct OffsetsDeleted {
    RequestToken token;
    OffsetDeleteReply reply;
};
/// Nobody waits: a group that became empty, offsets of deleted topics.
struct NobodyWaits { };

using AfterAppend = std::variant<AssignmentStored, StaticMemberStored, OffsetsStored, GroupsDeleted,
    OffsetsDeleted, NobodyWaits>;

/// The groups of one partition of `__consumer_offsets`.
struct GroupShard {
    PartitionIndex partition;
    bool loading = true;
    std::map<std::string, std::unique_ptr<Group>, std::less<>> groups;
    std::map<AppendId, AfterAppend> pending;
    std::set<std::pair<SteadyTime, std::string>> deadlines;  ///< (when, group), one a group
    std::map<std::string, SteadyTime> scheduled;             ///< the group's entry in there

    [[nodiscard]] Group* find(std::string_view groupId) const;
    Group& findOrCreate(const std::string& groupId);
    void erase(const std::string& groupId);
    void schedule(const Group& group);
    /// Ends a call that has moved the group: takes note of its next deadline, or forgets it if
    /// nothing of it is worth keeping.
    void settle(const Group& group);
};

}  // namespace stormbench::coordinator
