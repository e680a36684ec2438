// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/api/fault_script.h"
#include "engine/api/fault_text.h"
#include "engine/cluster/fault_slots.h"

using namespace stormbench;
using namespace stormbench::api;
using namespace stormbench::cluster;
using namespace std::chrono_literals;

namespace {

Fault fault(const char* text)
{
    const auto script = parseFaultScript(std::string("at 1s ") + text, 9);
    Q_ASSERT(script);
    return std::get<Fault>(script->steps.at(0).action);
}

std::vector<FaultEntry> entries(std::initializer_list<const char*> texts)
{
    std::vector<FaultEntry> made;
    for (const auto* text : texts)
        made.push_back({FaultId(static_cast<std::int64_t>(made.size() + 1)), fault(text), {}, {}});
    return made;
}

}  // namespace

class FaultSlotsTest : public QObject {
    Q_OBJECT

private slots:
    void places_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("same");
        const auto row = [](const char* a, const char* b, bool same) {
            QTest::addRow("%s, %s", a, b) << a << b << same;
        };
        row("kill 2", "kill 2", true);
        row("kill 2", "kill 3", false);
        row("kill 2", "pause 2", false);
        row("disk 2 full", "disk 2 slow 5ms", false);
        row("disk 2 slow 1MB/s", "disk 2 slow 5ms", true);
        row("delay 1-2 5ms", "delay 1-2 9ms", true);
        row("delay 1-2 5ms", "delay 2-1 9ms", true);  // in order they are one
        row("delay 1-2 5ms", "slow 1-2 1KB/s", false);
        row("cut 1-2", "cut 1>2", false);
        row("cut 1>2", "cut 2>1", false);
        row("cut 1-clients", "cut clients-1", true);
        row("clock 2 skew 5m", "clock 2 skew 1h", true);
        row("clock all jump 1d", "clock all jump 1d", false);
        row("clock all freeze", "clock all rate 3", true);
        row("expire g m", "expire g m", false);
    }
    void places()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(bool, same);
        const auto first = inOrder(fault(qPrintable(a)));
        const auto second = inOrder(fault(qPrintable(b)));
        QCOMPARE(sameSlot(first, second), same);
        QCOMPARE(sameSlot(second, first), same);
    }

    void links()
    {
        const auto active
            = entries({"delay 1-2 5ms", "cut 1>2", "slow 2-3 9KB/s", "slow 3>2 1KB/s"});
        const auto found = linksOf(active);
        const BrokerId one(1), two(2), three(3);
        QCOMPARE(found.size(), std::size_t{4});
        QVERIFY(found.at({one, two}) == (faults::LinkCondition{true, 5ms, 0}));
        QVERIFY(found.at({two, one}) == (faults::LinkCondition{false, 5ms, 0}));
        QVERIFY(found.at({two, three}) == (faults::LinkCondition{false, 0ms, 9'000}));
        QVERIFY(found.at({three, two}) == (faults::LinkCondition{false, 0ms, 1'000}));
        QVERIFY(linksOf(entries({"kill 1"})).empty());
    }

    void disksAndClocks()
    {
        const auto active = entries({"disk 2 full", "disk 2 slow 5ms 1MB/s", "clock 3 skew -5m",
            "clock all jump 2d", "clock all jump -1d", "clock all rate 10"});
        QVERIFY(diskOf(BrokerId(2), active) == (faults::DiskCondition{true, 5ms, 1'000'000}));
        QVERIFY(diskOf(BrokerId(3), active).sound());
        QCOMPARE(skewOf(BrokerId(3), active), Millis(-5min));
        QCOMPARE(skewOf(BrokerId(2), active), Millis(0));
        QCOMPARE(clockOf(active).ahead, Millis(24h));
        QCOMPARE(clockOf(active).rate, 10.0);
        QCOMPARE(clockOf(entries({"clock all freeze"})).rate, 0.0);
        QCOMPARE(clockOf({}).rate, 1.0);
    }
};

QTEST_GUILESS_MAIN(FaultSlotsTest)
#include "fault_slots_test.moc"
