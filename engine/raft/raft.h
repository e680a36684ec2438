// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <utility>

#include "engine/raft/log_view.h"
#include "engine/raft/quorum_progress.h"
#include "engine/raft/raft_config.h"
#include "engine/raft/raft_input.h"
#include "engine/raft/raft_output.h"

namespace stormbench::raft {

/// One node of the controller quorum: Raft (Ongaro and Ousterhout) with Kafka's replication by
/// fetching (KIP-595), pre-votes (KIP-996) and snapshots (KIP-630). A pure step function: one input
/// in, what the host has to do out. No I/O, no clock, no thread; of the log it knows offsets and
/// epochs only.
///
/// The host performs the outputs in their order, one step's before the next one's; Persist is a
/// barrier. It flushes its log after every append and reports it with Flushed: a follower fetches
/// on, and so acknowledges, only what is durable, and a leader's own log counts for the majority
/// only up to there. A leader may send records that it has not flushed yet (§10.2.1 of Ongaro's
/// dissertation). Responses and requests may be lost, late, doubled and out of order; a node may
/// stop at any point and start again with what it had persisted and flushed.
///
/// Owner: the host of the metadata log. Runs on: its strand.
class Raft {
public:
    /// `stored` and `log` as they were found on disk; empty ones for a new node.
    Raft(Config config, const QuorumState& stored, const StoredLog& log);

    [[nodiscard]] Outputs step(const Input& input, const Moment& moment);

    [[nodiscard]] const Config& config() const { return m_config; }
    [[nodiscard]] Role role() const { return m_role; }
    [[nodiscard]] LeaderEpoch epoch() const { return m_quorum.epoch; }
    [[nodiscard]] BrokerId leader() const;  ///< of this epoch; kNoBroker while unknown or doubted
    [[nodiscard]] const QuorumState& quorumState() const { return m_quorum; }
    [[nodiscard]] bool isVoter() const { return m_config.voters.contains(m_config.self); }
    [[nodiscard]] const LogView& log() const { return m_log; }
    [[nodiscard]] Offset highWatermark() const { return m_log.highWatermark(); }
    [[nodiscard]] std::uint64_t logVersion() const { return m_log.version(); }
    /// The replicas as the leader sees them, for DescribeQuorum; null on any other node.
    [[nodiscard]] const QuorumProgress* progress() const;
    /// When Tick has something to do.
    [[nodiscard]] std::optional<Time> nextDeadline() const;

private:
    struct OutstandingFetch {
        BrokerId to;
        RequestId id;
        Time deadline;
    };
    struct ParkedFetch {
        RequestToken token;
        BrokerId replica;
        Offset position;
        Offset highWatermark;
        Time deadline;
    };

    // raft.cpp
    void handle(const Start&);
    void handle(const Tick&);
    void handle(const RequestReceived& received);
    void handle(const ResponseReceived& received);
    void handle(const RequestFailed& failed);
    void handle(const Appended& appended);
    void handle(const Flushed& flushed);
    void handle(const SnapshotTaken& taken);
    void handle(const LogStartMoved& moved);
    void put(Output output);
    void persistIfChanged();
    RequestId send(BrokerId to, Request request);
    void advanceHighWatermark(Offset to);
    [[nodiscard]] Duration jitter(Duration bound) const;
    [[nodiscard]] Time electionDeadline() const;

    // raft_roles.cpp: the transitions
    void become(Role role, LeaderEpoch epoch, BrokerId leader);
    void becomeUnattached(LeaderEpoch epoch, Time deadline);
    void becomeFollower(LeaderEpoch epoch, BrokerId leader);
    void becomeProspective();
    void becomeCandidate();
    void becomeLeader();
    void resign();
    /// Follows what a message says of a greater epoch, or of this epoch's leader.
    void learn(LeaderEpoch epoch, BrokerId leader);

    // raft_election.cpp
    void onRequest(RequestToken token, const VoteRequest& request);
    void onResponse(const ResponseReceived& received, const VoteResponse& response);
    void tickElection();
    [[nodiscard]] bool grants(const VoteRequest& request) const;
    void askForVotes();
    void countVotes();
    void electionLost();

    // raft_announce.cpp: BeginQuorumEpoch and EndQuorumEpoch
    void onRequest(RequestToken token, const BeginQuorumEpochRequest& request);
    void onRequest(RequestToken token, const EndQuorumEpochRequest& request);
    void onResponse(const ResponseReceived& received, const BeginQuorumEpochResponse& response);
    void onResponse(const ResponseReceived& received, const EndQuorumEpochResponse& response);
    void announce();
    void announceEnd();

    // raft_leader.cpp
    void onRequest(RequestToken token, const FetchRequest& request);
    void onRequest(RequestToken token, const FetchSnapshotRequest& request);
    void handle(const Resign&);
    void tickLeader();
    [[nodiscard]] RaftError refusal(LeaderEpoch epoch) const;
    [[nodiscard]] Time checkQuorumDeadline() const;
    void commitByMajority();
    void answerFetch(const ParkedFetch& fetch);
    void answerParked();
    void dropParked();

    // raft_follower.cpp
    void onResponse(const ResponseReceived& received, const FetchResponse& response);
    void onResponse(const ResponseReceived&, const FetchSnapshotResponse&) { }
    void handle(const SnapshotProgress& progress);
    void handle(const SnapshotFetched& fetched);
    void handle(const SnapshotFailed& failed);
    void tickFollower();
    void leaderIsAlive();
    void take(const FetchResponse& response);
    void truncate(const LogPosition& diverging);
    void fetchSnapshot(const LogPosition& snapshot);
    void fetchIfIdle();
    void fetchLater();
    [[nodiscard]] BrokerId fetchTarget() const;

    [[nodiscard]] ResponseHeader header(RaftError error = RaftError::None) const;
    [[nodiscard]] bool follows() const
    {
        return m_role == Role::Follower || m_role == Role::Observer;
    }

    Config m_config;
    QuorumState m_quorum, m_persisted;
    LogView m_log;
    Role m_role = Role::Unattached;
    bool m_started = false;
    /// Unattached: stand then. Prospective, Candidate, Resigned: give up. Follower: the leader is
    /// dead. Leader: none.
    Time m_deadline{0};
    int m_refusals = 0;  ///< of fetches, in a row
    std::optional<Time> m_scheduled;
    BrokerId m_knownLeader = kNoBroker;  ///< as the last LeaderChanged said
    LeaderEpoch m_knownLeaderEpoch{0};
    RequestId m_lastRequest{0};

    // Prospective and Candidate
    std::map<BrokerId, bool> m_votes;
    RequestId m_firstOfRound{0};  ///< older responses belong to another round
    bool m_electionLost = false;  ///< only waits for its back-off
    Time m_resendAt{0};           ///< also Resigned

    // Resigned
    std::set<BrokerId> m_endAcknowledged;
    std::vector<BrokerId> m_successors;

    // Follower and Observer
    std::optional<OutstandingFetch> m_fetch;
    std::optional<LogPosition> m_fetchingSnapshot;
    bool m_fetchedFromLeader = false;
    Time m_fetchAgain{0};

    // Leader
    std::optional<QuorumProgress> m_progress;
    Offset m_epochStart{0};
    std::vector<ParkedFetch> m_parked;

    // Of the step that runs
    Moment m_moment;
    Outputs m_out;
};

}  // namespace stormbench::raft
