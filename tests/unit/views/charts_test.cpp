// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "resources/ui/theme.h"
#include "views/charts/chart_row.h"
#include "views/charts/line_chart.h"
#include "views/common/time_range.h"

using namespace stormbench;
using namespace stormbench::views;

class ChartsTest : public QObject {
    Q_OBJECT
private slots:
    void scales_data()
    {
        QTest::addColumn<double>("largest");
        QTest::addColumn<int>("unit");
        QTest::addColumn<double>("top");
        QTest::addColumn<double>("step");
        const auto records = int(ChartUnit::RecordsPerSecond);
        QTest::newRow("nothing") << 0.0 << records << 1.0 << 0.2;
        QTest::newRow("tens") << 37.0 << records << 40.0 << 10.0;
        QTest::newRow("thousands") << 18'234.0 << records << 20'000.0 << 5'000.0;
        QTest::newRow("a round one") << 5'000.0 << records << 5'000.0 << 1'000.0;
        QTest::newRow("not a number") << double(NAN) << records << 1.0 << 0.2;
    }
    void scales()
    {
        QFETCH(double, largest);
        QFETCH(int, unit);
        QFETCH(double, step);
        const auto scale = valueScale(largest, 5, static_cast<ChartUnit>(unit));
        if (static_cast<ChartUnit>(unit) == ChartUnit::RecordsPerSecond) {
            QTEST(scale.top, "top");
            QCOMPARE(scale.step, step);
        }
        QVERIFY(scale.top >= (std::isnan(largest) ? 0 : largest));
        const auto ticks = scale.ticks();
        QVERIFY(ticks.size() >= 2 && ticks.size() <= 7);
        QCOMPARE(ticks.first(), 0.0);
        QVERIFY(qAbs(ticks.last() - scale.top) < scale.top * 1e-6);
    }

