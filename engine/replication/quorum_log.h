// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "engine/raft/raft_messages.h"
#include "engine/storage/log.h"

namespace stormbench::replication {

/// What whole batches hold, as the consensus core wants to know it. Cut at the last whole batch.
struct DescribedBatches {
    raft::RecordRange range;
    ByteView bytes;
};
/// Corrupt if a checksum is off, or offsets or epochs do not ascend without a gap.
[[nodiscard]] Result<DescribedBatches> describeBatches(ByteView bytes);

/// The metadata log on disk in the core's terms: see quorum_recovery.h for what is found at a
/// start. Owner: QuorumHost; the Log belongs to the LogDirectory and outlives it. Runs on: the
/// strand.
class QuorumLog {
public:
    QuorumLog(storage::Log& log, env::Files& files)
        : m_log(log)
        , m_files(files)
    {
    }

    /// Syncs what the last process may have left in the page cache: every file.
    [[nodiscard]] Result<> syncAll();

    [[nodiscard]] Offset startOffset() const { return m_log.logStartOffset(); }
    [[nodiscard]] Offset endOffset() const { return m_log.logEndOffset(); }
    /// Whether all that follows this position is here, and was written after it.
    [[nodiscard]] Result<bool> goesOnFrom(const raft::LogPosition& position);
    /// Where the first record from `from` on is missing: at the end, if all is well.
    [[nodiscard]] Result<Offset> firstGap(Offset from);
    /// Of the records from the start on. Corrupt if there is one without.
    [[nodiscard]] Result<std::vector<raft::EpochStart>> epochs() const;

    /// Whole batches, the first at the end of the log. In the page cache when it returns.
    [[nodiscard]] Result<> append(ByteView batches);
    [[nodiscard]] Result<> truncateTo(Offset endOffset);
    /// Nothing is left; the log goes on after what a snapshot holds.
    [[nodiscard]] Result<> startAnew(Offset offset);
    /// What is before `start` is gone. The job deletes the segments that held nothing else; until
    /// it has run they may come back, so there has to be a snapshot at `start`.
    [[nodiscard]] Result<storage::DeletionJob> moveStart(Offset start);

    /// Whole batches of [from, end), at most about `maxBytes`, but one if there is any.
    [[nodiscard]] Result<Bytes> read(Offset from, Offset end, std::uint32_t maxBytes);
    using Visit = std::function<Result<>(const storage::BatchHeader& header, ByteView batch)>;
    [[nodiscard]] Result<> forEachBatch(Offset from, Offset end, const Visit& visit);

    /// Nothing if all is durable. One at a time; no truncation until completeFlush().
    [[nodiscard]] Result<std::optional<storage::FlushJob>> prepareFlush();
    void completeFlush(const storage::FlushJob& job, const Result<>& outcome)
    {
        m_log.completeFlush(job, outcome);
    }

private:
    storage::Log& m_log;
    env::Files& m_files;
};

}  // namespace stormbench::replication
