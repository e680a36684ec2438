// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <set>

#include "engine/env/system_clock.h"
#include "engine/env/system_random.h"

using namespace stormbench::env;

class SystemClockTest : public QObject {
    Q_OBJECT
private slots:
    void steadyNeverGoesBack();
    void wallIsKafkasTimestamp();
    void randomIsSpreadAndBounded();
    void twoRandomsDiffer();
};

void SystemClockTest::steadyNeverGoesBack()
{
    const SystemClock clock;
    auto last = clock.steadyNow();
    for (int i = 0; i < 10'000; ++i) {
        const auto now = clock.steadyNow();
        QVERIFY(now >= last);
        last = now;
    }
}

void SystemClockTest::wallIsKafkasTimestamp()
{
    const SystemClock clock;
    const auto reference = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(std::abs(clock.wallNow().count() - reference) < 10'000);
}

void SystemClockTest::randomIsSpreadAndBounded()
{
    SystemRandom random;
    std::array<int, 8> counts{};
    for (int i = 0; i < 80'000; ++i)
        ++counts.at(random.below(8));
    for (const auto count : counts)
        QVERIFY2(count > 9'000 && count < 11'000, qPrintable(QString::number(count)));
}

void SystemClockTest::twoRandomsDiffer()
{
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 100; ++i)
        seen.insert(SystemRandom().next());
    QCOMPARE(seen.size(), std::size_t{100});
}

QTEST_GUILESS_MAIN(SystemClockTest)
#include "system_clock_test.moc"
