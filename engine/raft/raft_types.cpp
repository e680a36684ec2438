// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/raft/raft_types.h"

namespace stormbench::raft {

std::string_view toString(Role role)
{
    switch (role) {
    case Role::Unattached: return "Unattached";
    case Role::Prospective: return "Prospective";
    case Role::Candidate: return "Candidate";
    case Role::Follower: return "Follower";
    case Role::Leader: return "Leader";
    case Role::Resigned: return "Resigned";
    case Role::Observer: return "Observer";
    }
    return "?";
}

std::string_view toString(RaftError error)
{
    switch (error) {
    case RaftError::None: return "NONE";
    case RaftError::NotLeaderOrFollower: return "NOT_LEADER_OR_FOLLOWER";
    case RaftError::FencedLeaderEpoch: return "FENCED_LEADER_EPOCH";
    case RaftError::UnknownLeaderEpoch: return "UNKNOWN_LEADER_EPOCH";
    case RaftError::InconsistentVoterSet: return "INCONSISTENT_VOTER_SET";
    case RaftError::SnapshotNotFound: return "SNAPSHOT_NOT_FOUND";
    }
    return "?";
}

}  // namespace stormbench::raft
