// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/base/log.h"
#include "net_fixture.h"

using namespace stormbench;
using namespace stormbench::net;
using namespace std::chrono_literals;

class NetExecutorTest : public QObject {
    Q_OBJECT
private slots:
    void postKeepsTheOrderOfEachThread();
    void taskPostedBeforeStartRuns();
    void postNeverRunsInside();
    void runsHereTellsTheStrand();
    void timersComeInOrderOfTheirTime();
    void cancelledAndRestartedTimers();
    void timerDestroyedInItsOwnTask();
    void timerDestroyedBeforeItFires();
    void blockingWorkRunsElsewhereThenDoneOnTheStrand();
    void oneThreadRunsBlockingWorkInOrder();
    void stopDropsTheRest();
    void joinWaitsForBlockingWork();
    void pausedStrandStandsStill();
    void stopEndsAPausedStrand();
    void exceptionOfATaskEndsOnlyThatTask();
};

void NetExecutorTest::postKeepsTheOrderOfEachThread()
{
    Node node;
    constexpr int kThreads = 8;
    constexpr int kTasks = 5'000;
    std::array<int, kThreads> next{};
    bool inOrder = true;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < kTasks; ++i)
                node.executor.post([&, t, i] { inOrder = inOrder && next.at(t)++ == i; });
        });
    for (auto& thread : threads)
        thread.join();
    node.on([] {});
    QVERIFY(inOrder);
    for (const auto count : next)
        QCOMPARE(count, kTasks);
}

void NetExecutorTest::taskPostedBeforeStartRuns()
{
    BlockingPool pool(1);
    NetExecutor executor("late", pool);
    std::promise<void> ran;
    executor.post([&] { ran.set_value(); });
    executor.start();
    QVERIFY(ran.get_future().wait_for(10s) == std::future_status::ready);
}

void NetExecutorTest::postNeverRunsInside()
{
    Node node;
    std::vector<int> order;
    node.on([&] {
        node.executor.post([&] { order.push_back(2); });
        order.push_back(1);
    });
    node.on([] {});
    QCOMPARE(order, (std::vector<int>{1, 2}));
}

void NetExecutorTest::runsHereTellsTheStrand()
{
    Node node, other;
    QVERIFY(!node.executor.runsHere());
    QVERIFY(node.on([&] { return node.executor.runsHere(); }));
    QVERIFY(!other.on([&] { return node.executor.runsHere(); }));
    node.executor.stop();
    node.executor.join();
    QVERIFY(node.executor.runsHere());
}

void NetExecutorTest::timersComeInOrderOfTheirTime()
{
    Node node;
    std::vector<int> order;
    std::promise<void> last;
    std::vector<std::unique_ptr<env::Executor::Timer>> timers;
    node.on([&] {
        for (const int delay : {30, 10, 20, 0, 40}) {
            timers.push_back(node.executor.createTimer());
            timers.back()->start(std::chrono::milliseconds(delay), [&, delay] {
                order.push_back(delay);
                if (delay == 40)
                    last.set_value();
            });
        }
    });
    last.get_future().wait();
    QCOMPARE(order, (std::vector<int>{0, 10, 20, 30, 40}));
    node.on([&] {
        QVERIFY(!timers.front()->active());
        timers.clear();
    });
}

void NetExecutorTest::cancelledAndRestartedTimers()
{
    Node node;
    int cancelled = 0, before = 0, after = 0;
    std::promise<void> fired, end;
    std::unique_ptr<env::Executor::Timer> a, b, c;
    node.on([&] {
        a = node.executor.createTimer();
        a->start(1ms, [&] { ++cancelled; });
        QVERIFY(a->active());
        a->cancel();
        QVERIFY(!a->active());
        b = node.executor.createTimer();
        b->start(1ms, [&] { ++before; });
        b->start(5ms, [&] {
            ++after;
            fired.set_value();
        });
    });
    fired.get_future().wait();
    node.on([&] {
        c = node.executor.createTimer();
        c->start(20ms, [&] { end.set_value(); });
    });
    end.get_future().wait();
    QCOMPARE(cancelled, 0);
    QCOMPARE(before, 0);
    QCOMPARE(after, 1);
    node.on([&] { a.reset(), b.reset(), c.reset(); });
}

