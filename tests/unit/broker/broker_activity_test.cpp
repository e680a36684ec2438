// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

#include "engine/base/log.h"
#include "tests/support/compare_error.h"
#include "tests/support/test_cluster.h"
#include "tests/support/wire_requests.h"

using namespace stormbench;
using namespace stormbench::tests;

/// What brokers tell of requests, clients and events, of real ones on sockets.
class BrokerActivityTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<TestCluster> m_cluster;

    void startCluster(int brokers)
    {
        m_directory = QTemporaryDir();
        const int replicas = brokers >= 3 ? 3 : 1;
        m_cluster = std::make_unique<TestCluster>(m_directory.path().toStdString(), brokers,
            TestCluster::Configs{{"broker.session.timeout.ms", "800"},
                {"broker.heartbeat.interval.ms", "100"}, {"offsets.topic.num.partitions", "1"},
                {"default.replication.factor", std::to_string(replicas)},
                {"min.insync.replicas", std::to_string(replicas == 3 ? 2 : 1)},
                {"offsets.topic.replication.factor", std::to_string(replicas)},
                {"controller.quorum.fetch.timeout.ms", "500"},
                {"controller.quorum.election.timeout.ms", "300"},
                {"controller.quorum.election.backoff.max.ms", "150"}});
        QVERIFY(m_cluster->start());
    }
    [[nodiscard]] broker::ActivityStatisticsPtr activity(int broker)
    {
        return m_cluster->broker(broker).statistics()->activity;
    }
    [[nodiscard]] static broker::RequestCounters requests(
        const broker::ActivityStatistics& in, protocol::ApiKey api)
    {
        for (const auto& each : in.requests)
            if (each.apiKey == static_cast<std::int16_t>(api))
                return each.counters;
        return {};
    }
    [[nodiscard]] static std::int64_t count(
        const broker::EventList& events, broker::EventKind kind, BrokerId about)
    {
        return std::count_if(events.begin(), events.end(),
            [&](const auto& event) { return event.kind == kind && event.broker == about; });
    }

private slots:
    void initTestCase()
    {
        log::setLevel(
            qEnvironmentVariableIsSet("STORMBENCH_LOG") ? log::Level::Info : log::Level::Off);
    }
    void cleanup() { m_cluster.reset(); }

    void requestsAreCountedByType();
    void partitionsTellWhenTheyAcknowledged();
    void clientsAreTold();
    void everyBrokerTellsTheSameEvents();
};

