// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/raft/raft_types.h"
#include "engine/raft/voter_set.h"

namespace stormbench::raft {

/// Who a node is and how patient. The first four are Kafka's controller.quorum.* with its defaults.
struct Config {
    BrokerId self;
    VoterSet voters;
    Duration electionTimeout = std::chrono::seconds(1);  ///< and at random up to as much again
    Duration electionBackoffMax = std::chrono::seconds(1);
    Duration fetchTimeout = std::chrono::seconds(2);         ///< and at random up to a quarter more
    Duration retryBackoff = std::chrono::milliseconds(20);   ///< after a request that failed
    Duration fetchMaxWait = std::chrono::milliseconds(500);  ///< how long a leader may park a fetch
    Duration resendInterval
        = std::chrono::milliseconds(250);  ///< until a vote or an announcement is answered
    /// How long a voter that starts and knows of no leader waits for one. Absent: an election
    /// timeout. Short ones are safe, since a pre-vote comes first; they should differ by voter.
    std::optional<Duration> firstElection;
};

}  // namespace stormbench::raft
