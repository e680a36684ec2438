// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "model_cluster.h"

using namespace raft_test;

/// Hundreds of quorums, each under its own seed, against Raft's properties; and the proof that a
/// host's mistakes would not go unseen. STORMBENCH_RAFT_SEEDS sets how many.
class RaftModelTest : public QObject {
    Q_OBJECT
private slots:
    void holds_data();
    void holds();
    void mistakesAreSeen_data();
    void mistakesAreSeen();
};

void RaftModelTest::holds_data()
{
    QTest::addColumn<int>("voters");
    QTest::addColumn<int>("observers");
    QTest::addColumn<int>("seeds");
    const auto wanted = qEnvironmentVariableIntValue("STORMBENCH_RAFT_SEEDS");
    const auto seeds = [&](int otherwise) { return wanted > 0 ? wanted : otherwise; };
    QTest::newRow("one voter") << 1 << 1 << seeds(20);
    QTest::newRow("three voters") << 3 << 0 << seeds(150);
    QTest::newRow("three voters, an observer") << 3 << 1 << seeds(80);
    QTest::newRow("five voters") << 5 << 0 << seeds(80);
}

void RaftModelTest::holds()
{
    QFETCH(int, voters);
    QFETCH(int, observers);
    QFETCH(int, seeds);
    ModelCounts sum;
    for (int i = 1; i <= seeds; ++i) {
        ModelOptions options;
        options.voters = voters;
        options.observers = observers;
        options.seed = static_cast<std::uint64_t>(i) * 1000 + static_cast<std::uint64_t>(voters);
        ModelCluster cluster(options);
        const auto breach = cluster.run();
        QVERIFY2(breach.empty(),
            qPrintable(QStringLiteral("seed %1: %2")
                           .arg(options.seed)
                           .arg(QString::fromStdString(breach))));
        const auto& counts = cluster.counts();
        QVERIFY2(counts.committed > 10, qPrintable(QString::number(options.seed)));
        sum.elections += counts.elections;
        sum.committed += counts.committed;
        sum.truncations += counts.truncations;
        sum.snapshots += counts.snapshots;
        sum.crashes += counts.crashes;
        sum.halfSteps += counts.halfSteps;
        sum.resignations += counts.resignations;
        sum.lost += counts.lost;
        sum.doubled += counts.doubled;
    }
    qInfo("%llu elections, %llu committed, %llu truncations, %llu snapshots, %llu crashes, %llu of "
          "them in a step, %llu resignations, %llu messages lost, %llu doubled",
        static_cast<unsigned long long>(sum.elections),
        static_cast<unsigned long long>(sum.committed),
        static_cast<unsigned long long>(sum.truncations),
        static_cast<unsigned long long>(sum.snapshots),
        static_cast<unsigned long long>(sum.crashes),
        static_cast<unsigned long long>(sum.halfSteps),
        static_cast<unsigned long long>(sum.resignations),
        static_cast<unsigned long long>(sum.lost), static_cast<unsigned long long>(sum.doubled));
    QVERIFY(sum.elections > static_cast<std::uint64_t>(seeds));
    QVERIFY(sum.crashes > 0 && sum.halfSteps > 0 && sum.lost > 0 && sum.doubled > 0);
    QVERIFY(voters == 1 || (sum.truncations > 0 && sum.snapshots > 0 && sum.resignations > 0));
}

void RaftModelTest::mistakesAreSeen_data()
{
    QTest::addColumn<int>("mistake");
    QTest::newRow("a vote is not persisted") << static_cast<int>(Mistake::ForgetsVotes);
    QTest::newRow("truncation ignores epochs") << static_cast<int>(Mistake::IgnoresEpochs);
    QTest::newRow("acknowledged without a flush") << static_cast<int>(Mistake::SkipsFlush);
}

void RaftModelTest::mistakesAreSeen()
{
    QFETCH(int, mistake);
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        ModelCluster cluster({3, 0, seed, static_cast<Mistake>(mistake)});
        if (const auto breach = cluster.run(); !breach.empty()) {
            qInfo("seed %d: %s", static_cast<int>(seed), breach.c_str());
            return;
        }
    }
    QFAIL("the mistake went unseen");
}

QTEST_GUILESS_MAIN(RaftModelTest)
#include "raft_model_test.moc"
