// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/api/lag.h"

using namespace stormbench;
using namespace stormbench::api;

namespace {

constexpr qint64 kNone = -1;

api::Figure<std::int64_t> figure(qint64 value, Precision precision)
{
    return value == kNone ? api::Figure<std::int64_t>{}
                          : api::Figure<std::int64_t>{value, precision};
}

}  // namespace

class LagTest : public QObject {
    Q_OBJECT

private slots:
    void ofOnePartition_data()
    {
        QTest::addColumn<qint64>("committed");
        QTest::addColumn<qint64>("start");
        QTest::addColumn<qint64>("end");
        QTest::addColumn<qint64>("lag");
        const auto row
            = [](const char* name, qint64 committed, qint64 start, qint64 end, qint64 lag) {
                  QTest::newRow(name) << committed << start << end << lag;
              };
        row("behind", 40, 0, 100, 60);
        row("caught up", 100, 0, 100, 0);
        row("at the log's start", 20, 20, 100, 80);
        row("uncommitted is not no lag", kNone, 20, 100, 80);
        row("empty log, uncommitted", kNone, 0, 0, 0);
        row("records deleted unread", 5, 20, 100, 80);
        row("the topic was made anew", 120, 0, 100, kNone);
        row("no leader", 40, kNone, kNone, kNone);
        row("start unknown", 40, kNone, 100, 60);
    }
    void ofOnePartition()
    {
        QFETCH(qint64, committed);
        QFETCH(qint64, start);
        QFETCH(qint64, end);
        QFETCH(qint64, lag);
        const auto result
            = lagOf({committed == kNone ? std::nullopt : std::optional(Offset(committed)),
                figure(start, Precision::Exact), figure(end, Precision::Exact)});
        QCOMPARE(result, figure(lag, Precision::Exact));
    }

    void keepsTheEndsPrecision()
    {
        const auto lag
            = lagOf({Offset(1), figure(0, Precision::Exact), figure(9, Precision::Estimated)});
        QCOMPARE(lag, figure(8, Precision::Estimated));
        // Uncommitted without a known start: the log is taken to begin at 0.
        const auto guessed = lagOf({std::nullopt, {}, figure(9, Precision::Exact)});
        QCOMPARE(guessed, figure(9, Precision::Estimated));
    }

    void totals_data()
    {
        QTest::addColumn<QList<int>>("exact");
        QTest::addColumn<QList<int>>("estimated");
        QTest::addColumn<int>("unknown");
        QTest::addColumn<int>("precision");
        QTest::addColumn<int>("sum");
        using List = QList<int>;
        const auto row = [](const char* name, const List& exact, const List& estimated, int unknown,
                             Precision precision, int sum) {
            QTest::newRow(name) << exact << estimated << unknown << int(precision) << sum;
        };
        row("exact", {3, 3}, {}, 0, Precision::Exact, 6);
        row("one unknown", {3}, {}, 1, Precision::Estimated, 3);
        row("one estimated", {3}, {2}, 0, Precision::Estimated, 5);
        row("all unknown", {}, {}, 2, Precision::Unknown, 0);
        row("no partitions", {}, {}, 0, Precision::Exact, 0);
    }
    void totals()
    {
        QFETCH(QList<int>, exact);
        QFETCH(QList<int>, estimated);
        QFETCH(int, unknown);
        std::vector<GroupPartitionStatus> partitions(static_cast<std::size_t>(unknown));
        for (const int lag : exact)
            partitions.emplace_back().lag = figure(lag, Precision::Exact);
        for (const int lag : estimated)
            partitions.emplace_back().lag = figure(lag, Precision::Estimated);
        const auto total = totalLag(partitions);
        QTEST(int(total.precision), "precision");
        QTEST(int(total.value), "sum");
    }
};

QTEST_GUILESS_MAIN(LagTest)
#include "lag_test.moc"
