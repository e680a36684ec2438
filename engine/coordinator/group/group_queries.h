// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/coordinator/group/group_types.h"

/// Questions that change nothing: answered at once.
namespace stormbench::coordinator {

struct OffsetFetchRequest {
    std::string groupId;
    std::optional<std::vector<TopicPartitionName>> partitions;  ///< absent: all that are committed
};
struct OffsetFetchReply {
    WireError error = WireError::None;
    struct Entry {
        TopicPartitionName partition;
        CommittedOffset committed;  ///< offset -1 when there is none
    };
    std::vector<Entry> entries;
};

struct GroupListing {
    std::string groupId, protocolType;
    GroupState state = GroupState::Empty;
};
struct ListGroupsReply {
    WireError error
        = WireError::None;  ///< COORDINATOR_LOAD_IN_PROGRESS while a partition is being read
    std::vector<GroupListing> groups;  ///< by id
};

struct GroupDescription {
    WireError error
        = WireError::None;  ///< an unknown group is no error before DescribeGroups v6: see `state`
    std::string groupId;
    GroupState state = GroupState::Dead;
    std::string protocolType, protocolName;
    GenerationId generation = kNoGeneration;
    struct Member {
        std::string memberId;
        std::optional<std::string> instanceId;
        std::string clientId, host;
        Bytes metadata, assignment;
    };
    std::vector<Member> members;  ///< by member id
};

}  // namespace stormbench::coordinator
