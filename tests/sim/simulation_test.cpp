// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QProcess>

#include "engine/base/log.h"
#include "engine/sim/scenario.h"

using namespace stormbench;
using namespace stormbench::sim;
using namespace std::chrono_literals;

namespace {

Scenario shortRun()
{
    Scenario scenario;
    scenario.workload.duration = 20s;
    return scenario;
}

Outcome run(std::uint64_t seed, const Scenario& scenario)
{
    auto outcome = runOnce(seed, scenario);
    qInfo().noquote() << "seed" << seed << QString::fromStdString(toString(outcome.counts()));
    for (const auto& violation : outcome.violations)
        qWarning().noquote() << QString::fromStdString(violation);
    return outcome;
}

void expectWork(const Outcome& outcome)
{
    const auto& c = outcome.counters;
    QCOMPARE_GT(c.acknowledged, 1000u);
    QCOMPARE_GT(c.read, 1000u);
    QCOMPARE_GE(c.audited, c.acknowledged);
    QCOMPARE_GT(c.commits, 50u);
    QCOMPARE_GT(c.generations, 2u);
    QCOMPARE_GT(c.images, 20u);
    QCOMPARE_GT(outcome.retries, 0u);
    QCOMPARE_GT(outcome.crashes + outcome.powerLosses + outcome.faults.orderlyStops, 2u);
}

}  // namespace

/// Whole clusters under faults, one seed of each kind of promise: what the sanitizers watch, too.
/// The long series are in seeds_test, those that once failed in named_seeds_test.
class SimulationTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void processCrashesLoseNothing();
    void flushedRecordsOutliveThePower();
    void powerLossKeepsLogsWhole();
    void powerLossOfAllKeepsMetadata();
    void replicasLoseNothing();
    void sameSeedSameTrace();
    void sameTraceInAnotherProcess();
    void ledgerNoticesEachBrokenPromise();
};

void SimulationTest::initTestCase()
{
    log::setLevel(qEnvironmentVariableIsSet("STORMBENCH_LOG") ? log::Level::Info : log::Level::Off);
}

void SimulationTest::processCrashesLoseNothing()
{
    const auto outcome = run(1, {});
    expectWork(outcome);
    QVERIFY(outcome.violations.empty());
}

void SimulationTest::flushedRecordsOutliveThePower()
{
    const auto outcome = run(11, flushedScenario());
    expectWork(outcome);
    QCOMPARE_GT(outcome.powerLosses, 0u);
    QCOMPARE_GT(outcome.syncs, 500u);
    QVERIFY(outcome.violations.empty());
}

void SimulationTest::powerLossKeepsLogsWhole()
{
    Scenario scenario;
    scenario.workload.faults.crashesProcesses = false;
    scenario.workload.faults.losesPower = true;
    scenario.workload.promises.keepsAcknowledged
        = false;  // one replica, nothing flushed: records may go, order and metadata may not
    const auto outcome = run(21, scenario);
    QCOMPARE_GT(outcome.powerLosses, 0u);
    QCOMPARE_GT(outcome.counters.audited, 100u);
    QVERIFY(outcome.violations.empty());
}

void SimulationTest::powerLossOfAllKeepsMetadata()
{
    const auto outcome = run(24, metadataScenario());
    QCOMPARE_GT(outcome.powerLosses, 2u);
    QCOMPARE_GT(outcome.changes.created, 5u);
    QVERIFY(outcome.violations.empty());
}

void SimulationTest::replicasLoseNothing()
{
    const auto outcome = run(31, replicatedScenario());
    expectWork(outcome);
    QCOMPARE_GT(outcome.counters.controllers, 1u);
    QCOMPARE_GT(outcome.replicas.elections, 3u);
    QCOMPARE_GT(outcome.replicas.isrShrinks, 0u);
    QCOMPARE_GT(outcome.replicas.isrExpands, 0u);
    QCOMPARE_GT(outcome.replicas.comparedBatches, 1000u);
    QCOMPARE_GT(outcome.counters.followerReads, 0u);
    QVERIFY(outcome.violations.empty());
}

