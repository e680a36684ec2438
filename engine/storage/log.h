// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "engine/base/uuid.h"
#include "engine/storage/leader_epoch_cache.h"
#include "engine/storage/log_types.h"
#include "engine/storage/producer_state.h"
#include "engine/storage/segment.h"
#include "engine/storage/validate.h"

namespace stormbench::storage {

class Compaction;

/// Whether a log is worth a compaction.
struct CompactionNeed {
    bool due = false;
    bool overdue = false;  ///< a record has waited for longer than max.compaction.lag.ms
    double dirtyRatio = 0;
    std::uint64_t dirtyBytes = 0;
};

/// The log of one partition: segments in a directory, recovered on open. Batches are stored as they
/// came, but for base offset and leader epoch.
///
/// Durable: what append() returned is in the page cache and survives the process; only a flush
/// survives the machine. Offline: a failed write (full disk) takes the log offline: appends fail
/// with StorageError until bringOnline(), reads go on, nothing that was acknowledged is lost. Owned
/// by its LogDirectory. Runs on: the broker's strand; only the jobs it returns run elsewhere.
class Log {
public:
    static constexpr Offset kNoLimit{std::numeric_limits<std::int64_t>::max()};

    struct OpenOptions {
        std::string directory;  ///< exists
        LogConfig config;
        Offset recoveryPoint{0};  ///< everything before it is known to be on disk
        Offset logStartOffset{0};
        bool cleanShutdown = false;
        Offset firstDirtyOffset{0};  ///< everything before it has been compacted
    };
    /// Loads the segments. After an unclean stop those at or above the recovery point are scanned
    /// batch by batch, the log is cut at the first bad one, and later segments are dropped.
    [[nodiscard]] static Result<std::unique_ptr<Log>> open(
        LogContext& context, OpenOptions options);
    ~Log();

    // --- Appending ---
    /// Checks the records of a Produce request for this partition (exactly one batch), stamps a
    /// copy and appends it.
    [[nodiscard]] LogResult<AppendedBatch> appendAsLeader(
        ByteView records, const AppendOptions& options);
    /// Appends batches that a leader has stamped, as they are. Batches below the log end are
    /// skipped; a bad CRC or a falling offset or epoch is CorruptMessage. Offsets may be missing: a
    /// compacted log has gaps.
    [[nodiscard]] LogResult<AppendedBatch> appendAsFollower(ByteView batches);
    /// Drops all records at or above `offset`.
    [[nodiscard]] LogResult<> truncateTo(Offset offset);
    /// Drops everything; the log is empty and both starts and ends at `offset`. For a follower
    /// whose leader has deleted all that it could go on from.
    [[nodiscard]] LogResult<> startAnew(Offset offset);

    // --- Reading ---
    /// Whole batches, the first of which holds `from` (its first records may be before it: the
    /// client skips them). Empty if there is nothing before the upper bound. OffsetOutOfRange if
    /// `from` is below the log start or above the log end.
    [[nodiscard]] LogResult<env::FileRange> read(const ReadOptions& options);
    /// The bytes of such a range.
    [[nodiscard]] static Result<Bytes> readBytes(const env::FileRange& range);

    // --- Offsets ---
    [[nodiscard]] Offset logStartOffset() const { return m_logStartOffset; }
    [[nodiscard]] Offset logEndOffset() const { return m_logEndOffset; }
    [[nodiscard]] Offset recoveryPoint() const { return m_recoveryPoint; }
    /// What the next start will hear of the recovery point.
    [[nodiscard]] Offset checkpointedPoint() const { return m_checkpointedPoint; }
    void noteCheckpointed() { m_checkpointedPoint = m_recoveryPoint; }
    [[nodiscard]] std::uint64_t sizeInBytes() const;
    /// ListOffsets with a time: the first record with a timestamp >= it; nullopt if there is none.
    [[nodiscard]] LogResult<std::optional<TimestampOffset>> offsetForTimestamp(Millis timestamp);
    /// ListOffsets -3 (KIP-734): the record with the greatest timestamp; nullopt in an empty log.
    [[nodiscard]] LogResult<std::optional<TimestampOffset>> offsetOfMaxTimestamp();

    [[nodiscard]] const LeaderEpochCache& leaderEpochs() const { return m_epochs; }
    [[nodiscard]] LeaderEpochCache::EndOffset endOffsetForEpoch(LeaderEpoch epoch) const;
    [[nodiscard]] const ProducerState& producers() const { return m_producers; }
    std::size_t expireProducers(Millis maxIdle);

    // --- Deleting ---
    /// Moves the log start offset (DeleteRecords). OffsetOutOfRange above the log end; a lower one
    /// than now is no error.
    [[nodiscard]] LogResult<> deleteRecords(Offset newLogStart);
    /// Drops the segments that are past retention.ms or retention.bytes (if cleanup.policy has
    /// "delete"), or wholly below the log start; none at or above `stableEnd`, the high watermark.
    /// The files are renamed to `.deleted` and go with the returned job, which may wait.
    [[nodiscard]] Result<DeletionJob> enforceRetention(Offset stableEnd = kNoLimit);

