// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/replication/offset_watch.h"

using namespace stormbench::replication;

class OffsetWatchTest : public QObject {
    Q_OBJECT

private slots:
    void subscribersAreCalledUntilTheyCancel()
    {
        OffsetWatch watch;
        int calls = 0;
        {
            const auto subscription = watch.subscribe([&] { ++calls; });
            watch.notify();
            watch.notify();
            QVERIFY(subscription.active());
        }
        watch.notify();
        QCOMPARE(calls, 2);
        QVERIFY(watch.empty());
    }

    void callbacksMayCancelAndSubscribe()
    {
        OffsetWatch watch;
        int second = 0;
        int late = 0;
        OffsetWatch::Subscription lateOne;
        OffsetWatch::Subscription victim;
        OffsetWatch::Subscription self;
        self = watch.subscribe([&] {
            self.cancel();
            victim.cancel();
            lateOne = watch.subscribe([&] { ++late; });
        });
        victim = watch.subscribe([&] { ++second; });
        watch.notify();
        QCOMPARE(second, 0);
        QCOMPARE(late, 0);  // it came while the round was under way
        watch.notify();
        QCOMPARE(late, 1);
    }

    void aSubscriptionOutlivesItsWatch()
    {
        OffsetWatch::Subscription subscription;
        {
            OffsetWatch watch;
            subscription = watch.subscribe([] {});
        }
        QVERIFY(!subscription.active());
        subscription.cancel();
    }

    void movedSubscriptionsKeepOneOwner()
    {
        OffsetWatch watch;
        int calls = 0;
        auto first = watch.subscribe([&] { ++calls; });
        auto second = std::move(first);
        first.cancel();
        watch.notify();
        QCOMPARE(calls, 1);
    }
};

QTEST_GUILESS_MAIN(OffsetWatchTest)
#include "offset_watch_test.moc"