void NetExecutorTest::timerDestroyedInItsOwnTask()
{
    Node node;
    std::promise<void> done;
    node.on([&] {
        auto timer
            = std::make_shared<std::unique_ptr<env::Executor::Timer>>(node.executor.createTimer());
        (*timer)->start(0us, [&done, timer] {
            timer->reset();
            done.set_value();
        });
    });
    QVERIFY(done.get_future().wait_for(10s) == std::future_status::ready);
}

void NetExecutorTest::timerDestroyedBeforeItFires()
{
    Node node;
    bool fired = false;
    std::promise<void> later;
    std::unique_ptr<env::Executor::Timer> other;
    node.on([&] {
        node.executor.createTimer()->start(0us, [&] { fired = true; });
        other = node.executor.createTimer();
        other->start(10ms, [&] { later.set_value(); });
    });
    later.get_future().wait();
    QVERIFY(!fired);
    node.on([&] { other.reset(); });
}

void NetExecutorTest::blockingWorkRunsElsewhereThenDoneOnTheStrand()
{
    Node node;
    bool workOnStrand = true;
    std::promise<bool> doneOnStrand;
    node.executor.runBlocking([&] { workOnStrand = node.executor.runsHere(); },
        [&] { doneOnStrand.set_value(node.executor.runsHere()); });
    QVERIFY(doneOnStrand.get_future().get());
    QVERIFY(!workOnStrand);
}

void NetExecutorTest::oneThreadRunsBlockingWorkInOrder()
{
    BlockingPool pool(1);
    NetExecutor executor("ordered", pool);
    executor.start();
    std::vector<int> works, dones;
    std::promise<void> end;
    for (int i = 0; i < 100; ++i)
        executor.runBlocking([&, i] { works.push_back(i); },
            [&, i] {
                dones.push_back(i);
                if (i == 99)
                    end.set_value();
            });
    end.get_future().wait();
    QCOMPARE(works.size(), std::size_t{100});
    QVERIFY(std::ranges::is_sorted(works));
    QCOMPARE(dones, works);
}

void NetExecutorTest::stopDropsTheRest()
{
    BlockingPool pool(1);
    int ran = 0;
    auto alive = std::make_shared<int>(0);
    {
        NetExecutor executor("dropping", pool);
        executor.post([&] {
            ++ran;
            executor.stop();
            executor.post([&ran, alive] { ++ran; });
        });
        executor.post([&ran, alive] { ++ran; });
        executor.start();
        executor.join();
        QCOMPARE(alive.use_count(), 1L);
        executor.post([&ran, alive] { ++ran; });
        executor.runBlocking([&ran, alive] { ++ran; }, [] {});
    }
    QCOMPARE(ran, 1);
    QCOMPARE(alive.use_count(), 1L);
}

void NetExecutorTest::joinWaitsForBlockingWork()
{
    BlockingPool pool(1);
    std::promise<void> begun, goOn;
    std::atomic<bool> finished = false;
    bool done = false;
    {
        NetExecutor executor("waiting", pool);
        executor.start();
        executor.runBlocking(
            [&] {
                begun.set_value();
                goOn.get_future().wait();
                finished = true;
            },
            [&] { done = true; });
        begun.get_future().wait();
        executor.stop();
        goOn.set_value();
        executor.join();
        QVERIFY(finished);
    }
    QVERIFY(!done);
}

void NetExecutorTest::pausedStrandStandsStill()
{
    Node node, other;
    std::atomic<int> ran = 0;
    node.executor.pause();
    node.executor.post([&] { ++ran; });
    std::promise<void> later;
    auto timer = other.executor.createTimer();
    other.on([&] { timer->start(20ms, [&] { later.set_value(); }); });
    later.get_future().wait();
    other.on([&] { timer.reset(); });
    QCOMPARE(ran.load(), 0);
    node.executor.resume();
    QTRY_COMPARE(ran.load(), 1);
}

void NetExecutorTest::stopEndsAPausedStrand()
{
    Node node;
    node.executor.pause();
    node.executor.stop();
    node.executor.join();
    QVERIFY(node.executor.runsHere());
}

void NetExecutorTest::exceptionOfATaskEndsOnlyThatTask()
{
    log::setLevel(log::Level::Off);
    Node node;
    node.executor.post([] { throw std::bad_alloc(); });
    QCOMPARE(node.on([] { return 7; }), 7);
}

QTEST_GUILESS_MAIN(NetExecutorTest)
#include "net_executor_test.moc"