void SimulationTest::sameSeedSameTrace()
{
    const auto first = runOnce(7, shortRun());
    const auto second = runOnce(7, shortRun());
    const auto other = runOnce(8, shortRun());
    QCOMPARE_GT(first.events, 5'000u);
    QCOMPARE(second.events, first.events);
    QCOMPARE(second.traceHash, first.traceHash);
    QVERIFY(other.traceHash != first.traceHash);
}

// Addresses differ between processes: whatever is ordered by them shows here.
void SimulationTest::sameTraceInAnotherProcess()
{
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--print-trace")});
    QVERIFY(other.waitForFinished(60'000));
    QCOMPARE(other.exitStatus(), QProcess::NormalExit);
    const auto here = runOnce(7, shortRun());
    QCOMPARE(other.readAllStandardOutput().trimmed().toULongLong(), quint64{here.traceHash});
}

void SimulationTest::ledgerNoticesEachBrokenPromise()
{
    const PartitionIndex p{0};
    const auto violations = [&](const std::function<void(Ledger&)>& story) {
        Ledger ledger({});
        for (const auto* value : {"a", "b", "c"})
            ledger.sent(value);
        story(ledger);
        return ledger.violations().size();
    };
    QCOMPARE(violations([&](Ledger& l) {
        l.acknowledged(p, Offset{0}, "a");
        l.audit(p, {{Offset{0}, "a"}}, Offset{1});
    }),
        0u);
    QCOMPARE(violations([&](Ledger& l) {
        l.acknowledged(p, Offset{0}, "a");
        l.audit(p, {}, Offset{0});
    }),
        1u);
    QCOMPARE(violations([&](Ledger& l) {
        l.acknowledged(p, Offset{0}, "a");
        l.audit(p, {{Offset{0}, "b"}}, Offset{1});
    }),
        1u);
    QCOMPARE(violations([&](Ledger& l) {
        l.audit(p, {{Offset{0}, "a"}, {Offset{2}, "b"}}, Offset{3});
    }),
        1u);
    QCOMPARE(violations([&](Ledger& l) {
        l.audit(p, {{Offset{0}, "a"}, {Offset{1}, "a"}}, Offset{2});
    }),
        1u);
    QCOMPARE(violations([&](Ledger& l) { l.audit(p, {{Offset{0}, "stranger"}}, Offset{1}); }), 1u);
    QCOMPARE(violations([&](Ledger& l) { l.audit(p, {{Offset{0}, "a"}}, Offset{2}); }), 1u);
    QCOMPARE(violations([&](Ledger& l) {
        l.read(p, Offset{0}, "a");
        l.read(p, Offset{0}, "b");
    }),
        1u);
    QCOMPARE(violations([&](Ledger& l) {
        l.committed(GenerationId{1}, p, Offset{5});
        l.fetchedCommit(GenerationId{2}, p, Offset{4});
    }),
        1u);
    QCOMPARE(violations([&](Ledger& l) {
        l.committed(GenerationId{1}, p, Offset{5});
        l.audit(p, {}, Offset{0});
    }),
        1u);
    QCOMPARE(violations([&](Ledger& l) {
        l.owned(GenerationId{1}, p, "m1");
        l.owned(GenerationId{1}, p, "m2");
    }),
        1u);
    QCOMPARE(violations([&](Ledger& l) {
        l.image(BrokerId{1}, 7, 1);
        l.image(BrokerId{2}, 7, 2);
    }),
        1u);
    QCOMPARE(violations([&](Ledger& l) {
        l.controls(BrokerId{1}, LeaderEpoch{3});
        l.controls(BrokerId{1}, LeaderEpoch{3});
        l.controls(BrokerId{2}, LeaderEpoch{4});
    }),
        0u);
    QCOMPARE(violations([&](Ledger& l) {
        l.controls(BrokerId{1}, LeaderEpoch{3});
        l.controls(BrokerId{2}, LeaderEpoch{3});
    }),
        1u);
    QCOMPARE(violations([&](Ledger& l) { l.refused("sequence 3"); }), 1u);
}

int main(int argc, char* argv[])
{
    log::setLevel(log::Level::Off);
    QCoreApplication application(argc, argv);
    if (argc > 1 && qstrcmp(argv[1], "--print-trace") == 0) {
        fmt::print("{}\n", runOnce(7, shortRun()).traceHash);
        return 0;
    }
    SimulationTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "simulation_test.moc"
