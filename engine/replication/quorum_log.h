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

/// The metadata log on disk in the core's terms. There are no snapshots: the log begins at 0.
/// Owner: QuorumHost; the Log belongs to the LogDirectory and outlives it. Runs on: the strand.
class QuorumLog {
public:
    QuorumLog(storage::Log& log, env::Files& files)
        : m_log(log)
        , m_files(files)
    {
    }

    /// Syncs what the last process may have left in the page cache, and says what is there.
    [[nodiscard]] Result<raft::StoredLog> recover();

    [[nodiscard]] Offset endOffset() const { return m_log.logEndOffset(); }

    /// Whole batches, the first at the end of the log. In the page cache when it returns.
    [[nodiscard]] Result<> append(ByteView batches);
    [[nodiscard]] Result<> truncateTo(Offset endOffset);

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
    [[nodiscard]] Result<> syncAll();

    storage::Log& m_log;
    env::Files& m_files;
};

}  // namespace stormbench::replication
