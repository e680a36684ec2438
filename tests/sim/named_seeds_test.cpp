// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/base/log.h"
#include "engine/sim/scenario.h"

using namespace stormbench;
using namespace stormbench::sim;

namespace {
constexpr int kInSeries = 0;
}

/// Seeds that have found a mistake, each with what it was. (Whatever changes the order of events
/// makes another story of a seed: they are kept for what they are worth.)
class NamedSeedsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void seed_data();
    void seed();
};

void NamedSeedsTest::initTestCase()
{
    log::setLevel(qEnvironmentVariableIsSet("STORMBENCH_LOG") ? log::Level::Info : log::Level::Off);
}

void NamedSeedsTest::seed_data()
{
    struct Named {
        const char* what;
        quint64 seed;
        int brokers = 3;  ///< replicatedScenario(); kInSeries: what the series runs with that seed
    };
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<int>("brokers");
    for (const auto& [what, seed, brokers] :
        std::initializer_list<Named>{
            {"a retry after a clean restart was not recognised", 1007},
            {"what a follower had cut off came back with a power loss", 1014},
            {"an answer to an old AlterPartition ended a newer wish, and the replica never joined",
                1021},
            {"the same, by another way", 1042},
            {"a member took a partition over with metadata older than the committed position, and "
             "asked a leader that was (KIP-320)",
                5085, 4},
            {"a power loss took the first segment of a log, and it was never copied again", 100079},
            {"the same, by another way, of a log that became the leader's", 100199},
            {"a partition stood for a minute without an acknowledgement (why was not found; on "
             "older code)",
                991944712},
            {"a broker whose metadata log met a full disk had left for good", 400655, kInSeries},
            {"consumers read what flush.messages had not flushed yet", 401049, kInSeries},
            {"the recovery point of before a truncation outlived it, and vouched for other records",
                600594, kInSeries},
            {"an epoch whose first record found no room kept its replica from ever joining", 800110,
                kInSeries},
            {"a power loss took the id of a deleted topic, and the next one of that name began "
             "with "
             "its records",
                800480, kInSeries},
            {"a disk that filled up amid a committed compaction left old segments beside the copy",
                700051, kInSeries},
        })
        QTest::newRow(what) << seed << brokers;
}

void NamedSeedsTest::seed()
{
    QFETCH(quint64, seed);
    QFETCH(int, brokers);
    const auto outcome
        = runOnce(seed, brokers == kInSeries ? scenarioOf(seed) : replicatedScenario(brokers));
    for (const auto& violation : outcome.violations)
        qWarning().noquote() << QString::fromStdString(violation);
    const auto facts = toString(outcome.counts());
    QVERIFY2(outcome.violations.empty(), facts.c_str());
}

QTEST_GUILESS_MAIN(NamedSeedsTest)
#include "named_seeds_test.moc"
