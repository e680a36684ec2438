// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include "engine/base/log.h"
#include "engine/replication/quorum_messages.h"
#include "tests/support/compare_error.h"
#include "tests/support/test_cluster.h"
#include "tests/support/wire_requests.h"

using namespace stormbench;
using namespace stormbench::tests;

/// Three brokers that elect one of them the controller.
class BrokerQuorumTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<TestCluster> m_cluster;

    void startCluster(int brokers, int replicas)
    {
        m_directory = QTemporaryDir();
        m_cluster = std::make_unique<TestCluster>(m_directory.path().toStdString(), brokers,
            TestCluster::Configs{{"broker.session.timeout.ms", "800"},
                {"broker.heartbeat.interval.ms", "100"}, {"offsets.topic.num.partitions", "3"},
                {"default.replication.factor", std::to_string(replicas)},
                {"min.insync.replicas", std::to_string(replicas == 3 ? 2 : 1)},
                {"offsets.topic.replication.factor", std::to_string(replicas)},
                {"controller.quorum.fetch.timeout.ms", "500"},
                {"controller.quorum.election.timeout.ms", "300"},
                {"controller.quorum.election.backoff.max.ms", "150"}});
        QVERIFY(m_cluster->start());
    }
    [[nodiscard]] static int another(int broker) { return broker % 3 + 1; }

    using Description = protocol::DescribeQuorumResponse;
    [[nodiscard]] Description describe(int broker)
    {
        WireClient client(m_cluster->endpoint(broker));
        protocol::DescribeQuorumRequest request;
        auto& topic = request.topics.emplace_back();
        topic.topicName = replication::kQuorumTopic;
        topic.partitions.push_back({0});
        auto answer = client.call(request);
        if (answer)
            return *std::move(answer);
        Description none;
        none.errorCode = WireError::NetworkException;
        return none;
    }
    /// How many voters have all that the leader has.
    [[nodiscard]] int caughtUp(int broker)
    {
        const auto told = describe(broker);
        if (told.errorCode != WireError::None)
            return 0;
        const auto& quorum = told.topics.front().partitions.front();
        std::int64_t end = 0;
        for (const auto& voter : quorum.currentVoters)
            if (voter.replicaId == quorum.leaderId)
                end = voter.logEndOffset;
        return static_cast<int>(
            std::count_if(quorum.currentVoters.begin(), quorum.currentVoters.end(),
                [end](const auto& voter) { return voter.logEndOffset == end; }));
    }
    [[nodiscard]] protocol::MetadataResponse metadata(int broker, const std::string& topic)
    {
        WireClient client(m_cluster->endpoint(broker));
        protocol::MetadataRequest request;
        request.allowAutoTopicCreation = false;
        request.topics->push_back({{}, topic});
        return client.call(request).value_or(protocol::MetadataResponse{});
    }
    /// One record to each of three partitions with acks=all, asking `broker` who leads.
    [[nodiscard]] bool writeToAll(int broker, const std::string& topic)
    {
        const auto told = metadata(broker, topic);
        if (told.topics.empty() || told.topics.front().partitions.size() != 3)
            return false;
        for (const auto& partition : told.topics.front().partitions) {
            if (partition.leaderId <= 0)
                return false;
            WireClient leader(m_cluster->endpoint(partition.leaderId));
            const auto batch = batchOf({"x"});
            const auto answer
                = leader.call(produceRequest(topic, batch, -1, partition.partitionIndex));
            if (!answer
                || answer->responses.front().partitionResponses.front().errorCode
                    != WireError::None)
                return false;
        }
        return true;
    }
    /// Three partitions with as many replicas as the brokers say.
    [[nodiscard]] WireError create(int broker, const std::string& topic)
    {
        WireClient client(m_cluster->endpoint(broker));
        protocol::CreateTopicsRequest request;
        request.timeoutMs = 5000;
        request.topics.push_back({topic, 3, -1, {}, {}});
        const auto answer = client.call(request);
        return answer ? answer->topics.front().errorCode : WireError::NetworkException;
    }
    [[nodiscard]] bool allInSync(int broker, const std::string& topic)
    {
        const auto told = metadata(broker, topic);
        return !told.topics.empty()
            && std::all_of(told.topics.front().partitions.begin(),
                told.topics.front().partitions.end(),
                [](const auto& partition) { return partition.isrNodes.size() == 3; });
    }

private slots:
    void initTestCase()
    {
        log::setLevel(
            qEnvironmentVariableIsSet("STORMBENCH_LOG") ? log::Level::Info : log::Level::Off);
    }
    void cleanup() { m_cluster.reset(); }

    void everyBrokerDescribesTheQuorum();
    void aKilledControllerIsReplaced();
    void withoutAMajorityNothingIsDecided();
    void aControllerThatStopsNamesItsSuccessor();
    void aBrokerBesidesTheVotersObserves();
    void aLogFromBeforeTheQuorumOpens();
};

