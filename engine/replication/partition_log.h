// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "engine/replication/in_sync_replicas.h"
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
    bool fromFollower = false;  ///< a follower may serve it, too (KIP-392)
};

struct ReadResult {
    env::FileRange records;  ///< empty: nothing to read yet
    Offset highWatermark;
    Offset lastStableOffset;
    Offset logStartOffset;
};

/// What a leader answers to a follower's fetch.
struct LeaderAnswer {
    ByteView batches;
    Offset highWatermark;
    Offset logStartOffset;
    /// The follower's last epoch ends here in the leader's log: they have parted (KIP-320).
    std::optional<storage::LeaderEpochCache::EndOffset> diverging;
};

/// One partition as its broker hosts it: the log, its role, and how far it is committed.
///
///           becomeLeader(epoch)              becomeFollower(epoch)
///   idle ────────────────────▶ leader ◀──────────────────────▶ follower ──▶ resign(): idle
///
/// A leader appends and serves; the high watermark is what every in-sync replica has. A follower
/// copies what its leader answers, cuts its log where the two have parted, and learns the high
/// watermark. Owned by the broker's partition table; the Log belongs to the LogDirectory and
/// outlives it. Runs on: the broker's strand.
class PartitionLog {
public:
    /// `highWatermark`: from the checkpoint of the last run; a lower bound.
    PartitionLog(storage::Log& log, BrokerId self, Offset highWatermark);

    // --- Role ---
    /// Takes or keeps the leadership. An older leader epoch than the current one, or the same with
    /// a partition epoch that is no news, is ignored: false.
    bool becomeLeader(const Assignment& assignment, env::SteadyTime now);
    /// Follows whoever leads in `epoch` (perhaps nobody). False for an older epoch than the current
    /// one.
    bool becomeFollower(LeaderEpoch epoch);
    void resign();  ///< appends and reads fail with NotLeader; who waits is woken
    [[nodiscard]] bool isLeader() const { return m_replicas.has_value(); }
    [[nodiscard]] bool follows() const { return m_follows; }
    [[nodiscard]] LeaderEpoch leaderEpoch() const { return m_leaderEpoch; }
    /// `current` is a request's current_leader_epoch; -1 there is not checked.
    [[nodiscard]] EpochCheck checkEpoch(LeaderEpoch current) const;

    // --- As a leader ---
    /// See Log::appendAsLeader(); the leader epoch is ours. NotLeader unless we lead. The records
    /// are committed when highWatermark() has passed them.
    [[nodiscard]] storage::LogResult<storage::AppendedBatch> append(
        ByteView records, storage::AppendOrigin origin, bool zstdAllowed = true);
    /// Where flush.messages is set, only what is flushed is committed, and can be read: call this
    /// after each Log::completeFlush().
    void noteFlushed();
    [[nodiscard]] storage::LogResult<> deleteRecords(Offset newLogStart);
    /// A follower has asked for what comes behind its log: false if it is no replica, or we do not
    /// lead. May move the high watermark.
    bool onFollowerFetch(const FollowerFetch& fetch, env::SteadyTime now);
    /// The follower has nothing to ask for and nothing to be told: it is in sync and has, and
    /// knows, all that we have.
    [[nodiscard]] bool isSettled(BrokerId follower) const;
    /// See InSyncReplicas; nothing unless we lead.
    void noteCaughtUp(BrokerId follower, env::SteadyTime at);
    /// True once for each move of the high watermark that this follower has not been told.
    [[nodiscard]] bool owesHighWatermark(BrokerId follower) const;
    void noteHighWatermarkTold(BrokerId follower);
    void setMinInSync(int replicas);
    [[nodiscard]] bool underMinInSync() const;
    /// Null unless we lead.
    [[nodiscard]] const InSyncReplicas* replicas() const
    {
        return m_replicas ? &*m_replicas : nullptr;
    }
    /// See InSyncReplicas; nothing unless we lead.
    [[nodiscard]] std::optional<InSyncReplicas::Proposal> proposeIsr(
        env::SteadyTime now, const InSyncReplicas::Limits& limits);
    void acceptIsr(
        LeaderEpoch epoch, const std::vector<BrokerId>& isr, PartitionEpoch partitionEpoch);
    void withdrawIsr(LeaderEpoch epoch);