    void bytesStepByPowersOfTwo()
    {
        for (const double largest : {3'000.0, 7.9 * 1024 * 1024, 300.0 * 1024 * 1024, 1e12}) {
            const auto scale = valueScale(largest, 5, ChartUnit::BytesPerSecond);
            QVERIFY(scale.top >= largest && scale.top < largest * 2.6);
            for (const double tick : scale.ticks())
                QVERIFY2(!valueText(tick, ChartUnit::BytesPerSecond).contains(u'.'),
                    qPrintable(valueText(tick, ChartUnit::BytesPerSecond)));
        }
    }

    void timeTicksAreRoundAndFew()
    {
        const qint64 to = 1'772'373'843'123;
        for (const qint64 stretch : {60'000LL, 300'000LL, 900'000LL}) {
            const auto ticks = timeTicks(to - stretch, to, 5);
            QVERIFY(ticks.size() >= 2 && ticks.size() <= 6);
            for (const qint64 tick : ticks)
                QVERIFY(tick % 5'000 == 0 && tick >= to - stretch && tick <= to);
        }
    }

    void aGapHasNoReading()
    {
        ChartLine line{
            QStringLiteral("x"), {{{1000, 5}, {2000, 6}, {9000, 7}}, {{20'000, 8}}}, 0, false};
        QCOMPARE(line.at(1100, 400), std::optional<double>(5));
        QCOMPARE(line.at(5000, 400), std::optional<double>(6));  // thinned, but within a run
        QCOMPARE(line.at(14'000, 400), std::nullopt);
        QCOMPARE(line.at(20'300, 400), std::optional<double>(8));
        QCOMPARE(line.at(0, 400), std::nullopt);
        QCOMPARE(line.last()->y(), 8.0);
    }

    void seriesAreReplacedAndReused()
    {
        TimeRange range;
        range.setNow(60'000);
        LineChart chart(QStringLiteral("Records"), ChartUnit::RecordsPerSecond, range);
        chart.resize(400, 200);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        chart.setLines(
            {{QStringLiteral("a"), {{{0, 1}, {10'000, 2}}, {{20'000, 3}, {30'000, 2}}}, 0, false}},
            {});
        QCOMPARE(chart.visibleSeries(), 2);  // a gap parts the line
        const auto held = chart.chart()->series().size();
        for (int i = 0; i < 20; ++i)
            chart.setLines({{QStringLiteral("a"), {{{0, 1}, {10'000.0 + i, 2}}}, 0, false}}, {});
        QCOMPARE(chart.visibleSeries(), 1);
        QCOMPARE(chart.chart()->series().size(), held);
        chart.setLines({}, {});
        QCOMPARE(chart.visibleSeries(), 0);
        QVERIFY(chart.pointsWanted() <= 400);
    }

    void oneCursorForAll()
    {
        TimeRange range;
        range.setSpan(std::chrono::minutes(1));
        range.setNow(100'000);
        LineChart records(QStringLiteral("Records"), ChartUnit::RecordsPerSecond, range),
            bytes(QStringLiteral("Bytes"), ChartUnit::BytesPerSecond, range);
        records.resize(500, 200);
        records.show();
        QVERIFY(QTest::qWaitForWindowExposed(&records));
        records.setLines({{QStringLiteral("a"), {{{50'000, 10}, {100'000, 20}}}, 0, false}}, {});
        bytes.setLines({{QStringLiteral("in"), {{{50'000, 2048}, {100'000, 4096}}}, 0, false}}, {});
        const QPointF at(200, 100);
        QMouseEvent move(QEvent::MouseMove, at, records.viewport()->mapToGlobal(at), Qt::NoButton,
            Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(records.viewport(), &move);
        QVERIFY(range.cursor().has_value());
        QVERIFY(*range.cursor() > range.from() && *range.cursor() < range.to());
        QCOMPARE(bytes.readingsAt(100'000), QStringList{QStringLiteral("in\t4 KiB/s")});
        QCOMPARE(bytes.readingsAt(10'000), QStringList());
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(&records, &leave);
        QVERIFY(!range.cursor().has_value());
    }

    void aPausedRangeStandsStill()
    {
        TimeRange range;
        range.setNow(1'000'000);
        range.setPaused(true);
        QSignalSpy changed(&range, &TimeRange::changed);
        range.setNow(2'000'000);
        QCOMPARE(range.to(), 1'000'000);
        QCOMPARE(changed.size(), 0);
        range.setPaused(false);
        QCOMPARE(range.to(), 2'000'000);
        range.setSpan(std::chrono::minutes(15));
        QCOMPARE(range.from(), 2'000'000 - 900'000);
    }

    void coloursFollowTheTheme()
    {
        TimeRange range;
        range.setNow(60'000);
        LineChart chart(QStringLiteral("Records"), ChartUnit::RecordsPerSecond, range);
        chart.resize(400, 200);
        chart.setLines({{QStringLiteral("a"), {{{0, 1}, {60'000, 2}}}, 0, false}}, {});
        ui::theme().setScheme(ui::Scheme::Light);
        const QColor light = chart.grab().toImage().pixelColor(2, 198);
        QCOMPARE(light, ui::theme().color(ui::Token::Panel));
        ui::theme().setScheme(ui::Scheme::Dark);
        QCOMPARE(chart.grab().toImage().pixelColor(2, 198), ui::theme().color(ui::Token::Panel));
        QVERIFY(ui::theme().color(ui::Token::Panel) != light);
        ui::theme().setScheme(ui::Scheme::Light);
    }

    void chartsWrapWhenNarrow()
    {
        ChartRow row;
        for (int i = 0; i < 3; ++i)
            row.add(new QWidget);
        QCOMPARE(row.columnsFor(1600), 3);
        QCOMPARE(row.columnsFor(800), 2);
        QCOMPARE(row.columnsFor(300), 1);
    }
};

QTEST_MAIN(ChartsTest)
#include "charts_test.moc"
