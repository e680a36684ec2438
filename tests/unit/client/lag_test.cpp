// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/client/lag.h"

using namespace stormbench;
using namespace stormbench::client;
using api::Precision;

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
        QTest::addColumn<int>("state");
        QTest::addColumn<qint64>("lag");
        QTest::addColumn<qint64>("lost");
        const auto row = [](const char* name, qint64 committed, qint64 start, qint64 end,
                             LagState state, qint64 lag, qint64 lost = 0) {
            QTest::newRow(name) << committed << start << end << static_cast<int>(state) << lag
                                << lost;
        };
        row("behind", 40, 0, 100, LagState::Known, 60);
        row("caught up", 100, 0, 100, LagState::Known, 0);
        row("at the log's start", 20, 20, 100, LagState::Known, 80);
        row("uncommitted is not no lag", kNone, 20, 100, LagState::Uncommitted, 80);
        row("empty log, uncommitted", kNone, 0, 0, LagState::Uncommitted, 0);
        row("records deleted unread", 5, 20, 100, LagState::DataLost, 80, 15);
        row("beyond the end", 120, 0, 100, LagState::BeyondEnd, kNone);
        row("no leader", 40, kNone, kNone, LagState::Unknown, kNone);
        row("start unknown", 40, kNone, 100, LagState::Known, 60);
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
        QTEST(static_cast<int>(result.state), "state");
        QTEST(static_cast<qint64>(result.lost), "lost");
        QCOMPARE(result.records.known(), lag != kNone);
        if (lag != kNone)
            QCOMPARE(static_cast<qint64>(result.records.value), lag);
    }

    void keepsTheEndsPrecision()
    {
        const auto lag
            = lagOf({Offset(1), figure(0, Precision::Exact), figure(9, Precision::Estimated)});
        QCOMPARE(lag.records.precision, Precision::Estimated);
        // Uncommitted without a known start: the log is taken to begin at 0.
        const auto guessed = lagOf({std::nullopt, {}, figure(9, Precision::Exact)});
        QCOMPARE(guessed.records.precision, Precision::Estimated);
    }

    void totals()
    {
        const api::Figure<std::int64_t> unknown;
        const auto exact = figure(3, Precision::Exact);
        QCOMPARE(totalLag({exact, exact}), figure(6, Precision::Exact));
        QCOMPARE(totalLag({exact, unknown}), figure(3, Precision::Estimated));
        QCOMPARE(totalLag({unknown, unknown}).known(), false);
        QCOMPARE(totalLag({}), figure(0, Precision::Exact));
        QCOMPARE(
            totalLag({exact, figure(2, Precision::Estimated)}), figure(5, Precision::Estimated));
    }
};

QTEST_GUILESS_MAIN(LagTest)
#include "lag_test.moc"
