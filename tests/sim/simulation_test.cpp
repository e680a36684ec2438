// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QProcess>

#include "engine/base/log.h"
#include "engine/sim/workload.h"

using namespace stormbench;
using namespace stormbench::sim;
using namespace std::chrono_literals;

namespace {

std::optional<std::uint64_t>
    givenSeed;  ///< --seed N or STORMBENCH_SEED: that one instead of the fixed ones

struct Outcome {
    std::vector<std::string> violations;
    Ledger::Counters counters;
    std::uint64_t traceHash = 0, events = 0, retries = 0, faults = 0, crashes = 0, powerLosses = 0,
                  stops = 0, syncs = 0;
};

Outcome runOnce(std::uint64_t seed, const WorkloadOptions& options, SimulationOptions cluster = {},
    const std::function<void(Simulation&)>& prepare = {})
{
    Simulation simulation(seed, std::move(cluster));
    if (prepare)
        prepare(simulation);
    Workload workload(simulation, options);
    workload.run();
    const auto& trace = simulation.trace();
    return {workload.ledger().violations(), workload.ledger().counters(), trace.hash(),
        trace.events(), workload.retries(), workload.faults(), trace.count(TraceKind::ProcessCrash),
        trace.count(TraceKind::PowerLoss), workload.orderlyStops(),
        trace.count(TraceKind::DiskSync)};
}

void print(const char* what, std::uint64_t seed, const Outcome& outcome)
{
    const auto& c = outcome.counters;
    qInfo().noquote() << QString::fromStdString(fmt::format(
        "{} seed {}: {} events, {} faults ({} crashes, {} power losses, {} stops), {} records "
        "sent, {} acknowledged, {} read, {} audited, {} retries, "
        "{} commits, {} generations, {} images, trace {:016x}",
        what, seed, outcome.events, outcome.faults, outcome.crashes, outcome.powerLosses,
        outcome.stops, c.sent, c.acknowledged, c.read, c.audited, outcome.retries, c.commits,
        c.generations, c.images, outcome.traceHash));
    for (const auto& violation : outcome.violations)
        qWarning().noquote() << "  " << QString::fromStdString(violation);
}

WorkloadOptions shortRun()
{
    WorkloadOptions options;
    options.duration = 20s;
    return options;
}

void addSeeds(std::initializer_list<std::uint64_t> seeds)
{
    QTest::addColumn<quint64>("seed");
    if (givenSeed) {
        QTest::addRow("%llu", static_cast<unsigned long long>(*givenSeed)) << quint64{*givenSeed};
        return;
    }
    for (const auto seed : seeds)
        QTest::addRow("%llu", static_cast<unsigned long long>(seed)) << quint64{seed};
    if (qEnvironmentVariableIsSet("STORMBENCH_SOAK")) {
        for (quint64 seed = 1000; seed < 1100; ++seed)
            QTest::addRow("%llu", seed) << seed;
    }
}

void expectWork(const Outcome& outcome)
{
    const auto& c = outcome.counters;
    QCOMPARE_GT(c.acknowledged, 1000u);
    QCOMPARE_GT(c.read, 1000u);
    QCOMPARE_GE(c.audited, c.acknowledged);
    QCOMPARE_GT(c.commits, 50u);
    QCOMPARE_GT(c.fetchedCommits, 5u);
    QCOMPARE_GT(c.generations, 2u);
    QCOMPARE_GT(c.images, 500u);
    QCOMPARE_GT(outcome.retries, 0u);
    QCOMPARE_GT(outcome.crashes + outcome.powerLosses + outcome.stops, 2u);
}

}  // namespace

/// Whole clusters under faults, from seeds. A failing seed is run again alone by `--seed N` or
/// STORMBENCH_SEED=N.
class SimulationTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void processCrashesLoseNothing_data() { addSeeds({1, 2, 3}); }
    void processCrashesLoseNothing();
    void flushedRecordsOutliveThePower_data() { addSeeds({11, 12}); }
    void flushedRecordsOutliveThePower();
    void powerLossKeepsLogsWhole_data() { addSeeds({21}); }
    void powerLossKeepsLogsWhole();
    void sameSeedSameTrace();
    void sameTraceInAnotherProcess();
    void checkersNoticeALyingDisk();
    void checkersNoticeEachBrokenPromise();
};

void SimulationTest::initTestCase()
{
    log::setLevel(qEnvironmentVariableIsSet("STORMBENCH_LOG") ? log::Level::Info : log::Level::Off);
}

