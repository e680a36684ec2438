// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <thread>

#include "tests/support/synthetic_cluster.h"
#include "views/feed/cluster_feed.h"
#include "views/feed/job_runner.h"
#include "views/feed/mailbox.h"

using namespace stormbench;
using namespace stormbench::feed;

class FeedTest : public QObject {
    Q_OBJECT
private slots:
    void mailboxDeliversOnlyTheNewest()
    {
        QObject receiver;
        QList<int> got;
        const Mailbox<int> mailbox(&receiver, [&](int value) { got += value; });
        std::thread poster([mailbox] {
            for (int i = 1; i <= 1000; ++i)
                mailbox.post(i);
        });
        poster.join();
        QVERIFY(got.isEmpty());  // nothing happens before the receiver's event loop turns
        QTRY_COMPARE(got, QList<int>{1000});
        mailbox.post(7);
        QTRY_COMPARE(got, (QList<int>{1000, 7}));
    }

    void mailboxOfADestroyedReceiverDoesNothing()
    {
        auto receiver = std::make_unique<QObject>();
        int got = 0;
        const Mailbox<int> mailbox(receiver.get(), [&](int) { ++got; });
        mailbox.post(1);
        receiver.reset();
        mailbox.post(2);
        QCoreApplication::processEvents();
        QCOMPARE(got, 0);
    }

    void jobsRunInOrderOffTheUiThread()
    {
        JobRunner runner;
        QList<int> order;
        bool elsewhere = true;
        for (int i = 0; i < 20; ++i) {
            runner.run(
                this,
                [i, ui = std::this_thread::get_id()] {
                    return std::pair(i, std::this_thread::get_id() != ui);
                },
                [&](std::pair<int, bool> result) {
                    order += result.first;
                    elsewhere = elsewhere && result.second;
                });
        }
        QTRY_COMPARE(order.size(), 20);
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        QVERIFY(elsewhere);
        QTRY_VERIFY(!runner.isBusy());
    }

    void jobsWhoseContextIsGoneAreNotReported()
    {
        JobRunner runner;
        auto context = std::make_unique<QObject>();
        bool told = false, later = false;
        std::atomic<bool> ran{false};
        runner.run(
            context.get(),
            [&ran] {
                ran = true;
                return 1;
            },
            [&](int) { told = true; });
        context.reset();
        runner.run(
            this, [] { return 2; }, [&](int) { later = true; });
        QTRY_VERIFY(later);
        QVERIFY(ran);
        QVERIFY(!told);
    }

    void destroyingTheRunnerDropsWhatWaits()
    {
        std::atomic<int> ran{0};
        std::atomic<bool> release{false}, entered{false};
        auto runner = std::make_unique<JobRunner>();
        runner->run(
            this,
            [&] {
                entered = true;
                entered.notify_all();
                release.wait(false);
                return ++ran;
            },
            [](int) {});
        for (int i = 0; i < 5; ++i)
            runner->run(
                this, [&] { return ++ran; }, [](int) {});
        entered.wait(false);
        std::thread opener([&] {
            release = true;
            release.notify_all();
        });
        runner.reset();
        opener.join();
        QVERIFY(ran >= 1 && ran <= 6);  // the one that ran was waited for
    }

    void feedShowsTheNewestSnapshotOfThePresentSource()
    {
        ClusterFeed feed;
        QList<quint64> seen;
        int sources = 0;
        connect(&feed, &ClusterFeed::snapshotChanged, this,
            [&](const api::SnapshotPtr& snapshot) { seen += snapshot ? snapshot->number : 0; });
        connect(&feed, &ClusterFeed::sourceChanged, this, [&] { ++sources; });
        const auto publish = [](test::FakeObserver::Wire& wire, quint64 number) {
            auto snapshot = std::make_shared<api::Snapshot>();
            snapshot->number = number;
            wire.published(std::move(snapshot));
        };
        auto first = std::make_shared<test::FakeObserver::Wire>(),
             second = std::make_shared<test::FakeObserver::Wire>();
        feed.setSource(std::make_unique<test::FakeObserver>(first));
        QVERIFY(feed.hasSource());
        QCOMPARE(first->starts, 1);
        publish(*first, 1);
        publish(*first, 2);
        QTRY_COMPARE(seen, (QList<quint64>{0, 2}));

        publish(*first, 3);  // on its way while the source changes: must not be shown
        feed.setSource(std::make_unique<test::FakeObserver>(second));
        QCOMPARE(first->stops, 1);
        QVERIFY(!feed.snapshot());
        publish(*second, 10);
        QTRY_COMPARE(seen, (QList<quint64>{0, 2, 0, 10}));
        feed.setSource(nullptr);
        QVERIFY(!feed.hasSource());
        QVERIFY(!feed.snapshot());
        QCOMPARE(sources, 3);
    }
};

QTEST_GUILESS_MAIN(FeedTest)
#include "feed_test.moc"
