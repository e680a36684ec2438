// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/core.h"
#include "engine/broker/request.h"
#include "engine/protocol/messages/fetch.h"

namespace stormbench::broker {

/// Whether another node of the quorum fetches the metadata log: that is Raft's replication, not a
/// consumer's or a follower's of a partition. It comes at any time, also before this broker serves.
[[nodiscard]] bool isQuorumFetch(const protocol::FetchRequest& message);
[[nodiscard]] bool isQuorumFetch(const Request& request);

void answerQuorumFetch(Core& core, const RequestPtr& request, protocol::FetchRequest message);

}  // namespace stormbench::broker
