// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include "engine/base/log.h"
#include "tests/support/compare_error.h"
#include "tests/support/test_cluster.h"
#include "tests/support/wire_requests.h"

using namespace stormbench;
using namespace stormbench::tests;

/// Three brokers that share nothing but TCP.
class BrokerClusterTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<TestCluster> m_cluster;

    static protocol::MetadataResponse metadata(WireClient& client, const std::string& topic)
    {
        protocol::MetadataRequest request;
        request.allowAutoTopicCreation = false;
        request.topics->push_back({{}, topic});
        return client.call(request).value_or(protocol::MetadataResponse{});
    }

private slots:
    void init()
    {
        log::setLevel(log::Level::Off);
        m_directory = QTemporaryDir();
        m_cluster = std::make_unique<TestCluster>(m_directory.path().toStdString(), 3,
            TestCluster::Configs{{"broker.session.timeout.ms", "600"},
                {"broker.heartbeat.interval.ms", "100"}, {"offsets.topic.num.partitions", "6"},
                {"controller.quorum.fetch.timeout.ms", "500"}});
        QVERIFY(m_cluster->start());
    }
    void cleanup() { m_cluster.reset(); }

    void aTopicCreatedAnywhereIsThereAtOnce_data()
    {
        QTest::addColumn<int>("broker");
        for (int broker = 1; broker <= 3; ++broker)
            QTest::addRow("broker %d", broker) << broker;
    }
    void aTopicCreatedAnywhereIsThereAtOnce()
    {
        QFETCH(int, broker);
        WireClient client(m_cluster->endpoint(broker));
        COMPARE_ERROR(createTopic(client, "spread", 6), WireError::None);
        const auto told = metadata(client, "spread");
        COMPARE_ERROR(told.topics.front().errorCode, WireError::None);
        QCOMPARE(told.brokers.size(), std::size_t{3});
        std::set<int> leaders;
        for (const auto& partition : told.topics.front().partitions) {
            leaders.insert(partition.leaderId);
            WireClient leader(m_cluster->endpoint(partition.leaderId));
            COMPARE_ERROR(produce(leader, "spread", {"x"}, partition.partitionIndex).errorCode,
                WireError::None);
        }
        QCOMPARE(leaders.size(), std::size_t{3});
    }

    void theWrongBrokerNamesTheLeader()
    {
        WireClient client(m_cluster->endpoint(1));
        COMPARE_ERROR(createTopic(client, "elsewhere", 3), WireError::None);
        const auto partitions = metadata(client, "elsewhere").topics.front().partitions;
        const auto remote = std::find_if(partitions.begin(), partitions.end(),
            [](const auto& partition) { return partition.leaderId != 1; });
        QVERIFY(remote != partitions.end());
        const auto batch = batchOf({"x"});
        const auto refused
            = client.call(produceRequest("elsewhere", batch, -1, remote->partitionIndex));
        QVERIFY(refused);
        const auto& answer = refused->responses.front().partitionResponses.front();
        COMPARE_ERROR(answer.errorCode, WireError::NotLeaderOrFollower);
        QCOMPARE(answer.currentLeader.leaderId, remote->leaderId);
        QCOMPARE(refused->nodeEndpoints.front().port,
            static_cast<std::int32_t>(m_cluster->endpoint(remote->leaderId).port));
    }

    void adminRequestsAreForwarded()
    {
        WireClient client(m_cluster->endpoint(3));
        COMPARE_ERROR(createTopic(client, "forwarded", 1), WireError::None);
        protocol::IncrementalAlterConfigsRequest alter;
        alter.resources.push_back({2, "forwarded", {{"retention.ms", 0, "4242"}}});
        COMPARE_ERROR(client.call(alter)->responses.front().errorCode, WireError::None);
        protocol::DescribeConfigsRequest describe;
        describe.resources.push_back({2, "forwarded", std::vector<std::string>{"retention.ms"}});
        WireClient other(m_cluster->endpoint(2));
        QTRY_COMPARE(
            *other.call(describe)->results.front().configs.front().value, std::string("4242"));
        protocol::CreatePartitionsRequest grow;
        grow.topics.push_back({"forwarded", 5, std::nullopt});
        grow.timeoutMs = 5000;
        COMPARE_ERROR(client.call(grow)->results.front().errorCode, WireError::None);
        QCOMPARE(metadata(client, "forwarded").topics.front().partitions.size(), std::size_t{5});
        protocol::DeleteTopicsRequest remove;
        remove.topics.push_back({"forwarded", {}});
        remove.timeoutMs = 5000;
        COMPARE_ERROR(client.call(remove)->responses.front().errorCode, WireError::None);
        COMPARE_ERROR(metadata(client, "forwarded").topics.front().errorCode,
            WireError::UnknownTopicOrPartition);
    }

    void producerIdsAreUniqueOverAllBrokers()
    {
        std::set<std::int64_t> ids;
        for (int round = 0; round < 5; ++round) {
            for (int broker = 1; broker <= 3; ++broker) {
                WireClient client(m_cluster->endpoint(broker));
                const auto initial
                    = client.call(protocol::InitProducerIdRequest{std::nullopt, 0, -1, -1});
                QVERIFY(initial);
                COMPARE_ERROR(initial->errorCode, WireError::None);
                QVERIFY(ids.insert(initial->producerId).second);
            }
        }
    }

    void everyBrokerNamesTheSameCoordinator()
    {
        std::set<int> coordinators;
        for (int broker = 1; broker <= 3; ++broker) {
            WireClient client(m_cluster->endpoint(broker));
            protocol::FindCoordinatorRequest find;
            find.coordinatorKeys = {"some-group"};
            const auto found = [&] { return client.call(find)->coordinators.front(); };
            TRY_COMPARE_ERROR(found().errorCode, WireError::None);
            coordinators.insert(found().nodeId);
        }
        QCOMPARE(coordinators.size(), std::size_t{1});
        WireClient wrong(m_cluster->endpoint(*coordinators.begin() % 3 + 1));
        protocol::HeartbeatRequest beat;
        beat.groupId = "some-group";
        TRY_COMPARE_ERROR(wrong.call(beat)->errorCode, WireError::NotCoordinator);
    }

    void aKilledBrokerIsFencedAndComesBack()
    {
        WireClient client(m_cluster->endpoint(1));
        COMPARE_ERROR(createTopic(client, "resilient", 3), WireError::None);
        const auto partitions = metadata(client, "resilient").topics.front().partitions;
        const auto onThird = std::find_if(partitions.begin(), partitions.end(),
            [](const auto& partition) { return partition.leaderId == 3; });
        QVERIFY(onThird != partitions.end());
        {
            WireClient third(m_cluster->endpoint(3));
            COMPARE_ERROR(produce(third, "resilient", {"kept"}, onThird->partitionIndex).errorCode,
                WireError::None);
        }
        m_cluster->kill(3);
        QTRY_COMPARE(metadata(client, "resilient").brokers.size(), std::size_t{2});
        const auto leader = [&] {
            return metadata(client, "resilient")
                .topics.front()
                .partitions.at(static_cast<std::size_t>(onThird->partitionIndex))
                .leaderId;
        };
        QTRY_COMPARE(leader(), -1);
        QVERIFY(m_cluster->startBroker(3));
        QTRY_COMPARE(leader(), 3);
        WireClient third(m_cluster->endpoint(3));
        const auto fetch = [&] {
            auto request = fetchRequest("resilient", topicId(third, "resilient"), 0);
            request.topics.front().partitions.front().partition = onThird->partitionIndex;
            const auto response = third.call(request);
            return response ? valuesOf(*response) : std::vector<std::string>{};
        };
        QTRY_COMPARE(fetch(), std::vector<std::string>{"kept"});
    }

    void topicsDeletedWhileABrokerWasAwayAreGone()
    {
        WireClient client(m_cluster->endpoint(1));
        COMPARE_ERROR(createTopic(client, "stray", 3), WireError::None);
        const QDir third(m_directory.path() + "/broker-3");
        const auto hasStray = [&] { return !third.entryList({"stray-*"}, QDir::Dirs).isEmpty(); };
        QTRY_VERIFY(hasStray());
        m_cluster->kill(3);
        protocol::DeleteTopicsRequest remove;
        remove.topics.push_back({"stray", {}});
        remove.timeoutMs = 5000;
        COMPARE_ERROR(client.call(remove)->responses.front().errorCode, WireError::None);
        QVERIFY(hasStray());
        QVERIFY(m_cluster->startBroker(3));
        QTRY_VERIFY(!hasStray());
    }

    void aWholeClusterRestarts()
    {
        {
            WireClient client(m_cluster->endpoint(2));
            COMPARE_ERROR(createTopic(client, "lasting", 3), WireError::None);
        }
        m_cluster->stop();
        QVERIFY(m_cluster->restart());
        WireClient client(m_cluster->endpoint(3));
        // Each knows that it is active itself, and the others a moment later.
        QTRY_COMPARE(metadata(client, "lasting").brokers.size(), std::size_t{3});
        const auto told = metadata(client, "lasting");
        QCOMPARE(told.topics.front().partitions.size(), std::size_t{3});
    }
};

QTEST_GUILESS_MAIN(BrokerClusterTest)
#include "broker_cluster_test.moc"
