// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <limits>

#include "views/models/history.h"

using namespace stormbench;
using namespace stormbench::views;

namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

api::Snapshot snapshotAt(qint64 at)
{
    api::Snapshot snapshot;
    snapshot.takenAt = api::WallTime(at);
    return snapshot;
}

}  // namespace

Q_DECLARE_METATYPE(QList<QList<double>>)

class HistoryTest : public QObject {
    Q_OBJECT
private slots:
    void runs_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<int>("since");
        QTest::addColumn<int>("most");
        QTest::addColumn<QList<QList<double>>>("runs");  // the values of each run
        using Runs = QList<QList<double>>;
        QTest::newRow("nothing") << QList<double>{} << 0 << 100 << Runs{};
        QTest::newRow("one") << QList<double>{5} << 0 << 100 << Runs{{5}};
        QTest::newRow("whole") << QList<double>{1, 2, 3} << 0 << 100 << Runs{{1, 2, 3}};
        QTest::newRow("gap in the middle")
            << QList<double>{1, 2, kGap, 4} << 0 << 100 << Runs{{1, 2}, {4}};
        QTest::newRow("long gap") << QList<double>{1, kGap, kGap, kGap, 2} << 0 << 100
                                  << Runs{{1}, {2}};
        QTest::newRow("gaps at the ends") << QList<double>{kGap, 7, kGap} << 0 << 100 << Runs{{7}};
        QTest::newRow("only gaps") << QList<double>{kGap, kGap} << 0 << 100 << Runs{};
        QTest::newRow("zero is no gap") << QList<double>{1, 0, 2} << 0 << 100 << Runs{{1, 0, 2}};
        QTest::newRow("since") << QList<double>{1, 2, 3, 4} << 2 << 100 << Runs{{3, 4}};
        QTest::newRow("all too old") << QList<double>{1, 2} << 5 << 100 << Runs{};
        QTest::newRow("thinned to extremes")
            << QList<double>{5, 1, 9, 5, 5, 2, 2, 8} << 0 << 4 << Runs{{1, 9, 2, 8}};
        QTest::newRow("thinned, flat") << QList<double>{3, 3, 3, 3} << 0 << 2 << Runs{{3}};
        QTest::newRow("thinned, a gap still parts")
            << QList<double>{1, 5, kGap, 2, 3, 3, 4, 4} << 0 << 4 << Runs{{1, 5}, {3, 4}};
    }

    void runs()
    {
        QFETCH(QList<double>, values);
        QFETCH(int, since);
        QFETCH(int, most);
        Series series;
        for (int i = 0; i < values.size(); ++i)
            series.add(api::WallTime(i), values[i]);
        QList<QList<double>> got;
        double before = -1;
        for (const auto& run : series.runs(api::WallTime(since), static_cast<std::size_t>(most))) {
            got.append(QList<double>());
            for (const QPointF& point : run) {
                QVERIFY(point.x() > before);
                before = point.x();
                got.last() += point.y();
            }
        }
        QTEST(got, "runs");
    }

    void thinningKeepsPeaksAndTheBound()
    {
        Series series;
        for (int i = 0; i < 3000; ++i)
            series.add(api::WallTime(i * 250), i == 1234 ? 1e6 : i == 2000 ? -5 : 100 + i % 7);
        for (const std::size_t most : {2U, 10U, 100U, 999U}) {
            const auto runs = series.runs(api::WallTime(0), most);
            QCOMPARE(runs.size(), 1);
            QVERIFY(static_cast<std::size_t>(runs.first().size()) <= most);
            double low = 1e9, high = 0;
            for (const auto& point : runs.first()) {
                low = std::min(low, point.y());
                high = std::max(high, point.y());
            }
            QCOMPARE(high, 1e6);
            QCOMPARE(low, -5.0);
        }
    }

    void aSeriesIsBounded()
    {
        Series series;
        for (std::size_t i = 0; i < Series::kCapacity + 10; ++i)
            series.add(api::WallTime(static_cast<qint64>(i)), static_cast<double>(i));
        QCOMPARE(series.samples().size(), Series::kCapacity);
        QCOMPARE(
            series.newest(2), (QList<double>{Series::kCapacity + 8.0, Series::kCapacity + 9.0}));
        QCOMPARE(series.newest(100'000).size(), qsizetype(Series::kCapacity));
    }

    void whatIsUnknownIsAGap()
    {
        History history;
        auto snapshot = snapshotAt(1000);
        snapshot.topics = {{"orders", false, {}}};
        snapshot.topics[0].partitions.resize(2);
        snapshot.topics[0].partitions[0].recordsInPerSecond = {40, api::Precision::Exact};
        history.add(snapshot);
        snapshot.takenAt = api::WallTime(2000);
        snapshot.topics[0].partitions[0].recordsInPerSecond = {};
        history.add(snapshot);
        snapshot.takenAt = api::WallTime(3000);
        snapshot.topics.clear();  // deleted
        history.add(snapshot);
        const auto values = history.topicRates().at("orders").newest(10);
        QCOMPARE(values.size(), 3);
        QCOMPARE(values[0], 40.0);
        QVERIFY(std::isnan(values[1]) && std::isnan(values[2]));
    }

    void whatIsGoneLeavesInTheEnd()
    {
        History history;
        auto snapshot = snapshotAt(0);
        snapshot.groups.resize(1);
        snapshot.groups[0].id = "g";
        history.add(snapshot);  // lag unknown: nothing but gaps ever
        snapshot.groups.clear();
        for (int i = 1; i < 20 && !history.groupLags().empty(); ++i) {
            snapshot.takenAt = api::WallTime(i);
            history.add(snapshot);
        }
        QVERIFY(history.groupLags().empty());
    }

    void aBrokerThatGoesLeavesAMark()
    {
        History history;
        auto snapshot = snapshotAt(1);
        snapshot.brokers.resize(1);
        snapshot.brokers[0].id = BrokerId(2);
        for (const auto state : {api::BrokerState::Up, api::BrokerState::Up, api::BrokerState::Down,
                 api::BrokerState::Unknown, api::BrokerState::Up}) {
            snapshot.brokers[0].state = state;
            history.add(snapshot);
            snapshot.takenAt += api::Millis(1);
        }
        QStringList marks;
        for (const auto& mark : history.marks())
            marks += mark.text;
        QCOMPARE(
            marks, (QStringList{QStringLiteral("broker 2 down"), QStringLiteral("broker 2 up")}));
        QCOMPARE(history.marks().front().at, api::WallTime(3));
        history.clear();
        QVERIFY(history.marks().empty());
    }

    void faultsAreMarkedWhereTheyBeginAndEnd()
    {
        using api::WallTime;
        History history;
        auto snapshot = snapshotAt(100);
        snapshot.brokers.resize(1);
        snapshot.brokers[0].id = BrokerId(2);
        snapshot.brokers[0].state = api::BrokerState::Up;
        const auto say = [&](api::FaultState state) {
            snapshot.faults = std::make_shared<const api::FaultState>(std::move(state));
            history.add(snapshot);
            history.add(snapshot);  // said again, marked once
            snapshot.takenAt += api::Millis(10);
        };
        const api::Fault kill = api::BrokerKill{BrokerId(2)}, full = api::DiskFull{BrokerId(1)};
        const api::Fault expiry = api::MemberExpiry{"g", "m"};
        say({});
        api::FaultState state;
        state.active = {
            {api::FaultId(1), kill, WallTime(101), {}}, {api::FaultId(2), full, WallTime(102), {}}};
        snapshot.brokers[0].state = api::BrokerState::Down;  // which the kill says already
        say(state);
        state.active = {{api::FaultId(2), full, WallTime(102), {}}};
        state.ended = {{api::FaultId(3), expiry, WallTime(111), WallTime(111)},
            {api::FaultId(1), kill, WallTime(101), WallTime(115)}};
        say(state);
        QStringList marks;
        for (const auto& mark : history.marks())
            marks += QStringLiteral("%1 %2").arg(mark.at.count()).arg(mark.text);
        QCOMPARE(marks,
            (QStringList{QStringLiteral("101 kill 2"), QStringLiteral("102 disk 1 full"),
                QStringLiteral("111 expire g m"), QStringLiteral("115 kill 2 healed")}));
    }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "history_test.moc"
