// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/replication/in_sync_replicas.h"

using namespace stormbench;
using namespace stormbench::replication;
using namespace std::chrono_literals;

namespace {

constexpr BrokerId kLeader{1}, kSecond{2}, kThird{3};

Assignment assignment(std::vector<BrokerId> isr, int partitionEpoch = 0)
{
    return {
        LeaderEpoch(4), PartitionEpoch(partitionEpoch), {kLeader, kSecond, kThird}, std::move(isr)};
}

InSyncReplicas::Limits limits(bool eligible = true)
{
    return {10s, [eligible](BrokerId) { return eligible; }};
}

std::vector<BrokerId> brokers(const std::optional<InSyncReplicas::Proposal>& proposal)
{
    std::vector<BrokerId> out;
    if (proposal)
        for (const auto& member : proposal->isr)
            out.push_back(member.id);
    return out;
}

FollowerFetch fetch(BrokerId replica, std::int64_t offset)
{
    return {replica, BrokerEpoch(70 + replica.value()), Offset(offset)};
}

}  // namespace

class InSyncReplicasTest : public QObject {
    Q_OBJECT

private slots:
    void theSlowestOfTheIsrCounts()
    {
        InSyncReplicas replicas(kLeader, assignment({kLeader, kSecond, kThird}), Offset(10), 0s);
        QCOMPARE(replicas.replicated(Offset(20)), kNoOffset);  // nobody has shown itself
        QVERIFY(replicas.onFetch(fetch(kSecond, 18), Offset(20), 1s));
        QVERIFY(replicas.onFetch(fetch(kThird, 12), Offset(20), 1s));
        QCOMPARE(replicas.replicated(Offset(20)), Offset(12));
        QVERIFY(!replicas.onFetch(fetch(BrokerId(9), 20), Offset(20), 1s));
    }

    void whoIsNotInSyncDoesNotCount()
    {
        InSyncReplicas replicas(kLeader, assignment({kLeader, kSecond}), Offset(0), 0s);
        (void)replicas.onFetch(fetch(kSecond, 5), Offset(6), 0s);
        QCOMPARE(replicas.replicated(Offset(6)), Offset(5));
    }

    void whatIsDeletedIsGoneOnAllThatAreInSync()
    {
        InSyncReplicas replicas(kLeader, assignment({kLeader, kSecond}), Offset(0), 0s);
        QCOMPARE(replicas.deletedBelow(Offset(9)), kNoOffset);
        const auto say = [&](BrokerId who, std::int64_t start) {
            auto said = fetch(who, 20);
            said.logStart = Offset(start);
            QVERIFY(replicas.onFetch(said, Offset(20), 1s));
        };
        say(kSecond, 4);
        QCOMPARE(replicas.deletedBelow(Offset(9)), Offset(4));
        say(kThird, 0);  // not in sync
        QCOMPARE(replicas.deletedBelow(Offset(9)), Offset(4));
        say(kSecond, 9);
        QCOMPARE(replicas.deletedBelow(Offset(9)), Offset(9));
        // It is about to join.
        QVERIFY(replicas.propose(Offset(20), Offset(20), 1s, limits()));
        QCOMPARE(replicas.deletedBelow(Offset(9)), Offset(0));
    }

    void aFollowerThatStaysBehindLeaves()
    {
        InSyncReplicas replicas(kLeader, assignment({kLeader, kSecond, kThird}), Offset(0), 0s);
        for (auto now = 0s; now <= 20s; now += 1s) {
            (void)replicas.onFetch(fetch(kSecond, now.count()), Offset(now.count()), now);
            if (now == 4s)
                (void)replicas.onFetch(fetch(kThird, 4), Offset(4), now);
            const auto proposal = replicas.propose(Offset(now.count()), Offset(0), now, limits());
            if (now <= 14s) {
                QVERIFY(!proposal);
                continue;
            }
            QCOMPARE(now, 15s);
            QCOMPARE(brokers(proposal), (std::vector{kLeader, kSecond}));
            QCOMPARE(proposal->leaderEpoch, LeaderEpoch(4));
            QCOMPARE(proposal->isr[1].epoch, BrokerEpoch(72));
            return;
        }
    }

    /// Always a batch behind, and never further: it keeps up (Kafka's lastCaughtUpTimeMs).
    void aFollowerOneFetchBehindStays()
    {
        InSyncReplicas replicas(kLeader, assignment({kLeader, kSecond}), Offset(0), 0s);
        for (int i = 1; i < 60; ++i) {
            (void)replicas.onFetch(fetch(kSecond, (i - 1) * 10), Offset(i * 10), i * 1s);
            QVERIFY(!replicas.propose(Offset(i * 10), Offset(0), i * 1s, limits()));
        }
    }

    void anIdlePartitionKeepsItsReplicas()
    {
        InSyncReplicas replicas(kLeader, assignment({kLeader, kSecond}), Offset(7), 0s);
        (void)replicas.onFetch(fetch(kSecond, 7), Offset(7), 0s);
        QVERIFY(!replicas.propose(Offset(7), Offset(7), 3600s, limits()));
    }