    // --- Compacting (log_compaction.cpp) ---
    /// Of the segments below `stableEnd`: high watermark or last stable offset.
    [[nodiscard]] Result<CompactionNeed> compactionNeed(Offset stableEnd);
    /// Null if there is nothing to clean. One pass at a time; see Compaction for the steps.
    [[nodiscard]] Result<std::unique_ptr<Compaction>> startCompaction(
        Offset stableEnd, std::size_t mapBytes);
    /// After each successful Compaction::work(): takes its outcome over. True: the pass is over.
    /// An error ends it: abandonCompaction().
    [[nodiscard]] Result<bool> advanceCompaction(Compaction& pass);
    /// Takes the log offline, until a restart, where it was committed already.
    void abandonCompaction(Compaction& pass, const Error& why);
    [[nodiscard]] Offset firstDirtyOffset() const { return m_firstDirty; }

    // --- After an unclean end (log_recovery.cpp) ---
    /// What of the segments may have gone whose names no sync had covered. (Perhaps it is right so:
    /// retention moves the start, and compaction leaves holes.)
    enum class Gaps { None, Start, Amid };
    [[nodiscard]] Gaps gaps() const { return m_gaps; }
    /// Its directory does not tell whose records these are: perhaps a deleted topic's of the same
    /// name. As if some were missing, it is to be copied anew, and has that id only then.
    [[nodiscard]] Result<> adopt(const Uuid& topicId);
    /// It counts as whole from now on: there is none to copy what may be missing from.
    void keepAsWhole();

    // --- Durability ---
    /// Whether flush.messages or flush.ms ask for a flush now.
    [[nodiscard]] bool flushDue() const;
    /// How far the log is as durable as flush.messages demands: its end, but while that asks for a
    /// flush, what is flushed.
    [[nodiscard]] Offset firmEnd() const;
    [[nodiscard]] bool isFirm() const { return firmEnd() == m_logEndOffset; }
    /// Nothing if all is flushed, or one is under way.
    [[nodiscard]] std::optional<FlushJob> prepareFlush();
    /// Moves the recovery point after a successful run; takes the log offline after a failed one.
    /// Nothing where the job is of a log that was here before this one.
    void completeFlush(const FlushJob& job, const Result<>& outcome);
    /// Writes indexes and the producer snapshot, syncs everything. The log takes no appends
    /// afterwards.
    [[nodiscard]] Result<> close();

    [[nodiscard]] const std::optional<Error>& offlineReason() const { return m_offline; }
    /// Goes on if the disk has room again: cuts the file back to the last good batch. Conflict
    /// after a failed sync (what the kernel has dropped only a recovery finds), and after a
    /// compaction that failed when it was committed.
    [[nodiscard]] Result<> bringOnline();

    [[nodiscard]] const LogConfig& config() const { return m_config; }
    void setConfig(const LogConfig& config) { m_config = config; }
    [[nodiscard]] const std::string& directory() const { return m_directory; }
    [[nodiscard]] std::uint64_t instance() const { return m_instance; }
    [[nodiscard]] std::size_t segmentCount() const { return m_segments.size(); }

private:
    friend class LogRecovery;
    Log(LogContext& context, OpenOptions options);

    [[nodiscard]] Segment& active() { return *m_segments.back(); }
    [[nodiscard]] Result<bool> needsRoll(const BatchHeader& header);
    [[nodiscard]] Millis jitter() const;
    [[nodiscard]] Result<> roll();
    [[nodiscard]] Result<> rollIfNeeded(const BatchHeader& header);
    [[nodiscard]] LogResult<> settleCut(const Result<>& cut);
    [[nodiscard]] Result<> checkpointCut();
    [[nodiscard]] Result<> finishCut();
    [[nodiscard]] Result<> writeAdoptedId();
    [[nodiscard]] LogResult<> prepareBatch(
        ByteView records, BatchHeader& header, Bytes& copy) const;
    [[nodiscard]] Result<> store(const BatchHeader& header, ByteView bytes);
    [[nodiscard]] Result<> writeEpochs();
    [[nodiscard]] Result<> writeProducerSnapshot(Offset offset);
    [[nodiscard]] std::size_t segmentIndexFor(Offset offset) const;
    [[nodiscard]] Result<std::size_t> countExpiredSegments(Offset stableEnd);
    void dropFirstSegments(std::size_t count, DeletionJob& job);
    void moveLogStart(Offset offset);
    [[nodiscard]] Result<std::size_t> countCleanable(Offset stableEnd);
    [[nodiscard]] Result<bool> beginGroup(Compaction& pass);
    [[nodiscard]] Result<> commitGroup(Compaction& pass);
    [[nodiscard]] Result<> retireGroup(Compaction& pass);
    void goOffline(const Error& reason);
    [[nodiscard]] LogResult<> checkOnline() const;

    LogContext& m_context;
    std::uint64_t m_instance;
    std::string m_directory;
    LogConfig m_config;
    std::vector<std::unique_ptr<Segment>> m_segments;  ///< by base offset; never empty once open
    Offset m_logStartOffset;
    Offset m_logEndOffset{0};
    Offset m_recoveryPoint;
    Offset m_checkpointedPoint;
    Offset m_firstDirty;
    std::uint64_t m_layout = 0;  ///< counts what invalidates a compaction under way
    LeaderEpochCache m_epochs;
    ProducerState m_producers;
    std::vector<Offset>
        m_snapshots;  ///< of the producer state: files `<offset>.snapshot`, ascending
    env::SteadyTime m_lastFlush{0};
    bool m_flushing = false;
    std::uint64_t m_cuts = 0;  ///< truncations so far
    bool m_cutPending = false;
    bool m_needsRestart = false;  ///< what is on the disk only a recovery finds out
    Gaps m_gaps = Gaps::None;
    std::optional<Uuid> m_adoptedId;  ///< not on disk yet
    bool m_closed = false;
    std::optional<Error> m_offline;
};

}  // namespace stormbench::storage