void BrokerQuorumTest::everyBrokerDescribesTheQuorum()
{
    startCluster(3, 3);
    const auto controller = m_cluster->controller();
    QVERIFY(controller > 0);
    for (int broker = 1; broker <= 3; ++broker) {
        QTRY_COMPARE(caughtUp(broker), 3);
        const auto told = describe(broker);
        COMPARE_ERROR(told.errorCode, WireError::None);
        const auto& quorum = told.topics.front().partitions.front();
        COMPARE_ERROR(quorum.errorCode, WireError::None);
        QCOMPARE(quorum.leaderId, controller);
        QVERIFY(quorum.leaderEpoch > 0);
        QVERIFY(quorum.highWatermark > 0);
        QCOMPARE(quorum.currentVoters.size(), std::size_t{3});
        QVERIFY(quorum.observers.empty());
        QCOMPARE(told.nodes.size(), std::size_t{3});
        for (const auto& node : told.nodes)
            QCOMPARE(int(node.listeners.front().port), int(m_cluster->endpoint(node.nodeId).port));
        QCOMPARE(metadata(broker, "none").controllerId, controller);
    }
}

void BrokerQuorumTest::aKilledControllerIsReplaced()
{
    startCluster(3, 3);
    const auto killed = m_cluster->controller();
    const auto other = another(killed);
    COMPARE_ERROR(create(other, "orders"), WireError::None);
    QTRY_VERIFY(writeToAll(other, "orders"));
    QElapsedTimer timer;
    timer.start();
    m_cluster->kill(killed);
    QTRY_VERIFY_WITH_TIMEOUT(writeToAll(other, "orders"), 20'000);
    qInfo() << "writes go on after" << timer.elapsed() << "ms";
    QVERIFY(m_cluster->controller() > 0 && m_cluster->controller() != killed);
    COMPARE_ERROR(create(other, "later"), WireError::None);
    QVERIFY(m_cluster->startBroker(killed));
    QTRY_VERIFY_WITH_TIMEOUT(allInSync(killed, "orders"), 20'000);
    QTRY_COMPARE(metadata(killed, "later").topics.front().partitions.size(), std::size_t{3});
    QTRY_COMPARE(caughtUp(killed), 3);
}

void BrokerQuorumTest::withoutAMajorityNothingIsDecided()
{
    startCluster(3, 3);
    m_cluster->kill(2);
    m_cluster->kill(3);
    WireClient client(m_cluster->endpoint(1));
    protocol::CreateTopicsRequest request;
    request.timeoutMs = 1000;
    request.topics.push_back({"not-now", 1, 1, {}, {}});
    const auto refused = client.call(request);
    QVERIFY(refused);
    QVERIFY(refused->topics.front().errorCode != WireError::None);
    QTRY_COMPARE(m_cluster->controller(), 0);
    auto second = m_cluster->beginStart(2);
    auto third = m_cluster->beginStart(3);
    QVERIFY(second.get());
    QVERIFY(third.get());
    const auto isCreated = [&] {
        const auto error = create(1, "now");
        return error == WireError::None || error == WireError::TopicAlreadyExists;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isCreated(), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(writeToAll(2, "now"), 20'000);
}

void BrokerQuorumTest::aControllerThatStopsNamesItsSuccessor()
{
    startCluster(3, 3);
    const auto stopped = m_cluster->controller();
    const auto before = m_cluster->broker(stopped).statistics()->quorumEpoch;
    QVERIFY(m_cluster->broker(stopped).stop().get());
    const auto other = another(stopped);
    const auto told = describe(other);
    COMPARE_ERROR(told.errorCode, WireError::None);
    const auto& quorum = told.topics.front().partitions.front();
    QVERIFY(quorum.leaderId != stopped);
    QVERIFY(quorum.leaderEpoch > before.value());
    QVERIFY(m_cluster->startBroker(stopped));
}

void BrokerQuorumTest::aBrokerBesidesTheVotersObserves()
{
    startCluster(4, 3);
    WireClient client(m_cluster->endpoint(4));
    COMPARE_ERROR(createTopic(client, "orders", 3), WireError::None);
    QCOMPARE(metadata(4, "orders").brokers.size(), std::size_t{4});
    const auto observes = [this] {
        const auto told = describe(4);
        if (told.errorCode != WireError::None)
            return false;
        const auto& quorum = told.topics.front().partitions.front();
        return quorum.currentVoters.size() == 3 && quorum.observers.size() == 1
            && quorum.observers.front().replicaId == 4;
    };
    QTRY_VERIFY(observes());
}

/// The only voter of earlier versions wrote epoch 1 and no quorum state.
void BrokerQuorumTest::aLogFromBeforeTheQuorumOpens()
{
    startCluster(1, 1);
    {
        WireClient client(m_cluster->endpoint(1));
        COMPARE_ERROR(createTopic(client, "kept", 3), WireError::None);
    }
    m_cluster->stop();
    QVERIFY(QFile::remove(m_directory.path() + "/broker-1/__cluster_metadata-0/quorum-state"));
    QVERIFY(m_cluster->restart());
    QTRY_COMPARE(metadata(1, "kept").topics.front().partitions.size(), std::size_t{3});
    QVERIFY(m_cluster->broker(1).statistics()->quorumEpoch > LeaderEpoch{1});
}

QTEST_GUILESS_MAIN(BrokerQuorumTest)
#include "broker_quorum_test.moc"
