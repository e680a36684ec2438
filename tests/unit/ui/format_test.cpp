// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/ui/format.h"

#include <QtTest>

using namespace stormbench::ui;
using namespace std::chrono_literals;

class FormatTest : public QObject {
    Q_OBJECT
private slots:
    void figures_data()
    {
        QTest::addColumn<QString>("got");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const QString& got, const char* wanted) {
            QTest::newRow(wanted) << got << QString::fromUtf8(wanted);
        };
        row(formatCount(0), "0");
        row(formatCount(999), "999");
        row(formatCount(1'234'567), "1,234,567");
        row(formatCount(-1'234), "-1,234");
        row(formatCount(42, Exactness::Estimate), "≈42");
        row(formatShort(0.04), "0.04");
        row(formatShort(0.0), "0");
        row(formatShort(7.0), "7");
        row(formatShort(999.4), "999");
        row(formatShort(999.96), "1 k");
        row(formatShort(18'234.0), "18.2 k");
        row(formatShort(2'500'000.0), "2.5 M");
        row(formatRate(18'234.0), "18.2 k rec/s");
        row(formatRate(0.25), "0.3 rec/s");
        row(formatRate(3.0, "req"), "3 req/s");
        row(formatRate(10.0, "rec", Exactness::Estimate), "≈10 rec/s");
        row(formatBytes(0), "0 B");
        row(formatBytes(1023), "1023 B");
        row(formatBytes(1536), "1.5 KiB");
        row(formatBytes(5'368'709'120), "5 GiB");
        row(formatByteRate(1'572'864.0), "1.5 MiB/s");
        row(formatDuration(850us), "850 µs");
        row(formatDuration(12ms), "12 ms");
        row(formatDuration(1500ms), "1.5 s");
        row(formatDuration(200s), "3 min 20 s");
        row(formatDuration(2h + 5min), "2 h 5 min");
        row(formatDuration(168h), "7 d");
        row(formatDuration(76h), "3 d 4 h");
        row(formatAge(900ms), "now");
        row(formatAge(12s), "12 s ago");
        row(formatAge(3min), "3 min ago");
        row(formatAge(49h), "2 d ago");
        row(formatPercent(0.1234), "12.3 %");
        row(formatPercent(1.0), "100 %");
        row(formatPlural(1, "topic"), "1 topic");
        row(formatPlural(0, "topic"), "0 topics");
        row(formatPlural(12'000, "entry", "entries"), "12,000 entries");
    }
    void figures()
    {
        QFETCH(QString, got);
        QFETCH(QString, wanted);
        QCOMPARE(got, wanted);
    }

    void theUnknownIsADash()
    {
        const QString dash = QStringLiteral("–");
        QCOMPARE(formatCount(std::nullopt), dash);
        QCOMPARE(formatShort(std::nullopt), dash);
        QCOMPARE(formatShort(std::numeric_limits<double>::quiet_NaN()), dash);
        QCOMPARE(formatRate(std::nullopt), dash);
        QCOMPARE(formatRate(std::numeric_limits<double>::infinity()), dash);
        QCOMPARE(formatBytes(std::nullopt), dash);
        QCOMPARE(formatByteRate(std::nullopt), dash);
        QCOMPARE(formatDuration(std::nullopt), dash);
        QCOMPARE(formatAge(std::nullopt), dash);
        QCOMPARE(formatPercent(std::nullopt), dash);
        QCOMPARE(formatTime(std::nullopt), dash);
        // An unknown estimate is no better known.
        QCOMPARE(formatCount(std::nullopt, Exactness::Estimate), dash);
    }

    void timesAreLocal()
    {
        const QDateTime moment(QDate(2026, 3, 1), QTime(14, 3, 7, 123));
        QCOMPARE(formatTime(moment.toMSecsSinceEpoch()), QStringLiteral("14:03:07.123"));
        QCOMPARE(
            formatDateTime(moment.toMSecsSinceEpoch()), QStringLiteral("2026-03-01 14:03:07.123"));
    }
};

QTEST_GUILESS_MAIN(FormatTest)
#include "format_test.moc"
