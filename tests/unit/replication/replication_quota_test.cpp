// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/replication/replication_quota.h"

using namespace stormbench;
using namespace stormbench::replication;
using namespace std::chrono_literals;

namespace {

/// At a time: a new rate, bytes that pass, or nothing.
struct Step {
    env::SteadyTime at;
    std::int64_t rate = -1;
    std::uint64_t bytes = 0;
    bool exhausted = false;  ///< afterwards
};

struct Row {
    const char* name;
    std::vector<Step> steps;
};

const std::vector<Row>& table()
{
    static const std::vector<Row> kRows{
        {"no limit", {{0s, -1, 1'000'000'000}, {1s, -1, 1'000'000'000}}},
        {"a second's worth passes at once",
            {{5s, 100}, {5s, -1, 99}, {5s, -1, 1, true}, {5s + 10ms, -1, 0}}},
        {"what is above it is owed",
            {{5s, 100}, {5s, -1, 1100, true}, {14s, -1, 0, true}, {15s, -1, 0, true},
                {15s + 10ms, -1, 0}}},
        {"idle time saves up one second's worth at most",
            {{0s, 100}, {60s, -1, 101, true}, {60s + 5ms, -1, 0, true}, {60s + 20ms, -1, 0}}},
        {"zero stops", {{0s, 0, 0, true}, {100s, -1, 0, true}, {100s, 10, 0, true}, {101s}}},
        {"debt outlives a change of the rate",
            {{0s, 100}, {0s, -1, 1100, true}, {0s, 1000, 0, true}, {999ms, -1, 0, true},
                {1001ms, -1, 0}}},
        {"a lower rate holds less", {{0s, 1000}, {0s, 10}, {0s, -1, 10, true}}},
        {"without a limit nothing is owed",
            {{0s, 100}, {0s, -1, 1100, true}, {0s, ReplicationQuota::kUnlimited}, {0s, 100}}},
    };
    return kRows;
}

}  // namespace

class ReplicationQuotaTest : public QObject {
    Q_OBJECT

private slots:
    void steps_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < table().size(); ++i)
            QTest::addRow("%s", table()[i].name) << static_cast<int>(i);
    }
    void steps()
    {
        QFETCH(int, row);
        ReplicationQuota quota;
        for (const auto& step : table()[static_cast<std::size_t>(row)].steps) {
            if (step.rate >= 0)
                quota.setRate(step.rate, step.at);
            quota.record(step.bytes, step.at);
            QCOMPARE(quota.exhausted(step.at), step.exhausted);
        }
    }

    /// Who asks whenever it may, and takes more than is left, gets the rate in the long run.
    void theMeanIsTheRate()
    {
        constexpr std::int64_t kRate = 50'000;
        constexpr std::uint64_t kAnswer = 120'000;
        ReplicationQuota quota;
        quota.setRate(kRate, 0s);
        std::uint64_t passed = 0;
        for (env::SteadyTime now{}; now < 100s; now += 7ms) {
            if (!quota.exhausted(now)) {
                quota.record(kAnswer, now);
                passed += kAnswer;
            }
        }
        QVERIFY(passed <= 100 * kRate + kRate + kAnswer);
        QVERIFY(passed >= 99 * kRate);
    }
};

QTEST_GUILESS_MAIN(ReplicationQuotaTest)
#include "replication_quota_test.moc"