    // --- As a follower ---
    enum class Copied {
        Appended,   ///< perhaps nothing
        Truncated,  ///< the logs had parted; fetch again
    };
    /// Takes what the leader of `epoch` answered. NotLeader when that is not our leader any more,
    /// CorruptMessage when the batches do not continue the log.
    [[nodiscard]] storage::LogResult<Copied> copy(LeaderEpoch epoch, const LeaderAnswer& answer);
    /// The leader's log begins above our end (OFFSET_OUT_OF_RANGE), or ours may lack segments:
    /// drops everything and goes on there. Unless it turns out that nothing is lacking.
    [[nodiscard]] storage::LogResult<> startAnew(LeaderEpoch epoch, Offset logStart);
    /// How often records were cut off since the log was opened.
    [[nodiscard]] std::uint64_t truncations() const { return m_truncations; }
    [[nodiscard]] LeaderEpoch lastFetchedEpoch() const { return m_log.leaderEpochs().latest(); }

    // --- Reading ---
    [[nodiscard]] storage::LogResult<ReadResult> read(const ReadRequest& request);
    [[nodiscard]] Offset logStartOffset() const { return m_log.logStartOffset(); }
    /// What is below it is gone on every in-sync replica, as far as the leader has heard.
    [[nodiscard]] Offset deletedBelow() const;
    [[nodiscard]] Offset logEndOffset() const { return m_log.logEndOffset(); }
    [[nodiscard]] Offset highWatermark() const { return m_highWatermark; }
    [[nodiscard]] Offset lastStableOffset() const { return highWatermark(); }
    [[nodiscard]] Offset endFor(Isolation isolation) const;
    /// A new leader does not know yet what its predecessor had committed: consumers are told
    /// OFFSET_NOT_AVAILABLE until the high watermark has reached the start of its epoch.
    [[nodiscard]] bool highWatermarkIsOld() const;
    /// ListOffsets by time, as far as `isolation` may see; nullopt if there is no such record.
    [[nodiscard]] storage::LogResult<std::optional<storage::TimestampOffset>> offsetForTimestamp(
        storage::Millis timestamp, Isolation isolation);
    [[nodiscard]] storage::LogResult<std::optional<storage::TimestampOffset>>
    offsetOfMaxTimestamp();
    [[nodiscard]] storage::LeaderEpochCache::EndOffset endOffsetForEpoch(LeaderEpoch epoch) const;

    /// Calls `moved` once for every move of the high watermark, the log end, the log start or the
    /// role, inside the call that moved it: do little there. Destroying the subscription ends it.
    [[nodiscard]] OffsetWatch::Subscription watch(OffsetWatch::Callback moved)
    {
        return m_watch.subscribe(std::move(moved));
    }

    /// Who moves the log's start behind our back says so.
    void noteLogStartMoved() { m_watch.notify(); }

    [[nodiscard]] storage::Log& log() { return m_log; }
    [[nodiscard]] const storage::Log& log() const { return m_log; }

private:
    [[nodiscard]] bool advance();
    void setHighWatermark(Offset offset);
    [[nodiscard]] storage::LogResult<> checkFollows(LeaderEpoch epoch) const;
    [[nodiscard]] storage::LogResult<> truncateTo(Offset offset);

    storage::Log& m_log;
    BrokerId m_self;
    Offset m_highWatermark;
    LeaderEpoch m_leaderEpoch = kNoLeaderEpoch;
    bool m_follows = false;
    std::optional<InSyncReplicas> m_replicas;  ///< while we lead
    Offset m_epochStart{0};
    int m_minInSync = 1;
    std::uint64_t m_truncations = 0;
    std::map<BrokerId, Offset> m_toldHighWatermarks;
    OffsetWatch m_watch;
};

}  // namespace stormbench::replication
