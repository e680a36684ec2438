// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/client/rate_tracker.h"

using namespace stormbench;
using namespace std::chrono_literals;

class RateTrackerTest : public QObject {
    Q_OBJECT

private slots:
    void differencesOverTime()
    {
        client::RateTracker<int> tracker;
        const auto start = std::chrono::steady_clock::now();
        QVERIFY(!tracker.update(1, 100, start).known());
        const auto rate = tracker.update(1, 150, start + 500ms);
        QCOMPARE(rate.value, 100.0);
        QCOMPARE(rate.precision, api::Precision::Estimated);
        QCOMPARE(tracker.latest(1).value, 100.0);
        QVERIFY(!tracker.latest(2).known());
    }

    void aCounterThatFallsStartsAgain()
    {
        client::RateTracker<int> tracker;
        const auto start = std::chrono::steady_clock::now();
        static_cast<void>(tracker.update(1, 100, start));
        QVERIFY(!tracker.update(1, 10, start + 1s).known());
        QCOMPARE(tracker.update(1, 30, start + 2s).value, 20.0);
    }

    void sameMomentKeepsTheRate()
    {
        client::RateTracker<int> tracker;
        const auto start = std::chrono::steady_clock::now();
        static_cast<void>(tracker.update(1, 0, start));
        static_cast<void>(tracker.update(1, 7, start + 1s));
        QCOMPARE(tracker.update(1, 9, start + 1s).value, 7.0);
        QCOMPARE(tracker.update(1, 9, start + 2s).value, 2.0);
    }

    void sumsLeaveOutTheUnknown()
    {
        api::Figure<double> sum;
        client::addTo(sum, {});
        QVERIFY(!sum.known());
        client::addTo(sum, {2.0, api::Precision::Exact});
        QCOMPARE(sum.precision, api::Precision::Exact);
        client::addTo(sum, {3.0, api::Precision::Estimated});
        QCOMPARE(sum.value, 5.0);
        QCOMPARE(sum.precision, api::Precision::Estimated);
    }
};

QTEST_GUILESS_MAIN(RateTrackerTest)
#include "rate_tracker_test.moc"
