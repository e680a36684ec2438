// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/raft/raft_messages.h"

namespace stormbench::raft {

/// The first input, once.
struct Start { };
/// The deadline of the last ScheduleAt has come; harmless at any other time.
struct Tick { };
struct RequestReceived {
    RequestToken token;  ///< for the Reply; every request gets exactly one, a fetch maybe later
    Request request;
};
struct ResponseReceived {
    BrokerId from;
    RequestId id;  ///< of the Send that it answers
    Response response;
};
/// No response will come: the connection broke, or the wire answered with another error.
struct RequestFailed {
    BrokerId to;
    RequestId id;
    bool refused = false;  ///< there is no connection to be had: nobody listens there
};
/// The host has appended records of its own in this epoch; the log ends at `endOffset` now. Only
/// while role() is Leader, and after the outputs of all earlier steps.
struct Appended {
    LeaderEpoch epoch;
    Offset endOffset;
};
/// All before `endOffset` is durable. `logVersion` is Raft::logVersion() from when the flush began:
/// what was flushed before a truncation says nothing about what was written after it.
struct Flushed {
    Offset endOffset;
    std::uint64_t logVersion;
};
/// The host has a durable snapshot of all before `snapshot`, which is committed.
struct SnapshotTaken {
    LogPosition snapshot;
};
/// Records before this position are gone from the host's log; a snapshot at it is still there.
struct LogStartMoved {
    LogPosition start;
};
/// A part of the snapshot has come from the leader.
struct SnapshotProgress {
    LogPosition snapshot;
};
/// All of it has, and it is durable. The log is given up for it by the ResetLog that follows,
/// unless the download is wanted no more.
struct SnapshotFetched {
    LogPosition snapshot;
};
struct SnapshotFailed {
    LogPosition snapshot;
};
/// The leader is to hand over: before a stop, or because its host cannot go on.
struct Resign { };

using Input
    = std::variant<Start, Tick, RequestReceived, ResponseReceived, RequestFailed, Appended, Flushed,
        SnapshotTaken, LogStartMoved, SnapshotProgress, SnapshotFetched, SnapshotFailed, Resign>;

}  // namespace stormbench::raft
