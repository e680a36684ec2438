// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <fmt/format.h>

#include "engine/replication/quorum_description.h"
#include "quorum_rig.h"

using namespace quorum_test;
using namespace std::chrono_literals;
using End = QuorumNode::End;

class QuorumHostTest : public QObject {
    Q_OBJECT
private slots:
    void electsALeaderWhoseAppendsReachAll();
    void oneVoterLeadsAtOnce();
    void aMinorityCommitsNothingAndIsCut();
    void aLeaderThatLosesPowerLosesNothingAcknowledged();
    void allStopAndGoOn();
    void handsOverWithoutWaitingForTimeouts();
    void aFailedDiskEndsTheNodeNotTheQuorum();
    void anAppendOfAnotherEpochIsRefused();
    void theLeaderTellsHowFarTheOthersAre();
    void aPausedLeaderIsReplaced();
    void survivesRandomFaults_data();
    void survivesRandomFaults();
    void sameSeedSameRun();
    void aDiskThatLiesIsFoundOut();
};

namespace {

/// Crashes, power losses, cut links and lost messages for a while, appends all the time; then all
/// are well again. Whether they agree in the end.
bool playFaults(QuorumRig& rig, bool disksLie = false)
{
    sim::SimRandom random(rig.loop().random().next());
    rig.startAll();
    for (auto* node : rig.nodes())
        node->files().setIgnoreSyncs(disksLie);
    rig.setLoss(50);
    int written = 0;
    for (int turn = 0; turn < 300 && rig.firstViolation().empty(); ++turn) {
        rig.runFor(random.between(1ms, 200ms));
        if (auto* leader = rig.leader())
            for (auto i = random.below(4); i > 0; --i)
                leader->append(fmt::format("v{}", written++));
        auto& node = rig.node(static_cast<int>(random.below(rig.nodes().size())) + 1);
        const auto dice = random.below(20);
        if (!node.isRunning())
            node.start();
        else if (dice < 2)
            node.end(dice == 0 ? End::Power : End::Process);
        else if (dice == 2)
            rig.isolate(node.id().value());
        else if (dice < 6)
            rig.healAll();
    }
    if (!rig.firstViolation().empty())
        return false;
    rig.setLoss(0);
    rig.healAll();
    for (auto* node : rig.nodes()) {
        if (!node->isRunning() || node->failure()) {
            if (node->isRunning())
                node->end(End::Process);
            node->start();
        }
    }
    return rig.runUntil([&] { return rig.leader() && rig.agreed(); }, 20s);
}

}  // namespace

void QuorumHostTest::electsALeaderWhoseAppendsReachAll()
{
    QuorumRig rig(1);
    rig.startAll();
    QVERIFY(rig.runUntilLeader());
    for (int i = 0; i < 100; ++i)
        rig.leader()->append(fmt::format("v{}", i));
    QVERIFY(rig.runUntil([&] { return rig.acknowledged() == 100; }, 2s));
    // The others hear of it without waiting for a long poll to end.
    QVERIFY(rig.runUntil([&] { return rig.agreed(); }, 200ms));
    QCOMPARE(rig.node(3).committed().size(), std::size_t{101});
    QCOMPARE(rig.firstViolation(), std::string());
}

void QuorumHostTest::oneVoterLeadsAtOnce()
{
    QuorumRig rig(2, 1);
    rig.startAll();
    QVERIFY(rig.runUntilLeader(100ms));
    rig.leader()->append("alone");
    QVERIFY(rig.runUntil([&] { return rig.acknowledged() == 1; }, 100ms));
    rig.node(1).end(End::Power);
    rig.startAll();
    QVERIFY(rig.runUntil([&] { return rig.leader() && rig.node(1).committed().size() == 3; }, 1s));
    QCOMPARE(rig.firstViolation(), std::string());
}

