// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "engine/raft/raft_types.h"
#include "engine/raft/voter_set.h"

namespace stormbench::raft {

/// How far a replica is, as its fetches told the leader.
struct ReplicaProgress {
    Offset endOffset = kNoOffset;  ///< durable up to here; unknown before its first fetch
    Time lastFetch{0};
    Time lastCaughtUp{0};      ///< when it last had all that the leader's log held
    Offset leaderEnd{0};       ///< the leader's log end at its last fetch
    bool announcedTo = false;  ///< it knows of this leader
    Time announceAgain{0};
};

/// The leader's view of the replicas, and the two sums it draws from it: what is committed, and
/// whether a majority is still there. Pure; lives as long as a leadership.
class QuorumProgress {
public:
    QuorumProgress(VoterSet voters, BrokerId self, Time now);

    /// A replica fetched from `endOffset` on (kNoOffset: it must truncate or load a snapshot
    /// first); the leader's log ends at `leaderEnd`. Observers are kept too, for DescribeQuorum.
    void fetched(BrokerId replica, Offset endOffset, Offset leaderEnd, Time now);

    /// The greatest offset that a majority has durably, when this leader's own log is durable up to
    /// `ownFlushed` (Raft §5.3; its own log counts like any other once flushed, §10.2.1 of the
    /// dissertation).
    [[nodiscard]] Offset majorityOffset(Offset ownFlushed) const;
    /// When a majority, the leader among it, was last heard of; `now` for a single voter.
    [[nodiscard]] Time majorityContact(Time now) const;
    /// The other voters, the longest log first: whom to hand over to.
    [[nodiscard]] std::vector<BrokerId> successors() const;

    /// Forgets observers that have not fetched for this long, as Kafka does.
    static constexpr Duration kObserverSession = std::chrono::minutes(5);
    void dropSilentObservers(Time now);

    [[nodiscard]] std::map<BrokerId, ReplicaProgress>& voters() { return m_voters; }
    [[nodiscard]] const std::map<BrokerId, ReplicaProgress>& voters() const { return m_voters; }
    [[nodiscard]] const std::map<BrokerId, ReplicaProgress>& observers() const
    {
        return m_observers;
    }

private:
    VoterSet m_set;
    BrokerId m_self;
    std::map<BrokerId, ReplicaProgress> m_voters;  ///< the others
    std::map<BrokerId, ReplicaProgress> m_observers;
};

}  // namespace stormbench::raft