void BrokerActivityTest::requestsAreCountedByType()
{
    startCluster(1);
    WireClient client(m_cluster->endpoint(1));
    COMPARE_ERROR(createTopic(client, "t"), WireError::None);
    for (int i = 0; i < 5; ++i)
        COMPARE_ERROR(produce(client, "t", {"value"}).errorCode, WireError::None);
    const auto id = topicId(client, "t");
    const auto told = activity(1);
    const auto produced = requests(*told, protocol::ApiKey::Produce);
    QVERIFY(produced.count >= 5);
    QVERIFY(produced.bytesIn > 5 * 61);  // at least the batches' headers
    QVERIFY(produced.bytesOut > 0);
    QCOMPARE(produced.inFlight, std::int64_t{0});
    QCOMPARE(produced.latency.count(), produced.count);
    QVERIFY(produced.latency.percentile(0.5) > 0);
    QVERIFY(std::is_sorted(told->requests.begin(), told->requests.end(),
        [](const auto& a, const auto& b) { return a.apiKey < b.apiKey; }));

    // A fetch that waits for records is in flight, and not any more once its client has gone.
    const auto before = requests(*told, protocol::ApiKey::Fetch);
    {
        WireClient waiting(m_cluster->endpoint(1));
        waiting.send(fetchRequest("t", id, 5, 20'000), protocol::FetchRequest::Api::kMax);
        QTRY_COMPARE(requests(*activity(1), protocol::ApiKey::Fetch).inFlight, before.inFlight + 1);
        QVERIFY(activity(1)->waiting > 0);
    }
    QTRY_COMPARE(requests(*activity(1), protocol::ApiKey::Fetch).inFlight, before.inFlight);
}

void BrokerActivityTest::partitionsTellWhenTheyAcknowledged()
{
    startCluster(3);
    WireClient admin(m_cluster->endpoint(1));
    COMPARE_ERROR(createTopic(admin, "t"), WireError::None);
    const auto leader = [&] {
        const auto statistics = m_cluster->broker(1).statistics();
        for (const auto& topic : statistics->topics)
            if (topic.name == "t")
                return topic.partitions.front().leader.value();
        return -1;
    };
    QTRY_VERIFY(leader() > 0);
    const auto acknowledged = [&]() -> std::int64_t {
        const auto statistics = m_cluster->broker(leader()).statistics();
        for (const auto& partition : statistics->partitions)
            if (partition.topic == "t")
                return partition.acknowledgements ? partition.acknowledgements->count() : 0;
        return -1;
    };
    WireClient client(m_cluster->endpoint(leader()));
    QTRY_COMPARE(acknowledged(), std::int64_t{0});
    const auto batch = batchOf({"value"});
    COMPARE_ERROR(produce(client, "t", {"value"}).errorCode, WireError::None);
    for (const std::int16_t acks : {1, -1, 1}) {  // at once, and after the followers' copies
        const auto answer = client.call(produceRequest("t", batch, acks));
        QVERIFY(answer);
        COMPARE_ERROR(answer->responses[0].partitionResponses[0].errorCode, WireError::None);
    }
    QCOMPARE(acknowledged(), std::int64_t{4});
}

void BrokerActivityTest::clientsAreTold()
{
    startCluster(1);
    WireClient producer(m_cluster->endpoint(1)), consumer(m_cluster->endpoint(1));
    producer.setClientId("the-producer");
    consumer.setClientId("the-consumer");
    protocol::ApiVersionsRequest versions;
    versions.clientSoftwareName = "some-library";
    versions.clientSoftwareVersion = "1.2.3";
    QVERIFY(producer.call(versions));
    COMPARE_ERROR(createTopic(producer, "t"), WireError::None);
    COMPARE_ERROR(produce(producer, "t", {"a", "b", "c"}).errorCode, WireError::None);
    QVERIFY(consumer.call(fetchRequest("t", topicId(consumer, "t"), 0)));

    const auto told = activity(1);
    const auto find = [&](const std::string& clientId) {
        broker::ClientStatistics found;
        for (const auto& client : told->clients)
            if (client.clientId == clientId)
                found = client;
        return found;
    };
    const auto wrote = find("the-producer"), read = find("the-consumer");
    QCOMPARE(wrote.softwareName, std::string("some-library"));
    QCOMPARE(wrote.softwareVersion, std::string("1.2.3"));
    QCOMPARE(wrote.principal, std::string("User:ANONYMOUS"));
    QVERIFY(wrote.address.starts_with("127.0.0.1:"));
    QCOMPARE(wrote.topics.at("t").recordsIn, std::int64_t{3});
    QVERIFY(wrote.topics.at("t").bytesIn > 61);
    QCOMPARE(wrote.topics.at("t").bytesOut, std::int64_t{0});
    QCOMPARE(read.topics.at("t").bytesOut, wrote.topics.at("t").bytesIn);
    QCOMPARE(read.topics.at("t").recordsIn, std::int64_t{0});
}

void BrokerActivityTest::everyBrokerTellsTheSameEvents()
{
    startCluster(3);
    WireClient client(m_cluster->endpoint(m_cluster->controller()));
    protocol::CreateTopicsRequest request;
    request.timeoutMs = 5000;
    request.topics.push_back({"t", 3, 3, {}, {}});
    const auto created = client.call(request);
    QVERIFY(created);
    COMPARE_ERROR(created->topics.front().errorCode, WireError::None);
    const int victim = m_cluster->controller() % 3 + 1;
    const int witness = victim % 3 + 1;
    const int other = witness % 3 + 1;
    m_cluster->kill(victim);
    const auto fenced = [&](int broker) {
        return count(*activity(broker)->events, broker::EventKind::BrokerFenced, BrokerId{victim});
    };
    QTRY_VERIFY_WITH_TIMEOUT(fenced(witness) >= 1 && fenced(other) >= 1, 20'000);
    QVERIFY(m_cluster->startBroker(victim));
    const auto expanded = [&](int broker) {
        const auto events = activity(broker)->events;
        return std::count_if(events->begin(), events->end(), [](const auto& event) {
            return event.kind == broker::EventKind::IsrExpanded && event.topic == "t";
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(expanded(1) >= 3 && expanded(2) >= 3 && expanded(3) >= 3, 30'000);

    // One that has read the log after a restart says what those say who were there.
    const auto events = activity(witness)->events;
    QVERIFY(std::any_of(events->begin(), events->end(),
        [](const auto& event) { return event.kind == broker::EventKind::ControllerElected; }));
    QVERIFY(std::any_of(events->begin(), events->end(), [victim](const auto& event) {
        return event.kind == broker::EventKind::LeaderChanged && event.topic == "t"
            && event.before == std::vector{BrokerId{victim}} && event.epoch.value() > 0;
    }));
    QVERIFY(std::any_of(events->begin(), events->end(), [victim](const auto& event) {
        return event.kind == broker::EventKind::IsrShrunk && event.before.size() == 3
            && event.after.size() == 2
            && std::find(event.after.begin(), event.after.end(), BrokerId{victim})
            == event.after.end();
    }));
    for (const auto& event : *events) {
        for (const int broker : {victim, other}) {
            const auto told = activity(broker)->events;
            const auto same = std::count_if(told->begin(), told->end(), [&](const auto& each) {
                return each.offset == event.offset && each.kind == event.kind && each.at == event.at
                    && each.broker == event.broker && each.topic == event.topic
                    && each.partition == event.partition && each.epoch == event.epoch
                    && each.before == event.before && each.after == event.after;
            });
            QCOMPARE(same, std::ptrdiff_t{1});
        }
    }
}

QTEST_GUILESS_MAIN(BrokerActivityTest)
#include "broker_activity_test.moc"