    void joins_data()
    {
        QTest::addColumn<int>("offset");
        QTest::addColumn<bool>("eligible");
        QTest::addColumn<bool>("joins");
        QTest::newRow("at the end") << 20 << true << true;
        QTest::newRow("at the high watermark, behind the end") << 15 << true << true;
        QTest::newRow("below the high watermark") << 14 << true << false;
        QTest::newRow("fenced, as far as we know") << 20 << false << false;
    }
    void joins()
    {
        QFETCH(int, offset);
        QFETCH(bool, eligible);
        InSyncReplicas replicas(kLeader, assignment({kLeader, kSecond}), Offset(10), 0s);
        (void)replicas.onFetch(fetch(kSecond, 20), Offset(20), 0s);
        (void)replicas.onFetch(fetch(kThird, offset), Offset(20), 0s);
        const auto proposal = replicas.propose(Offset(20), Offset(15), 0s, limits(eligible));
        QTEST(proposal.has_value(), "joins");
        if (proposal)
            QCOMPARE(brokers(proposal), (std::vector{kLeader, kSecond, kThird}));
    }

    /// Its log may end with records of an older epoch that we do not have.
    void whoHasNotReachedThisEpochDoesNotJoin()
    {
        InSyncReplicas replicas(kLeader, assignment({kLeader, kSecond}), Offset(10), 0s);
        (void)replicas.onFetch(fetch(kThird, 9), Offset(10), 0s);
        QVERIFY(!replicas.propose(Offset(10), Offset(3), 0s, limits()));
        (void)replicas.onFetch(fetch(kThird, 10), Offset(10), 0s);
        QVERIFY(replicas.propose(Offset(10), Offset(3), 0s, limits()));
    }

    void whileAProposalIsOpenBothIsrsCount()
    {
        InSyncReplicas replicas(kLeader, assignment({kLeader, kSecond}), Offset(0), 0s);
        (void)replicas.onFetch(fetch(kSecond, 20), Offset(20), 0s);
        (void)replicas.onFetch(fetch(kThird, 15), Offset(20), 0s);
        QCOMPARE(replicas.replicated(Offset(20)), Offset(20));
        QVERIFY(replicas.propose(Offset(20), Offset(15), 0s, limits()));
        QCOMPARE(replicas.replicated(Offset(20)), Offset(15));
        QVERIFY(!replicas.propose(Offset(20), Offset(15), 0s, limits()));
        replicas.withdraw();
        QCOMPARE(replicas.replicated(Offset(20)), Offset(20));
    }

    void aShrinkingIsrCountsUntilItIsAccepted()
    {
        InSyncReplicas replicas(kLeader, assignment({kLeader, kSecond, kThird}), Offset(0), 0s);
        (void)replicas.onFetch(fetch(kSecond, 20), Offset(20), 20s);
        (void)replicas.onFetch(fetch(kThird, 4), Offset(20), 20s);
        const auto proposal = replicas.propose(Offset(20), Offset(4), 20s, limits());
        QCOMPARE(brokers(proposal), (std::vector{kLeader, kSecond}));
        QCOMPARE(replicas.replicated(Offset(20)), Offset(4));
        replicas.accept({kLeader, kSecond}, PartitionEpoch(1));
        QCOMPARE(replicas.replicated(Offset(20)), Offset(20));
        QCOMPARE(replicas.assignment().partitionEpoch, PartitionEpoch(1));
    }

    void newsEndAProposal()
    {
        InSyncReplicas replicas(kLeader, assignment({kLeader, kSecond}, 3), Offset(0), 0s);
        (void)replicas.onFetch(fetch(kSecond, 5), Offset(5), 0s);
        (void)replicas.onFetch(fetch(kThird, 5), Offset(5), 0s);
        QVERIFY(replicas.propose(Offset(5), Offset(5), 0s, limits()));
        replicas.assign(assignment({kLeader}, 3), 0s);  // no news
        QVERIFY(replicas.proposing());
        replicas.assign(assignment({kLeader}, 4), 0s);
        QVERIFY(!replicas.proposing());
        QVERIFY(!replicas.contains(kSecond));
        replicas.accept({kLeader, kSecond, kThird}, PartitionEpoch(4));  // a late answer
        QVERIFY(!replicas.contains(kSecond));
    }

    void minimum_data()
    {
        QTest::addColumn<int>("inSync");
        QTest::addColumn<int>("minimum");
        QTest::addColumn<bool>("under");
        QTest::newRow("enough") << 2 << 2 << false;
        QTest::newRow("too few") << 1 << 2 << true;
        QTest::newRow("never more than there are replicas") << 3 << 5 << false;
    }
    void minimum()
    {
        QFETCH(int, inSync);
        QFETCH(int, minimum);
        std::vector<BrokerId> isr{kLeader, kSecond, kThird};
        isr.resize(static_cast<std::size_t>(inSync));
        const InSyncReplicas replicas(kLeader, assignment(isr), Offset(0), 0s);
        QTEST(replicas.underMinimum(minimum), "under");
    }
};

QTEST_GUILESS_MAIN(InSyncReplicasTest)
#include "in_sync_replicas_test.moc"
