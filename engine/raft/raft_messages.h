// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <variant>

#include "engine/base/strong_id.h"
#include "engine/raft/raft_types.h"

namespace stormbench::raft {

using RequestId = StrongId<struct RaftRequestIdTag, std::uint64_t>;        ///< of a request sent
using RequestToken = StrongId<struct RaftRequestTokenTag, std::uint64_t>;  ///< of one received

/// Vote, version 2 (KIP-595, KIP-996). A pre-vote asks in the sender's own epoch, a vote in the one
/// that it wants to lead.
struct VoteRequest {
    BrokerId candidate;
    LeaderEpoch epoch;
    LogPosition logEnd;
    bool preVote = false;
};

/// "I lead this epoch": replication is by fetching, so a new leader has no other way to be known.
struct BeginQuorumEpochRequest {
    BrokerId leader;
    LeaderEpoch epoch;
};

/// "I lead this epoch no more"; the first of the successors may stand at once.
struct EndQuorumEpochRequest {
    BrokerId leader;
    LeaderEpoch epoch;
    std::vector<BrokerId> successors;  ///< the one with the longest log first
};

/// A fetch of the metadata log. It says two things besides: all before `position` is durable at the
/// replica, and the replica takes the leader of `epoch` for alive.
struct FetchRequest {
    BrokerId replica;
    LeaderEpoch epoch;  ///< current leader epoch; an observer in search of the leader has 0 or more
    LogPosition position;  ///< end of the replica's log: fetch offset and last fetched epoch
    Offset highWatermark = kNoOffset;  ///< as the replica knows it (KIP-1166); may be unknown
    Duration maxWait{0};
};

/// May this replica download the snapshot? The bytes are the host's concern.
struct FetchSnapshotRequest {
    BrokerId replica;
    LeaderEpoch epoch;
    LogPosition snapshot;
};

using Request = std::variant<VoteRequest, BeginQuorumEpochRequest, EndQuorumEpochRequest,
    FetchRequest, FetchSnapshotRequest>;

/// Every response tells what its sender knows of the quorum.
struct ResponseHeader {
    RaftError error = RaftError::None;
    LeaderEpoch epoch{0};
    BrokerId leader = kNoBroker;
};

struct VoteResponse {
    ResponseHeader header;
    bool granted = false;
};
struct BeginQuorumEpochResponse {
    ResponseHeader header;
};
struct EndQuorumEpochResponse {
    ResponseHeader header;
};

/// Records [base, end) of a log, of which the core only knows the epochs.
struct RecordRange {
    Offset base{0}, end{0};
    std::vector<EpochStart> epochs;  ///< the first one starts at base; ascending
    [[nodiscard]] bool empty() const { return base >= end; }
    friend bool operator==(const RecordRange&, const RecordRange&) = default;
};

/// At most one of diverging, snapshot and records. In a reply, `records` is what the leader's host
/// may send; it sends a prefix of it, in whole batches. As received, it is what came.
struct FetchResponse {
    ResponseHeader header;
    Offset highWatermark = kNoOffset;
    std::optional<LogPosition> diverging;  ///< the leader's log holds this epoch up to here
    std::optional<LogPosition> snapshot;   ///< the log begins too late: fetch this one
    RecordRange records;
};
struct FetchSnapshotResponse {
    ResponseHeader header;
};

using Response = std::variant<VoteResponse, BeginQuorumEpochResponse, EndQuorumEpochResponse,
    FetchResponse, FetchSnapshotResponse>;

}  // namespace stormbench::raft
