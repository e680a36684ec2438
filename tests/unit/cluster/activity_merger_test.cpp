// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/cluster/activity_merger.h"
#include "engine/cluster/broker_figures.h"

using namespace stormbench;
using namespace stormbench::cluster;

class ActivityMergerTest : public QObject {
    Q_OBJECT

    static constexpr std::int16_t kProduce = 0;

    /// `second` after the start: a hundred requests of 1 ms each second, ten records of 1 KB.
    static std::shared_ptr<broker::ActivityStatistics> activity(std::int64_t second)
    {
        auto made = std::make_shared<broker::ActivityStatistics>();
        made->takenAt = std::chrono::seconds(second);
        auto& counters
            = made->requests.emplace_back(broker::RequestStatistics{kProduce, {}}).counters;
        counters.count = 100 * second;
        counters.bytesIn = 1000 * second;
        counters.bytesOut = 500 * second;
        counters.inFlight = 2;
        for (std::int64_t i = 0; i < counters.count; ++i)
            counters.latency.add(std::chrono::milliseconds(1));
        made->clients.push_back({7, "billing", "lib", "2.0", "User:ANONYMOUS", "127.0.0.1:5",
            {{"orders", {10 * second, 10'240 * second, 0}}}});
        made->events = std::make_shared<const broker::EventList>();
        return made;
    }
    static BrokerSlot slotOf(int id, broker::ActivityStatisticsPtr activity)
    {
        auto statistics = std::make_shared<broker::BrokerStatistics>();
        statistics->id = BrokerId{id};
        statistics->activity = std::move(activity);
        return {BrokerId{id}, "127.0.0.1", 9000, true, statistics};
    }
    static broker::EventStatistics event(std::int64_t offset, broker::EventKind kind)
    {
        broker::EventStatistics made;
        made.offset = Offset{offset};
        made.kind = kind;
        made.at = env::WallTime{offset * 10};
        return made;
    }
    static broker::ActivityStatisticsPtr withEvents(broker::EventList events)
    {
        auto made = activity(1);
        made->events = std::make_shared<const broker::EventList>(std::move(events));
        return made;
    }

private slots:
    void ratesOverTheWindow()
    {
        ActivityMerger merger;
        api::Snapshot first, later;
        merger.merge({slotOf(1, activity(1))}, first);
        QCOMPARE(first.requests.size(), std::size_t{1});
        QVERIFY(!first.requests[0].perSecond.known());
        QVERIFY(!first.requests[0].p50Micros.known());
        QVERIFY(first.requests[0].inFlight == exact<std::int64_t>(2));
        for (std::int64_t second = 2; second <= 20; ++second) {
            later = {};
            merger.merge({slotOf(1, activity(second))}, later);
        }
        const auto& produce = later.requests.at(0);
        QCOMPARE(produce.api, std::string("Produce"));
        QVERIFY(produce.perSecond == exact(100.0));
        QVERIFY(produce.bytesInPerSecond == exact(1000.0));
        QVERIFY(produce.bytesOutPerSecond == exact(500.0));
        QCOMPARE(produce.p99Micros.precision, api::Precision::Estimated);
        QVERIFY(std::abs(produce.p99Micros.value - 1000) < 130);
        const auto& client = later.clients.at(0);
        QCOMPARE(client.clientId, std::string("billing"));
        QCOMPARE(client.topics.at(0).topic, std::string("orders"));
        QVERIFY(client.topics[0].recordsInPerSecond == exact(10.0));
        QVERIFY(client.topics[0].bytesInPerSecond == exact(10'240.0));
        QVERIFY(client.topics[0].bytesOutPerSecond == exact(0.0));
    }

    void aNewLifeGivesNoRateAtFirst()
    {
        ActivityMerger merger;
        api::Snapshot snapshot;
        merger.merge({slotOf(1, activity(50))}, snapshot);
        auto restarted = activity(2);
        restarted->takenAt = std::chrono::seconds(51);
        snapshot = {};
        merger.merge({slotOf(1, restarted)}, snapshot);
        QVERIFY(!snapshot.requests.at(0).perSecond.known());
    }

    void aBrokerThatIsDownTellsNothing()
    {
        ActivityMerger merger;
        auto slot = slotOf(1, activity(5));
        slot.running = false;
        api::Snapshot snapshot;
        merger.merge({slot}, snapshot);
        QVERIFY(snapshot.requests.empty());
        QVERIFY(snapshot.clients.empty());
        QVERIFY(snapshot.events);
    }

    void eventsComeOnce()
    {
        using Kind = broker::EventKind;
        ActivityMerger merger;
        api::Snapshot first, second;
        const auto three = event(3, Kind::BrokerFenced), five = event(5, Kind::LeaderChanged),
                   alsoFive = event(5, Kind::IsrShrunk), nine = event(9, Kind::IsrExpanded);
        merger.merge({slotOf(1, withEvents({three, five})), slotOf(2, withEvents({three}))}, first);
        QCOMPARE(first.events->size(), std::size_t{2});
        merger.merge({slotOf(1, withEvents({three, five, alsoFive})),
                         slotOf(2, withEvents({three, five, alsoFive, nine})),
                         slotOf(3, withEvents({nine}))},
            second);
        QCOMPARE(second.events->size(), std::size_t{4});
        QCOMPARE(second.events->front().offset, std::int64_t{3});
        QVERIFY(second.events->front().kind == api::ClusterEventKind::BrokerFenced);
        QCOMPARE(second.events->back().offset, std::int64_t{9});
        QCOMPARE(second.events->back().at, api::WallTime{90});
        QCOMPARE(second.events->back().precision, api::Precision::Exact);
        QCOMPARE(first.events->size(), std::size_t{2});  // what was published does not change
        api::Snapshot third;
        merger.merge({slotOf(2, withEvents({three, five, alsoFive, nine}))}, third);
        QVERIFY(third.events == second.events);  // nothing new: not even a copy
    }

    void eventsAreToldByTheComputersClock()
    {
        auto faults = std::make_shared<api::FaultState>();
        faults->clockOffset = std::chrono::seconds(5);
        ActivityMerger merger;
        api::Snapshot snapshot;
        snapshot.faults = faults;
        merger.merge(
            {slotOf(1, withEvents({event(600, broker::EventKind::BrokerFenced)}))}, snapshot);
        QCOMPARE(snapshot.events->front().at, api::WallTime{1000});
    }

    void theOldestEventsGo()
    {
        ActivityMerger merger;
        api::Snapshot snapshot;
        broker::EventList events;
        for (std::int64_t i = 0; i < 1500; ++i)
            events.push_back(event(i, broker::EventKind::LeaderChanged));
        merger.merge({slotOf(1, withEvents(events))}, snapshot);
        QCOMPARE(snapshot.events->size(), ActivityMerger::kEventsKept);
        QCOMPARE(snapshot.events->back().offset, std::int64_t{1499});
    }
};

QTEST_GUILESS_MAIN(ActivityMergerTest)
#include "activity_merger_test.moc"