void QuorumHostTest::aMinorityCommitsNothingAndIsCut()
{
    QuorumRig rig(3);
    rig.startAll();
    QVERIFY(rig.runUntilLeader());
    auto& old = *rig.leader();
    rig.isolate(old.id().value());
    for (int i = 0; i < 5; ++i)
        old.append("lost");
    QVERIFY(rig.runUntil([&] { return rig.leader() && rig.leader() != &old; }, 10s));
    rig.leader()->append("kept");
    QVERIFY(rig.runUntil([&] { return rig.acknowledged() == 1; }, 1s));
    // It steps down when it hears of no majority any more, and cannot say what became of them.
    QVERIFY(rig.runUntil([&] { return rig.unknownOutcomes() == 5; }, 10s));
    QVERIFY(!old.isLeading());
    rig.healAll();
    QVERIFY(rig.runUntil([&] { return rig.agreed(); }, 10s));
    for (const auto& [offset, batch] : old.committed())
        QVERIFY(batch.second != "lost");
    QCOMPARE(rig.firstViolation(), std::string());
}

void QuorumHostTest::aLeaderThatLosesPowerLosesNothingAcknowledged()
{
    QuorumRig rig(4);
    rig.startAll();
    for (int round = 0; round < 10; ++round) {
        QVERIFY(rig.runUntilLeader());
        auto& leader = *rig.leader();
        const auto before = rig.acknowledged();
        for (int i = 0; i < 20; ++i)
            leader.append(fmt::format("{}-{}", round, i));
        QVERIFY(rig.runUntil([&] { return rig.acknowledged() > before; }, 2s));
        leader.append("in flight");
        leader.end(End::Power);
        QVERIFY(rig.runUntilLeader());
        QVERIFY(rig.leader() != &leader);
        leader.start();
    }
    QVERIFY(rig.runUntil([&] { return rig.leader() && rig.agreed(); }, 10s));
    QVERIFY(rig.leaders().size() >= 11);
    QCOMPARE(rig.firstViolation(), std::string());
}

void QuorumHostTest::allStopAndGoOn()
{
    QuorumRig rig(5);
    rig.startAll();
    QVERIFY(rig.runUntilLeader());
    const auto first = rig.leaders().rbegin()->first;
    rig.leader()->append("before");
    QVERIFY(rig.runUntil([&] { return rig.acknowledged() == 1; }, 1s));
    for (auto* node : rig.nodes())
        node->end(End::Orderly);
    rig.startAll();
    QVERIFY(rig.runUntilLeader());
    QVERIFY2(rig.leaders().rbegin()->first > first, "what was voted for is remembered");
    QVERIFY(rig.runUntil([&] { return rig.agreed(); }, 5s));
    QCOMPARE(rig.firstViolation(), std::string());
}

void QuorumHostTest::handsOverWithoutWaitingForTimeouts()
{
    QuorumRig rig(6);
    rig.startAll();
    QVERIFY(rig.runUntilLeader());
    rig.runFor(1s);
    auto& old = *rig.leader();
    old.run([](QuorumHost& host) { host.resign(); });
    QVERIFY(rig.runUntil([&] { return rig.leader() && rig.leader() != &old; }, 300ms));
    QCOMPARE(rig.firstViolation(), std::string());
}

void QuorumHostTest::aFailedDiskEndsTheNodeNotTheQuorum()
{
    QuorumRig rig(7);
    rig.startAll();
    QVERIFY(rig.runUntilLeader());
    auto& broken = *rig.leader();
    broken.files().failSyncs(true);
    broken.append("not durable here");
    QVERIFY(rig.runUntil([&] { return broken.failure().has_value(); }, 1s));
    QVERIFY(rig.runUntilLeader());
    QVERIFY(rig.leader() != &broken);
    rig.leader()->append("goes on");
    QVERIFY(rig.runUntil([&] { return rig.acknowledged() >= 1; }, 2s));
    QCOMPARE(rig.firstViolation(), std::string());
}

void QuorumHostTest::anAppendOfAnotherEpochIsRefused()
{
    QuorumRig rig(8);
    rig.startAll();
    QVERIFY(rig.runUntilLeader());
    std::optional<AppendOutcome> outcome;
    rig.leader()->run([&](QuorumHost& host) {
        host.append(*host.leadership() - 1, {}, [&](AppendOutcome o, Offset) { outcome = o; });
    });
    QVERIFY(!outcome);
    rig.runFor(1ms);
    QVERIFY(outcome == AppendOutcome::NotLeader);
}

