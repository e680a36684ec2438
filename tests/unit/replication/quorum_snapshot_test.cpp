// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <fmt/format.h>

#include "quorum_rig.h"

using namespace quorum_test;
using namespace std::chrono_literals;
using End = QuorumNode::End;

namespace {

/// Snapshots every few records, sent in many pieces, of logs whose segments hold a few batches.
void makeSmall(QuorumRig& rig)
{
    rig.snapshots = SnapshotOptions{700, 1h, 200};
    rig.segmentBytes = 300;
}

/// Whether all of them were committed.
bool append(QuorumRig& rig, int count)
{
    for (int i = 0; i < count; ++i) {
        if (!rig.runUntilLeader())
            return false;
        const auto before = rig.acknowledged();
        rig.leader()->append(fmt::format("v{}", before));
        if (!rig.runUntil([&] { return rig.acknowledged() > before; }, 2s))
            return false;
    }
    return true;
}

Offset logStart(QuorumNode& node)
{
    Offset start{0};
    node.run([&](QuorumHost& host) { start = host.raft().log().start().offset; });
    return start;
}

}  // namespace

class QuorumSnapshotTest : public QObject {
    Q_OBJECT
private slots:
    void everyNodeTakesThemAndCutsItsLog();
    void aRestartGoesOnFromSnapshotAndTail();
    void whoWasAwayGetsTheSnapshot();
    void anEmptyDiskIsFilledBySnapshot();
    void aNewerSnapshotDoesNotStopADownload();
    void theIntervalCountsToo();
    void aDamagedOneCostsNothingWhileTheLogIsThere();
    void damagedOnesAreRefusedOnceTheLogIsCut();
    void withoutRoomForOneTheNodeGoesOn();
    void survivesRandomFaults_data();
    void survivesRandomFaults();
};

void QuorumSnapshotTest::everyNodeTakesThemAndCutsItsLog()
{
    QuorumRig rig(1);
    makeSmall(rig);
    rig.startAll();
    QVERIFY(append(rig, 60));
    QVERIFY(rig.runUntil([&] { return rig.agreed(); }, 2s));
    for (auto* node : rig.nodes()) {
        QVERIFY(logStart(*node) > Offset(30));
        // The newest, and the one that the log begins with.
        QCOMPARE(node->snapshots().size(), std::size_t{2});
        QVERIFY(node->snapshots().front().offset == logStart(*node));
        std::size_t segments = 0;
        for (const auto& path : node->files().paths()) {
            QVERIFY2(!path.ends_with(".part"), path.c_str());
            segments += path.ends_with(".log") ? 1 : 0;
        }
        QVERIFY2(segments < 15, "what is below the snapshots is deleted");
    }
    QVERIFY(rig.snapshotCounts().made >= 9 && rig.snapshotCounts().cuts >= 6);
    QCOMPARE(rig.snapshotCounts().fetched, std::uint64_t{0});
    QCOMPARE(rig.firstViolation(), std::string());
}

void QuorumSnapshotTest::aRestartGoesOnFromSnapshotAndTail()
{
    for (const auto how : {End::Orderly, End::Process, End::Power}) {
        QuorumRig rig(2);
        makeSmall(rig);
        rig.startAll();
        QVERIFY(append(rig, 40));
        for (auto* node : rig.nodes())
            node->end(how);
        rig.startAll();
        rig.runFor(1ms);
        // What the snapshot holds is known before there is a leader.
        for (auto* node : rig.nodes())
            QVERIFY(node->committed().size() > 10);
        QVERIFY(append(rig, 3));
        QVERIFY(rig.runUntil([&] { return rig.agreed(); }, 2s));
        QVERIFY(rig.snapshotCounts().loaded >= 3);
        QCOMPARE(rig.snapshotCounts().fetched, std::uint64_t{0});
        QCOMPARE(rig.firstViolation(), std::string());
    }
}

