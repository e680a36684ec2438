// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"

namespace stormbench::raft {

using Duration = std::chrono::microseconds;
using Time = std::chrono::microseconds;  ///< steady, since an arbitrary start, as env::SteadyTime

/// What a step sees of the outside: the time and one random number, from which it takes its jitter.
struct Moment {
    Time now;
    std::uint64_t random = 0;
};

/// An end of a log, or of a prefix of one: the offset after its last record and that record's
/// epoch. By log matching (Raft §5.3) two logs with the same position agree in all before it. (0,
/// 0) is the empty log. Also the name of a snapshot, which holds all before it (KIP-630).
struct LogPosition {
    Offset offset{0};
    LeaderEpoch epoch{0};
    friend bool operator==(const LogPosition&, const LogPosition&) = default;
};

/// Raft §5.4.1: whether a log that ends at `candidate` holds all that one which ends at `own` may
/// have committed.
[[nodiscard]] inline bool isUpToDate(const LogPosition& candidate, const LogPosition& own)
{
    return candidate.epoch != own.epoch ? candidate.epoch > own.epoch
                                        : candidate.offset >= own.offset;
}

/// Records from `startOffset` on carry `epoch`, up to the next entry's start.
struct EpochStart {
    LeaderEpoch epoch;
    Offset startOffset;
    friend bool operator==(const EpochStart&, const EpochStart&) = default;
};

/// What a node must never forget (Raft §5.1): with it, one vote an epoch. `leader` only saves a
/// restarted node the search.
struct QuorumState {
    LeaderEpoch epoch{0};
    BrokerId votedFor = kNoBroker;
    BrokerId leader = kNoBroker;
    friend bool operator==(const QuorumState&, const QuorumState&) = default;
};

/// The log as the host found it at start, synced.
struct StoredLog {
    LogPosition start;  ///< the snapshot that the log goes on from, or (0, 0)
    Offset endOffset{0};
    std::vector<EpochStart> epochs;       ///< of the records from `start` on
    std::optional<LogPosition> snapshot;  ///< the newest; at or after `start`
};

///                    ┌───────────────── loses, or times out ─────────────────┐
///                    ▼                                                       │
///   Unattached ─► Prospective ─► Candidate ─► Leader ─► Resigned      (back to Prospective)
///       ▲  │          ▲  │                                │
///       │  ▼          │  ▼                                ▼
///       └─ Follower ──┘  Follower of the leader it had    Prospective, or what a greater epoch
///       says
///
/// A greater epoch makes any of them Unattached in it, or Follower if its leader is known.
enum class Role {
    Unattached,   ///< a voter that knows of no leader in its epoch; may have voted
    Prospective,  ///< asks whether an election could be won, without a new epoch (KIP-996)
    Candidate,    ///< voted for itself in a new epoch and asks for the others' votes
    Follower,     ///< fetches from the leader
    Leader,
    Resigned,  ///< was the leader of this epoch; tells the voters to elect another one
    Observer,  ///< no voter: fetches from the leader, or asks voters who that is
};
[[nodiscard]] std::string_view toString(Role role);

/// Why a request is refused; the host's wire errors have the same names.
enum class RaftError {
    None,
    NotLeaderOrFollower,
    FencedLeaderEpoch,     ///< the sender's epoch is over
    UnknownLeaderEpoch,    ///< the sender's epoch is news
    InconsistentVoterSet,  ///< sender or receiver is no voter here
    SnapshotNotFound,
};
[[nodiscard]] std::string_view toString(RaftError error);

}  // namespace stormbench::raft
