// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/raft/epoch_starts.h"
#include "engine/raft/raft_messages.h"

namespace stormbench::raft {

/// The log as the core sees it: where it starts, ends, is durable and is committed, and the epochs
/// of its records.
///
///   start ≤ highWatermark ≤ end        start ≤ flushed ≤ end
///
/// All before the high watermark is committed and is never truncated; it may be ahead of `flushed`,
/// when others made it durable first.
class LogView {
public:
    /// A stored log that does not lead over its newest snapshot is given up for it: the host
    /// stopped between storing a fetched snapshot and performing the ResetLog.
    explicit LogView(const StoredLog& stored);

    [[nodiscard]] bool contains(const LogPosition& position) const;
    /// The position at this offset; nothing if the log does not reach there.
    [[nodiscard]] std::optional<LogPosition> positionAt(Offset offset) const;

    [[nodiscard]] const LogPosition& start() const { return m_start; }
    [[nodiscard]] LogPosition end() const;
    [[nodiscard]] Offset endOffset() const { return m_endOffset; }
    [[nodiscard]] Offset flushed() const { return m_flushed; }
    [[nodiscard]] bool allFlushed() const { return m_flushed == m_endOffset; }
    [[nodiscard]] Offset highWatermark() const { return m_highWatermark; }
    [[nodiscard]] const std::optional<LogPosition>& snapshot() const { return m_snapshot; }
    [[nodiscard]] RecordRange recordsFrom(Offset base) const;

    /// Counts truncations: see Flushed.
    [[nodiscard]] std::uint64_t version() const { return m_version; }

    /// What the leader answers to a replica whose log ends at `position`: nothing wrong, or fetch
    /// that snapshot, or truncate by that position (KIP-595, KIP-630).
    struct Verdict {
        std::optional<LogPosition> snapshot, diverging;
        [[nodiscard]] bool valid() const { return !snapshot && !diverging; }
    };
    [[nodiscard]] Verdict judge(const LogPosition& position) const;
    /// Where this log must end so that what remains may agree with a leader's that has
    /// `diverging`. Only epochs decide, never the high watermark (KIP-101).
    [[nodiscard]] Offset truncationPoint(const LogPosition& diverging) const;
    /// Whether `records` may follow the end, fetched from a leader of `epoch` (KAFKA-18723: none
    /// may come from beyond it).
    [[nodiscard]] bool mayFollow(const RecordRange& records, LeaderEpoch epoch) const;

    void append(LeaderEpoch epoch, Offset endOffset);
    void append(const RecordRange& records);
    void truncateTo(Offset endOffset);
    void resetTo(const LogPosition& snapshot);
    void moveStart(const LogPosition& start);
    void setSnapshot(const LogPosition& snapshot);
    bool setFlushed(const Offset& endOffset);            ///< true if that was news
    bool setHighWatermark(const Offset& highWatermark);  ///< true if it advanced

private:
    [[nodiscard]] LogPosition endOf(LeaderEpoch epoch) const;

    LogPosition m_start;
    Offset m_endOffset, m_flushed, m_highWatermark;
    EpochStarts m_epochs;
    std::optional<LogPosition> m_snapshot;
    std::uint64_t m_version = 0;
};

}  // namespace stormbench::raft
