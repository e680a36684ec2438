// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <memory>

#include "engine/env/environment.h"
#include "engine/env/executor.h"
#include "engine/raft/raft.h"
#include "engine/replication/quorum_appends.h"
#include "engine/replication/quorum_log.h"
#include "engine/replication/quorum_peers.h"
#include "engine/replication/quorum_recovery.h"
#include "engine/replication/quorum_snapshots.h"
#include "engine/replication/quorum_state_file.h"
#include "engine/replication/snapshot_download.h"
#include "engine/replication/snapshot_policy.h"

namespace stormbench::replication {

/// One node of the controller quorum: does for raft::Raft what that only asks for. It keeps the
/// metadata log and the quorum state on disk, talks to the other nodes, runs the timer, and hands
/// on what is committed.
///
///   answers, timer, ──► Raft::step() ──► outputs, in order ──► log, file, peers, callbacks
///   requests, flushes                    (one that writes the quorum state holds back those behind
///                                         it until it is durable; so does a truncation while a
///                                         flush runs)
///
/// Owner: the broker; neither peers nor log may end before it. Runs on: the broker's strand; syncs
/// and snapshots are run by Executor::runBlocking. start() once; resign() and then stop() for an
/// orderly end; may be destroyed at any time, but not inside of one of its callbacks. Committed: a
/// majority of the voters has it durably. A failed disk, or a log that contradicts the leader's,
/// ends its work: `onFailure` once, and nothing after that.
class QuorumHost {
public:
    struct Options {
        raft::Config raft;
        std::string clusterId;
        std::string loggerName;
        SnapshotOptions snapshots;
    };
    /// Makes the batches of a snapshot, which count from 0, with that timestamp. Any thread.
    using SnapshotMaker = std::function<std::vector<Bytes>(env::WallTime)>;
    struct Callbacks {
        /// A snapshot stands for all before that position, and for all that was handed on before:
        /// at the start, if there is one on disk, and on a node that was away for so long that the
        /// leader has no more records for it. `batches` is valid during the call; the first and
        /// the last one are control batches. An error is a failure of this node. Without this
        /// callback, a node whose disk has a snapshot does not start.
        std::function<Result<>(const raft::LogPosition&, ByteView batches)> onSnapshot;
        /// What has been handed on so far, for a snapshot. Without it there is never one.
        std::function<SnapshotMaker()> makeSnapshot;
        /// Each committed batch, control batches too, once and in order since the start of the log
        /// or the last snapshot. An error is a failure of this node.
        QuorumLog::Visit onCommitted;
        /// All batches before this offset have been handed on, and nothing else for now.
        std::function<void(Offset)> onHighWatermark;
        /// From now on append() in this epoch: all that former leaders committed has been handed
        /// on.
        std::function<void(LeaderEpoch)> onLeadership;
        /// That epoch is over; its pending appends have been answered.
        std::function<void(LeaderEpoch)> onLeadershipLost;
        std::function<void(BrokerId leader, LeaderEpoch)> onLeader;  ///< kNoBroker while unknown
        std::function<void(const Error&)> onFailure;
    };

    /// Reads what is on disk; syncs it. From then on nobody else appends to `log`, cuts or flushes
    /// it, until the host has ended.
    [[nodiscard]] static Result<std::unique_ptr<QuorumHost>> create(Options options,
        storage::Log& log, env::Environment environment, QuorumPeers& peers, Callbacks callbacks);
    ~QuorumHost();

    void start();
    void resign();  ///< hands a leadership over, if there is one and somebody to have it
    void stop();    ///< no callbacks any more
    /// Nothing that it began is still writing: once it has ended, another one may take the log.
    [[nodiscard]] bool settled() const
    {
        return !m_flushing && !m_persisting && !m_snapshots.storing();
    }

    /// A request of another node. `reply` comes once unless the host ends before, maybe inside the
    /// call; the view in a fetch's answer is valid during that call.
    using Reply = std::function<void(const QuorumResponse&)>;
    void receive(const QuorumRequest& request, Reply reply);

    /// Appends one batch as the leader of this epoch; base offset and leader epoch are filled in.
    /// `done` comes once unless the host ends before, never inside this call. Precondition: `batch`
    /// is one batch.
    void append(LeaderEpoch epoch, Bytes batch, AppendDone done);
    /// Where the next append will stand if this node still leads then.
    [[nodiscard]] Offset nextOffset() const;

