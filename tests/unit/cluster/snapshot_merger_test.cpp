// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/cluster/snapshot_merger.h"

using namespace stormbench;
using namespace stormbench::cluster;

class SnapshotMergerTest : public QObject {
    Q_OBJECT
private slots:
    void init();

    void figuresComeFromTheLeader();
    void ratesAreDifferencesOverTheBrokersClock();
    void ratesStayWhenNothingNewWasPublished();
    void fallenCounterGivesNoRate();
    void acknowledgementsAreThoseSinceTheLastMerge();
    void partitionOfADownBrokerIsUnknown();
    void lag_data();
    void lag();
    void totalLagSaysWhenAPartIsUnknown();
    void assignedAndCommittedPartitionsAreJoined();
    void newestMetadataWins();
    void noBrokerRunning();

private:
    std::shared_ptr<broker::BrokerStatistics> statistics(
        std::int32_t id, std::int64_t second) const;
    void publish(std::int32_t id, broker::BrokerStatisticsPtr statistics);
    static broker::PartitionStatistics leading(
        std::int32_t partition, std::int64_t start, std::int64_t end);

    std::vector<BrokerSlot> m_slots;
    std::unique_ptr<SnapshotMerger> m_merger;
};

void SnapshotMergerTest::init()
{
    m_slots = {{BrokerId(1), "127.0.0.1", 9001, true, nullptr},
        {BrokerId(2), "127.0.0.1", 9002, true, nullptr}};
    m_merger = std::make_unique<SnapshotMerger>("cluster");
}

// Topic "orders": partition 0 led by broker 1, partition 1 by broker 2, partition 2 by nobody.
std::shared_ptr<broker::BrokerStatistics> SnapshotMergerTest::statistics(
    std::int32_t id, std::int64_t second) const
{
    auto made = std::make_shared<broker::BrokerStatistics>();
    made->id = BrokerId(id);
    made->steadyTakenAt = std::chrono::seconds(second);
    made->controller = id == 1;
    made->active = true;
    made->metadataOffset = 10;
    broker::TopicStatistics topic{"orders", Uuid{}, false, {}};
    for (std::int32_t index = 0; index < 3; ++index)
        topic.partitions.push_back(
            {PartitionIndex(index), index == 2 ? kNoBroker : BrokerId(index + 1), LeaderEpoch(4),
                {BrokerId(1), BrokerId(2)}, {BrokerId(1)}});
    made->topics.push_back(topic);
    return made;
}

broker::PartitionStatistics SnapshotMergerTest::leading(
    std::int32_t partition, std::int64_t start, std::int64_t end)
{
    broker::PartitionStatistics made;
    made.topic = "orders";
    made.partition = PartitionIndex(partition);
    made.logStart = Offset(start);
    made.logEnd = Offset(end + 5);
    made.highWatermark = Offset(end);
    made.sizeBytes = 1000;
    made.segments = 2;
    return made;
}

void SnapshotMergerTest::publish(std::int32_t id, broker::BrokerStatisticsPtr statistics)
{
    m_slots.at(static_cast<std::size_t>(id - 1)).statistics = std::move(statistics);
}

void SnapshotMergerTest::figuresComeFromTheLeader()
{
    auto one = statistics(1, 1), two = statistics(2, 1);
    one->partitions = {leading(0, 3, 10)};
    two->partitions = {leading(1, 0, 20)};
    two->connections = 7;
    publish(1, one);
    publish(2, two);
    const auto snapshot = m_merger->merge(m_slots, api::WallTime(5));
    QCOMPARE(snapshot->number, std::uint64_t{1});
    QVERIFY(snapshot->embedded);
    QVERIFY(snapshot->error.empty());
    QCOMPARE(snapshot->brokers.size(), std::size_t{2});
    QVERIFY(snapshot->brokers[0].controller);
    QVERIFY(snapshot->brokers[1].state == api::BrokerState::Up);
    QCOMPARE(snapshot->brokers[1].leaders, 1);
    QCOMPARE(snapshot->brokers[1].replicas, 3);
    QVERIFY(snapshot->brokers[1].connections == exact<std::int64_t>(7));
    const auto& partitions = snapshot->topics.at(0).partitions;
    QVERIFY(partitions.at(0).logStart == exact<std::int64_t>(3));
    QVERIFY(partitions.at(0).logEnd == exact<std::int64_t>(10));
    QVERIFY(partitions.at(1).logEnd == exact<std::int64_t>(20));
    QVERIFY(partitions.at(1).segments == exact<std::int64_t>(2));
    QVERIFY(!partitions.at(0)
                 .recordsInPerSecond.known());  // the first sample has nothing to differ from
    QVERIFY(!partitions.at(2).logEnd.known());
    QCOMPARE(partitions.at(2).error, std::string("no leader"));
}

