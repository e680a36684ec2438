// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>

#include "engine/base/log.h"
#include "engine/sim/scenario.h"

using namespace stormbench;
using namespace stormbench::sim;
using namespace std::chrono_literals;

namespace {

/// Whether one of a few seeds ends with that violation when the brokers make a known mistake.
bool noticed(const broker::PlantedBugs& planted, const std::string& violation)
{
    auto scenario = replicatedScenario();
    scenario.workload.duration = 20s;
    scenario.workload.faults.meanTimeToFault = 1s;
    scenario.cluster.planted = planted;
    for (std::uint64_t seed = 51; seed < 71; ++seed) {
        const auto outcome = runOnce(seed, scenario);
        const auto found = std::find_if(outcome.violations.begin(), outcome.violations.end(),
            [&](const auto& text) { return text.find(violation) != std::string::npos; });
        if (found == outcome.violations.end())
            continue;
        qInfo().noquote() << "seed" << seed << QString::fromStdString(*found);
        return true;
    }
    return false;
}

}  // namespace

/// That the checkers of a whole run can fail: brokers and disks that make a known mistake are
/// caught.
class CheckersTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { log::setLevel(log::Level::Off); }
    void noticeALyingDisk();
    void noticeIgnoredDivergence();
    void noticeEarlyAcknowledgement();
};

void CheckersTest::noticeALyingDisk()
{
    Scenario scenario;
    scenario.workload.faults.crashesProcesses = false;
    scenario.workload.faults.losesPower = true;
    scenario.workload.duration = 20s;
    scenario.cluster.brokers = 1;
    scenario.cluster.configs["log.flush.interval.messages"] = "1";
    const auto outcome = runOnce(
        3, scenario, [](Simulation& simulation) { simulation.at(1).files().setIgnoreSyncs(true); });
    QCOMPARE_GT(outcome.powerLosses, 0u);
    QVERIFY2(!outcome.violations.empty(), "syncs did nothing, and nobody noticed");
}

void CheckersTest::noticeIgnoredDivergence()
{
    broker::PlantedBugs planted;
    planted.ignoresDivergence = true;
    QVERIFY(noticed(planted, "is not the one that was committed"));
}

void CheckersTest::noticeEarlyAcknowledgement()
{
    broker::PlantedBugs planted;
    planted.acknowledgesEarly = true;
    QVERIFY(noticed(planted, "was acknowledged at offset"));
}

QTEST_GUILESS_MAIN(CheckersTest)
#include "checkers_test.moc"
