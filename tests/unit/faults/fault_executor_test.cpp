// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "../net/net_fixture.h"
#include "engine/env/system_clock.h"
#include "engine/faults/cluster_clock.h"
#include "engine/faults/fault_executor.h"

using namespace stormbench;
using namespace stormbench::faults;
using namespace std::chrono_literals;

/// Timers of a real strand that go by a bent clock.
class FaultExecutorTest : public QObject {
    Q_OBJECT

    struct Bench {
        env::SystemClock machine;
        ClusterClock clock{machine};
        net::Node node;
        FaultExecutor executor{node.executor, clock};
        std::unique_ptr<env::Executor::Timer> timer;
        std::atomic<int> rings = 0;

        Bench()
        {
            node.on([this] { timer = executor.createTimer(); });
        }
        ~Bench()
        {
            node.on([this] { timer.reset(); });
        }
        void start(std::chrono::microseconds delay)
        {
            node.on([&] { timer->start(delay, [this] { ++rings; }); });
        }
        void bend(double rate, env::Millis ahead)
        {
            clock.bend(rate, ahead);
            node.on([this] { executor.clockChanged(); });
        }
        bool active()
        {
            return node.on([this] { return timer->active(); });
        }
    };

private slots:
    void ringsAsTheMachineHasIt()
    {
        Bench bench;
        bench.start(20ms);
        QVERIFY(bench.active());
        QTRY_COMPARE(bench.rings, 1);
        QVERIFY(!bench.active());
    }
    void aLeapMakesItDue()
    {
        Bench bench;
        bench.start(1h);
        bench.bend(1, 59min);
        QVERIFY(bench.active());
        QCOMPARE(bench.rings, 0);
        bench.bend(1, 2h);
        QTRY_COMPARE(bench.rings, 1);
    }
    void standsStillWithTheClock()
    {
        Bench bench;
        bench.start(30ms);
        bench.bend(0, 0ms);
        Bench watch;  // another cluster's time goes on
        watch.start(100ms);
        QTRY_COMPARE(watch.rings, 1);
        QVERIFY(bench.active());
        QCOMPARE(bench.rings, 0);
        bench.bend(1, 0ms);
        QTRY_COMPARE(bench.rings, 1);
    }
    void startedWhileTimeStandsStill()
    {
        Bench bench;
        bench.bend(0, 0ms);
        bench.start(1ms);
        bench.bend(1, 0ms);
        QTRY_COMPARE(bench.rings, 1);
    }
    void hurriesWithTheClock()
    {
        Bench bench;
        bench.bend(1000, 0ms);
        QElapsedTimer elapsed;
        elapsed.start();
        bench.start(100s);  // a tenth of a second
        QTRY_COMPARE(bench.rings, 1);
        QVERIFY2(elapsed.elapsed() >= 95, qPrintable(QString::number(elapsed.elapsed())));
    }
    void cancelledIsForgotten()
    {
        Bench bench;
        bench.start(1h);
        bench.node.on([&] { bench.timer->cancel(); });
        QVERIFY(!bench.active());
        bench.bend(1, 2h);
        bench.node.on([] {});
        QCOMPARE(bench.rings, 0);
    }
    void mayBeDestroyedByItsOwnTask()
    {
        Bench bench;
        bench.node.on([&] {
            bench.timer->start(1ms, [&] {
                bench.timer.reset();
                ++bench.rings;
            });
        });
        QTRY_COMPARE(bench.rings, 1);
        bench.bend(1, 1h);
    }
};

QTEST_GUILESS_MAIN(FaultExecutorTest)
#include "fault_executor_test.moc"
