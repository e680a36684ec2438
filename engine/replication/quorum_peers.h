// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "engine/replication/quorum_messages.h"

namespace stormbench::replication {

/// The way to the other nodes of the quorum: connections of the broker, or a test's network.
/// Owner: whoever owns the QuorumHost; outlives it. Runs on: the strand.
class QuorumPeers {
public:
    virtual ~QuorumPeers() = default;

    /// The view in a fetch's answer is valid during the call.
    using Answer = std::function<void(const Result<QuorumResponse>&)>;
    /// `answer` comes at most once, never inside this call; without an answer in that time it is an
    /// error.
    virtual void send(
        BrokerId to, const QuorumRequest& request, raft::Duration timeout, Answer answer)
        = 0;
};

}  // namespace stormbench::replication
