// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/broker/latency_histogram.h"

using namespace stormbench::broker;
using std::chrono::microseconds;

class LatencyHistogramTest : public QObject {
    Q_OBJECT
private slots:
    void percentiles_data();
    void percentiles();
    void everyDurationWithinTheError();
    void differences();
    void nothingAdded();
};

void LatencyHistogramTest::percentiles_data()
{
    QTest::addColumn<QList<qint64>>("micros");
    QTest::addColumn<double>("share");
    QTest::addColumn<double>("expected");  ///< the true one; found within the error
    QList<qint64> even;
    for (qint64 i = 1; i <= 1000; ++i)
        even.append(i * 10);
    QList<qint64> outlier(99, 200);
    outlier.append(1'000'000);
    QTest::newRow("one, p50") << QList<qint64>{5} << 0.5 << 5.0;
    QTest::newRow("one, p99") << QList<qint64>{40'000} << 0.99 << 40'000.0;
    QTest::newRow("even, p50") << even << 0.5 << 5'000.0;
    QTest::newRow("even, p99") << even << 0.99 << 9'900.0;
    QTest::newRow("even, p0") << even << 0.0 << 10.0;
    QTest::newRow("even, p100") << even << 1.0 << 10'000.0;
    QTest::newRow("outlier, p50") << outlier << 0.5 << 200.0;
    QTest::newRow("outlier, p99") << outlier << 0.99 << 200.0;
    QTest::newRow("outlier, p99.9") << outlier << 0.999 << 1'000'000.0;
}

void LatencyHistogramTest::percentiles()
{
    QFETCH(QList<qint64>, micros);
    QFETCH(double, share);
    QFETCH(double, expected);
    LatencyHistogram histogram;
    for (const auto each : micros)
        histogram.add(microseconds(each));
    QCOMPARE(histogram.count(), std::int64_t{micros.size()});
    const auto found = histogram.percentile(share);
    QVERIFY2(std::abs(found - expected) <= std::max(1.0, expected * LatencyHistogram::kError),
        qPrintable(QString::number(found)));
}

void LatencyHistogramTest::everyDurationWithinTheError()
{
    constexpr std::int64_t kLongest = std::int64_t{1} << 29;
    for (std::int64_t micros = 1; micros < kLongest; micros += 1 + micros / 7) {
        LatencyHistogram histogram;
        histogram.add(microseconds(micros));
        for (const double share : {0.01, 0.5, 1.0}) {
            const auto found = histogram.percentile(share);
            const auto allowed
                = std::max(1.0, static_cast<double>(micros) * LatencyHistogram::kError);
            QVERIFY2(std::abs(found - static_cast<double>(micros)) <= allowed,
                qPrintable(QStringLiteral("%1 found as %2").arg(micros).arg(found)));
        }
    }
    LatencyHistogram odd;
    odd.add(microseconds(-5));  // a clock that went back
    odd.add(std::chrono::hours(100));
    QCOMPARE(odd.count(), std::int64_t{2});
    QVERIFY(odd.percentile(1) > 1e8);
}

void LatencyHistogramTest::differences()
{
    LatencyHistogram earlier, later;
    for (int i = 0; i < 1000; ++i)
        earlier.add(microseconds(100'000));
    later = earlier;
    for (int i = 0; i < 10; ++i)
        later.add(microseconds(50));
    QCOMPARE(later.since(earlier).count(), std::int64_t{10});
    QVERIFY(later.since(earlier).percentile(0.99) < 60);
    QVERIFY(later.since(later) == LatencyHistogram{});
    earlier.merge(later.since(earlier));
    QVERIFY(earlier == later);
}

void LatencyHistogramTest::nothingAdded()
{
    QCOMPARE(LatencyHistogram{}.percentile(0.99), 0.0);
    QCOMPARE(LatencyHistogram{}.count(), std::int64_t{0});
}

QTEST_GUILESS_MAIN(LatencyHistogramTest)
#include "latency_histogram_test.moc"