void QuorumSnapshotTest::whoWasAwayGetsTheSnapshot()
{
    QuorumRig rig(3);
    makeSmall(rig);
    rig.startAll();
    QVERIFY(append(rig, 5));
    QVERIFY(rig.runUntil([&] { return rig.agreed(); }, 2s));
    auto& away = rig.node(rig.leader()->id() == BrokerId(1) ? 2 : 1);
    away.end(End::Process);
    QVERIFY(append(rig, 60));
    away.start();
    QVERIFY(rig.runUntil([&] { return rig.agreed(); }, 5s));
    QCOMPARE(rig.snapshotCounts().fetched, std::uint64_t{1});
    QVERIFY(logStart(away) > Offset(30));
    // Its log goes on from there, over restarts too.
    QVERIFY(append(rig, 5));
    away.end(End::Power);
    away.start();
    QVERIFY(append(rig, 5));
    QVERIFY(rig.runUntil([&] { return rig.agreed(); }, 5s));
    QCOMPARE(rig.snapshotCounts().fetched, std::uint64_t{1});
    QCOMPARE(rig.firstViolation(), std::string());
}

void QuorumSnapshotTest::anEmptyDiskIsFilledBySnapshot()
{
    QuorumRig rig(4);
    makeSmall(rig);
    rig.node(1).start();
    rig.node(2).start();
    QVERIFY(append(rig, 60));
    rig.node(3).start();
    QVERIFY(rig.runUntil([&] { return rig.agreed(); }, 5s));
    QCOMPARE(rig.snapshotCounts().fetched, std::uint64_t{1});
    // It may lead and serve others now.
    rig.leader()->end(End::Process);
    QVERIFY(append(rig, 5));
    QCOMPARE(rig.firstViolation(), std::string());
}

void QuorumSnapshotTest::aNewerSnapshotDoesNotStopADownload()
{
    QuorumRig rig(5);
    rig.snapshots = SnapshotOptions{700, 1h, 1};
    rig.node(1).start();
    rig.node(2).start();
    QVERIFY(append(rig, 30));
    rig.node(3).start();
    rig.runFor(600ms);
    // A byte an answer takes long: meanwhile the leader takes one more.
    const auto before = rig.leader()->snapshots().back();
    rig.leader()->append("more");
    rig.leader()->run([](QuorumHost& host) { host.takeSnapshot(); });
    QVERIFY(rig.runUntil(
        [&] {
            rig.leader()->run([](QuorumHost& host) { host.takeSnapshot(); });
            return rig.leader()->snapshots().back() != before;
        },
        2s));
    QVERIFY(rig.node(3).snapshots().empty());
    QVERIFY(rig.runUntil([&] { return !rig.node(3).snapshots().empty(); }, 60s));
    QVERIFY(rig.node(3).snapshots().front() == before);
    QVERIFY(rig.runUntil([&] { return rig.agreed(); }, 5s));
    QCOMPARE(rig.firstViolation(), std::string());
}

void QuorumSnapshotTest::theIntervalCountsToo()
{
    QuorumRig rig(6);
    rig.snapshots = SnapshotOptions{1u << 20, 10s, 1000};
    rig.startAll();
    QVERIFY(append(rig, 5));
    QCOMPARE(rig.snapshotCounts().made, std::uint64_t{0});
    rig.runFor(11s);
    QCOMPARE(rig.snapshotCounts().made, std::uint64_t{0});
    QVERIFY(append(rig, 1));
    QVERIFY(rig.runUntil([&] { return rig.snapshotCounts().made == 3; }, 1s));
    QVERIFY(append(rig, 5));
    rig.runFor(1s);
    QCOMPARE(rig.snapshotCounts().made, std::uint64_t{3});
}

void QuorumSnapshotTest::aDamagedOneCostsNothingWhileTheLogIsThere()
{
    QuorumRig rig(7);
    makeSmall(rig);
    rig.startAll();
    QVERIFY(append(rig, 40));
    QVERIFY(rig.runUntil([&] { return rig.agreed(); }, 2s));
    for (auto* node : rig.nodes()) {
        node->end(End::Process);
        QCOMPARE(node->snapshots().size(), std::size_t{2});
        for (const auto& path : node->files().paths())
            if (path.ends_with(SnapshotFiles::fileName(node->snapshots().back())))
                node->files().content(path)[80] ^= 1;
    }
    rig.startAll();
    QVERIFY(append(rig, 20));
    QVERIFY(rig.runUntil([&] { return rig.agreed(); }, 2s));
    QCOMPARE(rig.firstViolation(), std::string());
}