void SnapshotMergerTest::ratesAreDifferencesOverTheBrokersClock()
{
    auto first = statistics(1, 10), second = statistics(1, 12);
    first->partitions = {leading(0, 0, 100)};
    second->partitions = {leading(0, 0, 300)};
    first->partitions[0].traffic.recordsIn = 100;
    second->partitions[0].traffic.recordsIn = 300;
    second->traffic = {200, 4000, 600, 10};
    publish(1, first);
    (void)m_merger->merge(m_slots, {});
    publish(1, second);
    const auto snapshot = m_merger->merge(m_slots, {});
    QVERIFY(snapshot->topics[0].partitions[0].recordsInPerSecond == exact(100.0));
    QVERIFY(snapshot->brokers[0].recordsInPerSecond == exact(100.0));
    QVERIFY(snapshot->brokers[0].bytesInPerSecond == exact(2000.0));
    QVERIFY(snapshot->brokers[0].bytesOutPerSecond == exact(300.0));
    QVERIFY(snapshot->brokers[0].requestsPerSecond == exact(5.0));
    QVERIFY(!snapshot->brokers[1].recordsInPerSecond.known());
}

void SnapshotMergerTest::acknowledgementsAreThoseSinceTheLastMerge()
{
    using std::chrono::milliseconds;
    const auto after = [](std::initializer_list<int> millis) {
        auto latency = std::make_shared<broker::LatencyHistogram>();
        for (const int each : millis)
            latency->add(milliseconds(each));
        return latency;
    };
    std::int64_t second = 0;
    const auto merged = [&](broker::LatencyHistogramPtr acknowledgements) {
        auto told = statistics(1, ++second);
        told->partitions = {leading(0, 0, 100)};
        told->partitions[0].acknowledgements = std::move(acknowledgements);
        publish(1, told);
        return m_merger->merge(m_slots, {})->topics[0].partitions[0];
    };
    const auto near = [](const api::Figure<double>& figure, double micros) {
        return figure.precision == api::Precision::Estimated
            && qAbs(figure.value - micros) <= micros * broker::LatencyHistogram::kError;
    };
    QVERIFY(!merged(nullptr).p50AckMicros.known());
    QVERIFY(near(merged(after({3})).p50AckMicros, 3'000));
    const auto later = after({3, 50, 50, 50, 700});
    const auto moved = merged(later);
    QVERIFY(near(moved.p50AckMicros, 50'000));
    QVERIFY(near(moved.p99AckMicros, 700'000));
    QVERIFY(!merged(later).p99AckMicros.known());           // at rest
    QVERIFY(near(merged(after({9})).p99AckMicros, 9'000));  // led anew: its meter began again
    QVERIFY(!merged(nullptr).p99AckMicros.known());
}

void SnapshotMergerTest::ratesStayWhenNothingNewWasPublished()
{
    auto first = statistics(1, 10), second = statistics(1, 11);
    second->traffic.recordsIn = 50;
    publish(1, first);
    (void)m_merger->merge(m_slots, {});
    publish(1, second);
    (void)m_merger->merge(m_slots, {});
    QVERIFY(m_merger->merge(m_slots, {})->brokers[0].recordsInPerSecond == exact(50.0));
}

void SnapshotMergerTest::fallenCounterGivesNoRate()
{
    auto first = statistics(1, 10), second = statistics(1, 11);
    first->traffic.recordsIn = 50;
    second->traffic.recordsIn = 10;
    publish(1, first);
    (void)m_merger->merge(m_slots, {});
    publish(1, second);
    QVERIFY(!m_merger->merge(m_slots, {})->brokers[0].recordsInPerSecond.known());
    // A new life begins with an empty slot, and its first figures have nothing to differ from.
    publish(1, nullptr);
    (void)m_merger->merge(m_slots, {});
    auto third = statistics(1, 12);
    third->traffic.recordsIn = 1000;
    publish(1, third);
    QVERIFY(!m_merger->merge(m_slots, {})->brokers[0].recordsInPerSecond.known());
}

void SnapshotMergerTest::partitionOfADownBrokerIsUnknown()
{
    auto one = statistics(1, 1), two = statistics(2, 1);
    two->partitions = {leading(1, 0, 20)};
    publish(1, one);
    publish(2, two);
    m_slots[1].running = false;
    const auto snapshot = m_merger->merge(m_slots, {});
    QVERIFY(snapshot->brokers[1].state == api::BrokerState::Down);
    QVERIFY(!snapshot->topics[0].partitions[1].logEnd.known());
    QCOMPARE(snapshot->topics[0].partitions[1].error, std::string("broker 2 is down"));
}

void SnapshotMergerTest::lag_data()
{
    QTest::addColumn<int>("partition");
    QTest::addColumn<int>("committed");
    QTest::addColumn<int>("lag");  // -1: unknown
    QTest::newRow("behind") << 0 << 40 << 60;
    QTest::newRow("caught up") << 0 << 100 << 0;
    QTest::newRow("records deleted unread") << 0 << 5 << 90;
    QTest::newRow("topic made anew") << 0 << 101 << -1;
    QTest::newRow("no leader") << 2 << 40 << -1;
}

void SnapshotMergerTest::lag()
{
    QFETCH(int, partition);
    QFETCH(int, committed);
    QFETCH(int, lag);
    auto one = statistics(1, 1);
    one->partitions = {leading(0, 10, 100)};
    broker::GroupStatistics group;
    group.id = "billing";
    group.committed = {{"orders", PartitionIndex(partition), Offset(committed), "", {}}};
    one->groups = {group};
    publish(1, one);
    const auto snapshot = m_merger->merge(m_slots, {});
    const auto& shown = snapshot->groups.at(0);
    QVERIFY(shown.coordinator == BrokerId(1));
    QCOMPARE(shown.partitions.at(0).lag.known(), lag >= 0);
    QCOMPARE(shown.totalLag.known(), lag >= 0);
    if (lag >= 0) {
        QVERIFY(shown.partitions.at(0).lag == exact<std::int64_t>(lag));
        QVERIFY(shown.totalLag == exact<std::int64_t>(lag));
    }
}

void SnapshotMergerTest::totalLagSaysWhenAPartIsUnknown()
{
    auto one = statistics(1, 1);
    one->partitions = {leading(0, 0, 100)};
    broker::GroupStatistics group;
    group.id = "billing";
    group.committed = {{"orders", PartitionIndex(0), Offset(90), "", {}},
        {"orders", PartitionIndex(2), Offset(1), "", {}}};
    one->groups = {group};
    publish(1, one);
    const auto total = m_merger->merge(m_slots, {})->groups.at(0).totalLag;
    QCOMPARE(total.value, std::int64_t{10});
    QVERIFY(total.precision == api::Precision::Estimated);
}

void SnapshotMergerTest::assignedAndCommittedPartitionsAreJoined()
{
    auto first = statistics(1, 1), second = statistics(1, 2);
    broker::GroupStatistics group;
    group.id = "billing";
    group.members = {
        {"m-1", "client", "127.0.0.1", "", {{"orders", {PartitionIndex(0), PartitionIndex(1)}}}}};
    group.committed = {{"orders", PartitionIndex(0), Offset(7), "", {}}};
    first->groups = {group};
    group.committed[0].offset = Offset(27);
    second->groups = {group};
    first->partitions = second->partitions = {leading(0, 0, 100)};
    publish(1, first);
    (void)m_merger->merge(m_slots, {});
    publish(1, second);
    const auto snapshot = m_merger->merge(m_slots, {});
    const auto& partitions = snapshot->groups.at(0).partitions;
    QCOMPARE(partitions.size(), std::size_t{2});
    QVERIFY(partitions[0].committed == Offset(27));
    QCOMPARE(partitions[0].memberId, std::string("m-1"));
    QVERIFY(partitions[0].consumedPerSecond == exact(20.0));
    QVERIFY(!partitions[1].committed);
    QCOMPARE(partitions[1].memberId, std::string("m-1"));
    QCOMPARE(snapshot->groups[0].members.at(0).assignment.size(), std::size_t{2});
}

void SnapshotMergerTest::newestMetadataWins()
{
    auto one = statistics(1, 1), two = statistics(2, 1);
    two->metadataOffset = 11;
    two->topics[0].name = "renewed";
    publish(1, one);
    publish(2, two);
    QCOMPARE(m_merger->merge(m_slots, {})->topics.at(0).name, std::string("renewed"));
    m_slots[1].running = false;
    QCOMPARE(m_merger->merge(m_slots, {})->topics.at(0).name, std::string("orders"));
}

void SnapshotMergerTest::noBrokerRunning()
{
    publish(1, statistics(1, 1));
    for (auto& slot : m_slots)
        slot.running = false;
    const auto snapshot = m_merger->merge(m_slots, {});
    QVERIFY(!snapshot->error.empty());
    QCOMPARE(snapshot->topics.size(), std::size_t{1});  // the last good ones
}

QTEST_GUILESS_MAIN(SnapshotMergerTest)
#include "snapshot_merger_test.moc"
