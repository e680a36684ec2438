// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "engine/replication/offset_watch.h"
#include "engine/storage/log.h"

namespace stormbench::replication {

/// Which records a reader may see.
enum class Isolation {
    LogEnd,           ///< a replica: everything
    ReadUncommitted,  ///< below the high watermark
    ReadCommitted,    ///< below the last stable offset
};

/// How a client's idea of the leader epoch compares with ours (KIP-320).
enum class EpochCheck { Current, Fenced, Unknown };

struct ReadRequest {
    Offset from;
    std::uint32_t maxBytes = 0;
    bool atLeastOneBatch = true;  ///< KIP-74: the first non-empty partition of a response
    Isolation isolation = Isolation::ReadUncommitted;
};

struct ReadResult {
    env::FileRange records;  ///< empty: nothing to read yet
    Offset highWatermark;
    Offset lastStableOffset;
    Offset logStartOffset;
};

/// One partition as its broker hosts it: the log, who leads it, and how far it is committed. The
/// only replica is the leader, so everything that it has appended is committed: the high watermark
/// is the log end, and every acks is met on return. Owned by the broker's partition table; the Log
/// belongs to the LogDirectory and outlives it. Runs on: the broker's strand.
class PartitionLog {
public:
    explicit PartitionLog(storage::Log& log);

    // --- Leadership ---
    /// Takes or keeps the leadership in `epoch`. An older epoch than the current one is ignored:
    /// false.
    bool becomeLeader(LeaderEpoch epoch);
    void resign();  ///< appends fail with NotLeader; waiting readers are woken
    [[nodiscard]] bool isLeader() const { return m_isLeader; }
    [[nodiscard]] LeaderEpoch leaderEpoch() const { return m_leaderEpoch; }
    /// `current` is a request's current_leader_epoch; -1 there is not checked.
    [[nodiscard]] EpochCheck checkEpoch(LeaderEpoch current) const;

    // --- Data ---
    /// See Log::appendAsLeader(); the leader epoch is ours. NotLeader after resign().
    [[nodiscard]] storage::LogResult<storage::AppendedBatch> append(
        ByteView records, storage::AppendOrigin origin, bool zstdAllowed = true);
    [[nodiscard]] storage::LogResult<ReadResult> read(const ReadRequest& request);
    [[nodiscard]] storage::LogResult<> deleteRecords(Offset newLogStart);

    // --- Offsets ---
    [[nodiscard]] Offset logStartOffset() const { return m_log.logStartOffset(); }
    [[nodiscard]] Offset logEndOffset() const { return m_log.logEndOffset(); }
    [[nodiscard]] Offset highWatermark() const { return m_log.logEndOffset(); }
    [[nodiscard]] Offset lastStableOffset() const { return highWatermark(); }
    [[nodiscard]] Offset endFor(Isolation isolation) const;
    /// ListOffsets by time, as far as `isolation` may see; nullopt if there is no such record.
    [[nodiscard]] storage::LogResult<std::optional<storage::TimestampOffset>> offsetForTimestamp(
        storage::Millis timestamp, Isolation isolation);
    [[nodiscard]] storage::LogResult<std::optional<storage::TimestampOffset>>
    offsetOfMaxTimestamp();
    [[nodiscard]] storage::LeaderEpochCache::EndOffset endOffsetForEpoch(LeaderEpoch epoch) const;

    /// Calls `moved` once for every move of the high watermark, the log start or the leadership,
    /// inside the call that moved it: do little there. Destroying the subscription ends it.
    [[nodiscard]] OffsetWatch::Subscription watch(OffsetWatch::Callback moved)
    {
        return m_watch.subscribe(std::move(moved));
    }

    [[nodiscard]] storage::Log& log() { return m_log; }
    [[nodiscard]] const storage::Log& log() const { return m_log; }

private:
    storage::Log& m_log;
    LeaderEpoch m_leaderEpoch = kNoLeaderEpoch;
    bool m_isLeader = false;
    OffsetWatch m_watch;
};

}  // namespace stormbench::replication