void QuorumSnapshotTest::damagedOnesAreRefusedOnceTheLogIsCut()
{
    QuorumRig rig(8);
    makeSmall(rig);
    rig.startAll();
    QVERIFY(append(rig, 40));
    auto& node = rig.node(1);
    node.end(End::Process);
    for (const auto& path : node.files().paths())
        if (path.ends_with(".checkpoint"))
            node.files().content(path).pop_back();
    node.start();
    QVERIFY(!node.isRunning());
    const QString why = QString::fromStdString(rig.firstViolation());
    QVERIFY2(why.contains("begins at offset") && why.contains(".checkpoint"), qPrintable(why));
    // Nothing was deleted: somebody may want to look at it.
    QCOMPARE(node.snapshots().size(), std::size_t{2});
}

void QuorumSnapshotTest::withoutRoomForOneTheNodeGoesOn()
{
    QuorumRig rig(9, 1);
    makeSmall(rig);
    rig.startAll();
    QVERIFY(append(rig, 3));
    auto& files = rig.node(1).files();
    // The next write is the snapshot's.
    rig.leader()->run([](QuorumHost& host) { host.takeSnapshot(); });
    files.failWrite(1);
    rig.runFor(100ms);
    QVERIFY(!rig.node(1).failure());
    QVERIFY(rig.node(1).snapshots().empty());
    QVERIFY(append(rig, 20));
    QVERIFY(!rig.node(1).snapshots().empty());
}

void QuorumSnapshotTest::survivesRandomFaults_data()
{
    QTest::addColumn<int>("seed");
    const auto wanted = qEnvironmentVariableIntValue("STORMBENCH_QUORUM_SEEDS");
    for (int seed = 1; seed <= (wanted > 0 ? wanted : 30); ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

/// As QuorumHostTest, but nodes are away for longer, so that logs are cut before they are back.
void QuorumSnapshotTest::survivesRandomFaults()
{
    QFETCH(int, seed);
    QuorumRig rig(static_cast<std::uint64_t>(seed), seed % 5 == 0 ? 5 : 3);
    makeSmall(rig);
    sim::SimRandom random(rig.loop().random().next());
    rig.startAll();
    rig.setLoss(50);
    int written = 0;
    for (int turn = 0; turn < 400 && rig.firstViolation().empty(); ++turn) {
        rig.runFor(random.between(1ms, 200ms));
        if (auto* leader = rig.leader())
            for (auto i = random.below(6); i > 0; --i)
                leader->append(fmt::format("v{}", written++));
        auto& node = rig.node(static_cast<int>(random.below(rig.nodes().size())) + 1);
        const auto dice = random.below(40);
        if (!node.isRunning() && dice < 10)
            node.start();
        else if (node.isRunning() && dice < 3)
            node.end(dice == 0 ? End::Power : End::Process);
        else if (dice == 3)
            rig.isolate(node.id().value());
        else if (dice < 8)
            rig.healAll();
    }
    QCOMPARE(rig.firstViolation(), std::string());
    rig.setLoss(0);
    rig.healAll();
    for (auto* node : rig.nodes()) {
        if (node->failure())
            QFAIL(node->failure()->message.c_str());
        if (!node->isRunning())
            node->start();
    }
    QVERIFY(rig.runUntil([&] { return rig.leader() && rig.agreed(); }, 20s));
    QCOMPARE(rig.firstViolation(), std::string());
    const auto counts = rig.snapshotCounts();
    QVERIFY(rig.acknowledged() > 20);
    QVERIFY(counts.made > 5 && counts.cuts > 3 && counts.loaded > 0);
    static std::uint64_t fetched = 0;
    fetched += counts.fetched;
    if (seed == 30)
        QVERIFY2(fetched > 10, qPrintable(QString::number(fetched)));
}

QTEST_GUILESS_MAIN(QuorumSnapshotTest)
#include "quorum_snapshot_test.moc"
