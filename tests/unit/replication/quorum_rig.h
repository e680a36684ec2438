// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>

#include "engine/replication/quorum_host.h"
#include "engine/sim/sim_clock.h"
#include "engine/sim/sim_executor.h"
#include "engine/sim/sim_files.h"
#include "engine/sim/sim_network.h"

namespace quorum_test {

using namespace stormbench;
using namespace stormbench::replication;

class QuorumRig;

/// A message as it comes out at the other end of a connection; the bytes back its views.
template <class Variant> struct Received {
    Bytes bytes;
    Variant message;
};

/// One machine: a disk, and on it, most of the time, a process with a quorum host.
class QuorumNode final : public QuorumPeers {
public:
    QuorumNode(QuorumRig& rig, BrokerId id);
    ~QuorumNode() override;

    void start();
    enum class End { Orderly, Process, Power };
    void end(End how);
    /// As by SIGSTOP: nothing runs, messages wait.
    void setPaused(bool paused);
    [[nodiscard]] bool isRunning() const { return m_process != nullptr; }
    [[nodiscard]] bool isLeading() const;
    /// Runs inside of the process.
    void run(const std::function<void(QuorumHost&)>& task);
    /// Appends one record as the leader that this node is; the rig remembers it once committed.
    void append(const std::string& value);

    [[nodiscard]] sim::SimFiles& files() { return m_files; }
    /// Of the metadata's snapshots on its disk.
    [[nodiscard]] std::vector<raft::LogPosition> snapshots();
    [[nodiscard]] BrokerId id() const { return m_id; }
    /// By offset: epoch and value, as handed on since the process began; "" for an epoch's start.
    using Committed = std::map<Offset, std::pair<LeaderEpoch, std::string>>;
    [[nodiscard]] const Committed& committed() const { return m_committed; }
    [[nodiscard]] const std::optional<Error>& failure() const { return m_failure; }

    void send(
        BrokerId to, const QuorumRequest& request, raft::Duration timeout, Answer answer) override;

private:
    friend class QuorumRig;
    struct Process;
    void receive(std::shared_ptr<Received<QuorumRequest>> request, QuorumHost::Reply reply);
    Result<> onCommitted(const storage::BatchHeader& header, ByteView batch);
    Result<> onSnapshot(const raft::LogPosition& position, ByteView batches);
    QuorumHost::SnapshotMaker makeSnapshot() const;

    QuorumRig& m_rig;
    BrokerId m_id;
    sim::SimFiles m_files;
    std::unique_ptr<Process> m_process;
    std::uint64_t m_incarnation = 0;
    Committed m_committed;
    std::optional<Error> m_failure;
};

/// A quorum on the simulation's event loop, every message encoded and decoded on its way, and what
/// must hold in it at any time: one leader an epoch, the same batch at the same offset everywhere,
/// and whatever an append was told to be committed stays.
class QuorumRig {
public:
    explicit QuorumRig(std::uint64_t seed, int voters = 3);

    /// Set before the start, so that nodes take and load snapshots.
    std::optional<SnapshotOptions> snapshots;
    std::uint32_t segmentBytes = 1u << 30;

    /// Called with each process' callbacks before its host is made.
    std::function<void(BrokerId, QuorumHost::Callbacks&)> adjust;

    [[nodiscard]] QuorumNode& node(int id) { return *m_nodes.at(BrokerId(id)); }
    [[nodiscard]] std::vector<QuorumNode*> nodes();
    void startAll();

    [[nodiscard]] QuorumNode* leader();  ///< the one with the greatest epoch
    void runFor(raft::Duration duration);
    template <class Condition> bool runUntil(Condition condition, raft::Duration limit)
    {
        const auto end = m_loop.now() + limit;
        while (!condition())
            if (!m_loop.step(end))
                return condition();
        return true;
    }
    bool runUntilLeader(raft::Duration limit = std::chrono::seconds(10))
    {
        return runUntil([this] { return leader() != nullptr; }, limit);
    }
    /// Whether every node runs and has been handed everything that anyone was told is committed.
    [[nodiscard]] bool agreed();

    void cut(int a, int b) { m_network.cutLink(a, b); }
    void isolate(int id);
    void healAll() { m_network.healAll(); }
    void setLoss(int oneIn) { m_lossOneIn = oneIn; }

    [[nodiscard]] sim::EventLoop& loop() { return m_loop; }
    [[nodiscard]] sim::SimNetwork& network() { return m_network; }
    [[nodiscard]] std::string firstViolation() const
    {
        return m_violations.empty() ? std::string() : m_violations.front();
    }
    [[nodiscard]] std::size_t acknowledged() const { return m_acknowledged.size(); }
    [[nodiscard]] int unknownOutcomes() const { return m_unknown; }
    /// Of all processes so far.
    [[nodiscard]] QuorumHost::SnapshotCounts snapshotCounts();
    [[nodiscard]] const std::map<LeaderEpoch, BrokerId>& leaders() const { return m_leaders; }

private:
    friend class QuorumNode;
    bool delivers(BrokerId from, BrokerId to);
    void onLeadership(BrokerId node, LeaderEpoch epoch);
    void onBatch(BrokerId node, Offset offset, const std::pair<LeaderEpoch, std::string>& batch);
    void onLoaded(BrokerId node, const raft::LogPosition& position,
        const QuorumNode::Committed& before, const QuorumNode::Committed& loaded);
    void onAppended(AppendOutcome outcome, Offset base, const std::string& value);

    sim::EventLoop m_loop;
    sim::SimNetwork m_network;
    sim::SimRandom m_random;
    int m_lossOneIn = 0;
    std::map<BrokerId, std::unique_ptr<QuorumNode>> m_nodes;
    std::map<LeaderEpoch, BrokerId> m_leaders;
    QuorumNode::Committed m_truth;
    std::map<Offset, std::string> m_acknowledged;
    int m_unknown = 0;
    QuorumHost::SnapshotCounts m_snapshotCounts;  ///< of those that have ended
    std::vector<std::string> m_violations;
};

}  // namespace quorum_test
