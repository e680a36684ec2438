// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <variant>

#include "engine/protocol/messages/begin_quorum_epoch.h"
#include "engine/protocol/messages/end_quorum_epoch.h"
#include "engine/protocol/messages/fetch.h"
#include "engine/protocol/messages/fetch_snapshot.h"
#include "engine/protocol/messages/vote.h"
#include "engine/raft/raft_messages.h"

namespace stormbench::replication {

inline constexpr std::string_view kQuorumTopic = "__cluster_metadata";

/// What the nodes of a quorum say to each other, as it goes over the wire; in the order of
/// raft::Request and raft::Response.
using QuorumRequest = std::variant<protocol::VoteRequest, protocol::BeginQuorumEpochRequest,
    protocol::EndQuorumEpochRequest, protocol::FetchRequest, protocol::FetchSnapshotRequest>;
using QuorumResponse = std::variant<protocol::VoteResponse, protocol::BeginQuorumEpochResponse,
    protocol::EndQuorumEpochResponse, protocol::FetchResponse, protocol::FetchSnapshotResponse>;

// From the core's messages to Kafka's and back: the latest version of each, for the one partition
// of the metadata topic. Pure.

[[nodiscard]] QuorumRequest toWire(
    const raft::Request& request, BrokerId to, const std::string& clusterId);
/// The error that answers it (see refusal()) when it is another cluster's, about another topic or
/// senseless.
[[nodiscard]] tl::expected<raft::Request, protocol::WireError> fromWire(
    const QuorumRequest& request, const std::string& clusterId);

/// `records` go with a fetch response, whole batches, or are a piece of a snapshot; a view, valid
/// as long as they are.
[[nodiscard]] QuorumResponse toWire(const raft::Response& response, ByteView records);
/// That the request as a whole is refused.
[[nodiscard]] QuorumResponse refusal(const QuorumRequest& request, protocol::WireError error);

struct ReceivedResponse {
    raft::Response response;  ///< a FetchResponse still without its records
    ByteView records;
};
/// Rejected when the other node refused the request as a whole, or by an error that the core does
/// not know: to the core, there was no answer then.
[[nodiscard]] Result<ReceivedResponse> fromWire(const QuorumResponse& response);

}  // namespace stormbench::replication