void SimulationTest::processCrashesLoseNothing()
{
    QFETCH(quint64, seed);
    const auto outcome = runOnce(seed, {});
    print("process crashes,", seed, outcome);
    expectWork(outcome);
    QVERIFY(outcome.violations.empty());
}

void SimulationTest::flushedRecordsOutliveThePower()
{
    QFETCH(quint64, seed);
    WorkloadOptions options;
    options.crashesProcesses = false;
    options.losesPower = true;
    SimulationOptions cluster;
    cluster.configs["log.flush.interval.messages"] = "1";
    const auto outcome = runOnce(seed, options, cluster);
    print("power losses, flushed,", seed, outcome);
    expectWork(outcome);
    QCOMPARE_GT(outcome.powerLosses, 0u);
    QCOMPARE_GT(outcome.syncs, 500u);
    QVERIFY(outcome.violations.empty());
}

void SimulationTest::powerLossKeepsLogsWhole()
{
    QFETCH(quint64, seed);
    WorkloadOptions options;
    options.crashesProcesses = false;
    options.losesPower = true;
    options.promises.keepsAcknowledged
        = false;  // one replica, nothing flushed: records may go, order and metadata may not
    const auto outcome = runOnce(seed, options);
    print("power losses, unflushed,", seed, outcome);
    QCOMPARE_GT(outcome.powerLosses, 0u);
    QCOMPARE_GT(outcome.counters.audited, 100u);
    QVERIFY(outcome.violations.empty());
}

void SimulationTest::sameSeedSameTrace()
{
    const auto first = runOnce(7, shortRun());
    const auto second = runOnce(7, shortRun());
    const auto other = runOnce(8, shortRun());
    print("determinism,", 7, first);
    QCOMPARE_GT(first.events, 5'000u);
    QCOMPARE(second.events, first.events);
    QCOMPARE(second.traceHash, first.traceHash);
    QVERIFY(other.traceHash != first.traceHash);
}

// Addresses differ between processes: whatever is ordered by them shows here.
void SimulationTest::sameTraceInAnotherProcess()
{
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(),
        {QStringLiteral("--print-trace"), QStringLiteral("7")});
    QVERIFY(other.waitForFinished(60'000));
    QCOMPARE(other.exitStatus(), QProcess::NormalExit);
    const auto here = runOnce(7, shortRun());
    QCOMPARE(other.readAllStandardOutput().trimmed().toULongLong(), quint64{here.traceHash});
}

void SimulationTest::checkersNoticeALyingDisk()
{
    WorkloadOptions options;
    options.crashesProcesses = false;
    options.losesPower = true;
    options.duration = 20s;
    SimulationOptions cluster;
    cluster.brokers = 1;
    cluster.configs["log.flush.interval.messages"] = "1";
    const auto outcome = runOnce(3, options, cluster,
        [](Simulation& simulation) { simulation.at(1).files().setIgnoreSyncs(true); });
    QCOMPARE_GT(outcome.powerLosses, 0u);
    QVERIFY2(!outcome.violations.empty(), "syncs did nothing, and nobody noticed");
}

void SimulationTest::checkersNoticeEachBrokenPromise()
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
        l.committed(p, Offset{5});
        l.fetchedCommit(p, Offset{4});
    }),
        1u);
    QCOMPARE(violations([&](Ledger& l) {
        l.committed(p, Offset{5});
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
    QCOMPARE(violations([&](Ledger& l) { l.refused("sequence 3"); }), 1u);
}

namespace {

int printTrace(std::uint64_t seed)
{
    fmt::print("{}\n", runOnce(seed, shortRun()).traceHash);
    return 0;
}

}  // namespace

int main(int argc, char* argv[])
{
    if (qEnvironmentVariableIsSet("STORMBENCH_SEED"))
        givenSeed = qEnvironmentVariable("STORMBENCH_SEED").toULongLong();
    log::setLevel(log::Level::Off);
    QCoreApplication application(argc, argv);
    std::vector<char*> arguments;
    for (int i = 0; i < argc; ++i) {
        if (qstrcmp(argv[i], "--seed") == 0 && i + 1 < argc)
            givenSeed = QByteArray(argv[++i]).toULongLong();
        else if (qstrcmp(argv[i], "--print-trace") == 0 && i + 1 < argc)
            return printTrace(QByteArray(argv[++i]).toULongLong());
        else
            arguments.push_back(argv[i]);
    }
    SimulationTest test;
    return QTest::qExec(&test, static_cast<int>(arguments.size()), arguments.data());
}

#include "simulation_test.moc"