    [[nodiscard]] const raft::Raft& raft() const { return m_raft; }
    /// The epoch that append() takes; nothing while another node leads.
    [[nodiscard]] std::optional<LeaderEpoch> leadership() const { return m_leadership; }
    [[nodiscard]] Offset committedOffset() const { return m_applied; }

    /// Since the start of the process.
    struct SnapshotCounts {
        std::uint64_t made = 0, loaded = 0, fetched = 0, cuts = 0;
        [[nodiscard]] SnapshotCounts operator+(const SnapshotCounts& other) const
        {
            return {made + other.made, loaded + other.loaded, fetched + other.fetched,
                cuts + other.cuts};
        }
    };
    [[nodiscard]] const SnapshotCounts& snapshotCounts() const { return m_snapshotCounts; }
    /// Takes one now, whatever the policy says, if anything was committed since the last.
    void takeSnapshot();

private:
    struct Performance {
        raft::Output output;
        SharedBytes payload;  ///< the batches of the response that the step was given
    };
    struct PendingRequest {
        QuorumRequest refusalFor;  ///< empty but for its kind, and for what FetchSnapshot asks
        BrokerId replica;          ///< of a fetch
        Reply reply;
    };
    QuorumHost(Options options, storage::Log& log, env::Environment environment, QuorumPeers& peers,
        Callbacks callbacks, const raft::QuorumState& state, RecoveredQuorum found);

    // quorum_host.cpp
    void step(const raft::Input& input, SharedBytes payload = nullptr);
    void pump();
    void onAnswer(BrokerId from, raft::RequestId id, const Result<QuorumResponse>& answer);
    void armTimer(raft::Time deadline);
    [[nodiscard]] bool writeNextAppend();
    void flushIfNeeded();
    void fail(const Error& error);
    [[nodiscard]] raft::Moment moment() const;

    // quorum_outputs.cpp
    [[nodiscard]] bool mustWait(const raft::Output& output) const;
    void perform(const Performance& performance);
    void perform(const raft::Persist& persist);
    void perform(const raft::Send& send);
    void perform(const raft::Reply& reply);
    void perform(const raft::TruncateTo& truncate);
    void perform(const raft::AppendLeaderChange& change);
    void perform(const raft::HighWatermarkAdvanced& advanced);
    void perform(const raft::RoleChanged& changed);
    void perform(const raft::LeaderChanged& changed);
    void perform(const raft::LogInconsistent& inconsistent);
    void perform(const raft::ScheduleAt& schedule);
    void check(const Result<>& outcome);

    // quorum_host_snapshots.cpp
    void perform(const raft::ResetLog& reset);
    void perform(const raft::FetchSnapshotFrom& fetch);
    void handOn(const raft::LogPosition& position, SnapshotFiles::Loaded snapshot);
    void onStored(const raft::LogPosition& position, const Result<>& outcome);
    [[nodiscard]] bool cutIfDue();
    void replyPiece(
        const raft::FetchSnapshotResponse& response, const PendingRequest& request) const;
    void fetchNextPiece();
    void onPiece(const QuorumResponse& response);
    void downloadFailed();
    void onDownloaded(const raft::LogPosition& position, const Result<>& outcome);

    Options m_options;
    env::Environment m_environment;
    QuorumPeers& m_peers;
    Callbacks m_callbacks;
    QuorumLog m_log;
    QuorumStateFile m_stateFile;
    QuorumSnapshots m_snapshots;
    raft::Raft m_raft;
    std::unique_ptr<env::Executor::Timer> m_timer;

    std::deque<Performance> m_outputs;  ///< of the steps so far, not performed yet
    bool m_pumping = false;
    bool m_persisting = false;
    bool m_flushing = false;
    bool m_stopped = false;
    std::uint64_t m_logVersion = 0;  ///< truncations performed: Raft::logVersion() when they were
    Offset m_flushed;
    Offset m_applied{0};

    SnapshotPolicy m_policy;
    std::optional<SnapshotFiles::Loaded> m_loadedAtStart;
    env::WallTime m_lastTimestamp{0};  ///< of what has been handed on
    std::optional<SnapshotDownload> m_download;
    std::uint64_t m_piecesAsked = 0;
    SnapshotCounts m_snapshotCounts;

    QuorumAppends m_appends;
    std::optional<LeaderEpoch> m_leadership;
    std::optional<raft::EpochStart> m_epochStart;  ///< of the epoch that this node leads

    std::map<raft::RequestToken, PendingRequest> m_requests;
    raft::RequestToken m_lastToken{0};
    /// What each replica was told last: it asks again without saying so below Fetch version 18.
    std::map<BrokerId, Offset> m_toldHighWatermark;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::replication