void QuorumHostTest::theLeaderTellsHowFarTheOthersAre()
{
    QuorumRig rig(9);
    rig.startAll();
    QVERIFY(rig.runUntilLeader());
    rig.runFor(2s);
    auto& leader = *rig.leader();
    const int silent = leader.id() == BrokerId(1) ? 2 : 1;
    rig.node(silent).end(End::Process);
    leader.append("one more");
    rig.runFor(1s);
    protocol::DescribeQuorumRequest request;
    auto& topic = request.topics.emplace_back();
    topic.topicName = kQuorumTopic;
    topic.partitions.resize(2);
    topic.partitions[1].partitionIndex = 1;
    const DescriptionTime now{rig.loop().now(), env::WallTime(1'000'000)};
    for (auto* node : rig.nodes()) {
        if (!node->isRunning())
            continue;
        node->run([&](QuorumHost& host) {
            const auto response = describeQuorum(request, host.raft(), now);
            if (node != &leader) {
                QVERIFY(response.errorCode == protocol::WireError::NotLeaderOrFollower);
                return;
            }
            const auto& data = response.topics.front().partitions.front();
            QCOMPARE(data.leaderId, leader.id().value());
            QCOMPARE(data.highWatermark, 2);
            QCOMPARE(data.currentVoters.size(), std::size_t{3});
            for (const auto& voter : data.currentVoters) {
                const bool isSilent = voter.replicaId == silent;
                QCOMPARE(voter.logEndOffset, isSilent ? 1 : 2);
                QVERIFY((voter.lastFetchTimestamp < 1'000'000 - 900) == isSilent);
                QVERIFY(voter.lastFetchTimestamp > 1'000'000 - 2000);
            }
            QVERIFY(response.topics.front().partitions.back().errorCode
                == protocol::WireError::UnknownTopicOrPartition);
        });
    }
}

void QuorumHostTest::aPausedLeaderIsReplaced()
{
    QuorumRig rig(10);
    rig.startAll();
    QVERIFY(rig.runUntilLeader());
    auto& old = *rig.leader();
    old.append("before");
    QVERIFY(rig.runUntil([&] { return rig.acknowledged() == 1; }, 1s));
    old.setPaused(true);
    const auto epochs = rig.leaders().size();
    QVERIFY(rig.runUntil([&] { return rig.leaders().size() > epochs; }, 10s));
    rig.leader()->append("meanwhile");
    QVERIFY(rig.runUntil([&] { return rig.acknowledged() == 2; }, 1s));
    old.setPaused(false);
    QVERIFY(rig.runUntil([&] { return rig.agreed() && !old.isLeading(); }, 5s));
    QCOMPARE(rig.firstViolation(), std::string());
}

void QuorumHostTest::survivesRandomFaults_data()
{
    QTest::addColumn<int>("seed");
    QTest::addColumn<int>("voters");
    for (int seed = 1; seed <= 30; ++seed)
        QTest::addRow("seed %d", seed) << seed << (seed % 5 == 0 ? 5 : 3);
}

void QuorumHostTest::survivesRandomFaults()
{
    QFETCH(int, seed);
    QFETCH(int, voters);
    QuorumRig rig(static_cast<std::uint64_t>(seed), voters);
    const bool agreed = playFaults(rig);
    QCOMPARE(rig.firstViolation(), std::string());
    QVERIFY2(agreed, "the voters do not come to agree");
    QVERIFY(rig.acknowledged() > 20);
    QVERIFY(rig.leaders().size() > 1);
}

void QuorumHostTest::sameSeedSameRun()
{
    const auto hash = [](std::uint64_t seed) {
        QuorumRig rig(seed);
        (void)playFaults(rig);
        return rig.loop().trace().hash();
    };
    QCOMPARE(hash(42), hash(42));
    QVERIFY(hash(42) != hash(43));
}

/// The checks can fail: with syncs that do nothing, power losses take what was acknowledged.
void QuorumHostTest::aDiskThatLiesIsFoundOut()
{
    int found = 0;
    for (std::uint64_t seed = 1; seed <= 10 && found == 0; ++seed) {
        QuorumRig rig(seed);
        const bool agreed = playFaults(rig, true);
        found += agreed ? 0 : 1;
    }
    QVERIFY(found > 0);
}

QTEST_GUILESS_MAIN(QuorumHostTest)
#include "quorum_host_test.moc"
