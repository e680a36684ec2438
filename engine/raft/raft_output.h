// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/raft/raft_messages.h"
#include "engine/raft/voter_set.h"

namespace stormbench::raft {

/// Make this durable before any later output is performed, of this step or of another.
struct Persist {
    QuorumState state;
};
struct Send {
    BrokerId to;
    RequestId id;
    Request request;
};
struct Reply {
    RequestToken token;
    Response response;
};
/// Drop the records from `endOffset` on. They were never committed.
struct TruncateTo {
    Offset endOffset;
};
/// Drop the whole log; it goes on after the snapshot, whose state replaces the host's.
struct ResetLog {
    LogPosition snapshot;
};
/// Append the LeaderChangeMessage (KIP-595), one record, at `offset` with `epoch`; then flush.
struct AppendLeaderChange {
    Offset offset;
    LeaderEpoch epoch;
    VoterSet voters;
    std::vector<BrokerId> granting;
};
/// Append the records of the response that this step was given; then flush. Without this output
/// they are dropped.
struct AppendFetched {
    RecordRange records;
};
/// Download the snapshot by FetchSnapshot requests, and tell of it by SnapshotProgress,
/// SnapshotFetched or SnapshotFailed. Replaces a download under way; a change of leader or epoch
/// ends it.
struct FetchSnapshotFrom {
    BrokerId leader;
    LeaderEpoch epoch;
    LogPosition snapshot;
};
/// All before this offset is committed and part of this log: apply it.
struct HighWatermarkAdvanced {
    Offset offset;
};
struct RoleChanged {
    Role role;
    LeaderEpoch epoch;
};
struct LeaderChanged {
    BrokerId leader;
    LeaderEpoch epoch;
};
/// The leader's log contradicts what is committed here: a log was lost or mixed up. Nothing is
/// truncated; the node stays behind, for somebody to look at.
struct LogInconsistent {
    LogPosition leader;
    Offset highWatermark;
};
/// Give a Tick then; replaces any earlier one.
struct ScheduleAt {
    Time deadline;
};

using Output = std::variant<Persist, Send, Reply, TruncateTo, ResetLog, AppendLeaderChange,
    AppendFetched, FetchSnapshotFrom, HighWatermarkAdvanced, RoleChanged, LeaderChanged,
    LogInconsistent, ScheduleAt>;
using Outputs = std::vector<Output>;

}  // namespace stormbench::raft
