// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/env/clock.h"
#include "engine/protocol/messages/describe_quorum.h"
#include "engine/raft/raft.h"

namespace stormbench::replication {

/// When a description is given, by both clocks: the core only knows the steady one.
struct DescriptionTime {
    env::SteadyTime steady;
    env::WallTime wall;
};

/// DescribeQuorum as Kafka answers it (KIP-595, KIP-836): only the leader knows how far the others
/// are, any other node answers NOT_LEADER_OR_FOLLOWER. Pure.
[[nodiscard]] protocol::DescribeQuorumResponse describeQuorum(
    const protocol::DescribeQuorumRequest& request, const raft::Raft& raft, DescriptionTime now);

}  // namespace stormbench::replication
