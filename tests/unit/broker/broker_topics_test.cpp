// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include "engine/base/log.h"
#include "tests/support/compare_error.h"
#include "tests/support/test_cluster.h"
#include "tests/support/wire_requests.h"

using namespace stormbench;
using namespace stormbench::tests;

/// Topics, configurations and what brokers tell about the cluster.
class BrokerTopicsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<TestCluster> m_cluster;

    WireClient connect() { return WireClient(m_cluster->endpoint(1)); }
    QString listener() const
    {
        return "PLAINTEXT://" + QString::fromStdString(env::toString(m_cluster->endpoint(1)));
    }
    template <class Request> static void addVersions()
    {
        QTest::addColumn<int>("version");
        for (int version = Request::Api::kMin; version <= Request::Api::kMax; ++version)
            QTest::addRow("v%d", version) << version;
    }

private slots:
    void initTestCase()
    {
        log::setLevel(log::Level::Error);
        m_cluster = std::make_unique<TestCluster>(
            m_directory.path().toStdString(), 1, TestCluster::Configs{{"num.partitions", "3"}});
        QVERIFY(m_cluster->start());
    }

    void createAndDelete_data() { addVersions<protocol::CreateTopicsRequest>(); }
    void createAndDelete()
    {
        QFETCH(int, version);
        auto client = connect();
        const auto name = "created-" + std::to_string(version);
        protocol::CreateTopicsRequest create;
        auto& topic = create.topics.emplace_back();
        topic.name = name;
        topic.numPartitions = 2;
        topic.replicationFactor = 1;
        topic.configs.push_back({"retention.ms", "12345"});
        auto created = client.call(create, static_cast<std::int16_t>(version));
        QVERIFY(created);
        COMPARE_ERROR(created->topics.front().errorCode, WireError::None);
        created = client.call(create, static_cast<std::int16_t>(version));
        COMPARE_ERROR(created->topics.front().errorCode, WireError::TopicAlreadyExists);
        QVERIFY(!topicId(client, name).isZero());

        const auto deleteVersion = static_cast<std::int16_t>(std::clamp<int>(version - 1,
            protocol::DeleteTopicsRequest::Api::kMin, protocol::DeleteTopicsRequest::Api::kMax));
        protocol::DeleteTopicsRequest remove;
        remove.timeoutMs = 5000;
        if (deleteVersion >= 6)
            remove.topics.push_back({std::nullopt, topicId(client, name)});
        else
            remove.topicNames.push_back(name);
        const auto removed = client.call(remove, deleteVersion);
        QVERIFY(removed);
        COMPARE_ERROR(removed->responses.front().errorCode, WireError::None);
        QVERIFY(topicId(client, name).isZero());
        QVERIFY(
            !QDir(m_directory.path() + "/broker-1").exists(QString::fromStdString(name) + "-0"));
    }

    void createErrors_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("partitions");
        QTest::addColumn<int>("replicas");
        QTest::addColumn<QString>("config");
        QTest::addColumn<int>("error");
        QTest::newRow("name") << "no spaces" << 1 << 1 << ""
                              << static_cast<int>(WireError::InvalidTopicException);
        QTest::newRow("the metadata log")
            << "__cluster_metadata" << 1 << 1 << "" << static_cast<int>(WireError::InvalidRequest);
        QTest::newRow("partitions")
            << "p" << 0 << 1 << "" << static_cast<int>(WireError::InvalidPartitions);
        QTest::newRow("replicas") << "r" << 1 << 3 << ""
                                  << static_cast<int>(WireError::InvalidReplicationFactor);
        QTest::newRow("config") << "c" << 1 << 1 << "no.such.config"
                                << static_cast<int>(WireError::InvalidConfig);
    }
    void createErrors()
    {
        QFETCH(QString, name);
        QFETCH(int, partitions);
        QFETCH(int, replicas);
        QFETCH(QString, config);
        QFETCH(int, error);
        protocol::CreateTopicsRequest create;
        auto& topic = create.topics.emplace_back();
        topic.name = name.toStdString();
        topic.numPartitions = partitions;
        topic.replicationFactor = static_cast<std::int16_t>(replicas);
        if (!config.isEmpty())
            topic.configs.push_back({config.toStdString(), "1"});
        auto client = connect();
        const auto created = client.call(create);
        QVERIFY(created);
        QCOMPARE(static_cast<int>(created->topics.front().errorCode), error);
    }

    void validateOnlyCreatesNothing()
    {
        protocol::CreateTopicsRequest create;
        create.validateOnly = true;
        auto& topic = create.topics.emplace_back();
        topic.name = "only-validated";
        topic.numPartitions = -1;
        topic.replicationFactor = -1;
        auto client = connect();
        const auto created = client.call(create);
        QVERIFY(created);
        COMPARE_ERROR(created->topics.front().errorCode, WireError::None);
        QCOMPARE(created->topics.front().numPartitions, 3);
        QVERIFY(topicId(client, "only-validated").isZero());
    }

    void metadataInEveryVersion_data() { addVersions<protocol::MetadataRequest>(); }
    void metadataInEveryVersion()
    {
        QFETCH(int, version);
        auto client = connect();
        (void)createTopic(client, "described", 2);
        protocol::MetadataRequest request;
        request.topics->push_back({{}, "described"});
        const auto response = client.call(request, static_cast<std::int16_t>(version));
        QVERIFY(response);
        QCOMPARE(response->brokers.size(), std::size_t{1});
        QCOMPARE(
            response->brokers.front().port, static_cast<std::int32_t>(m_cluster->endpoint(1).port));
        if (version >= 1)
            QCOMPARE(response->controllerId, 1);
        QCOMPARE(response->topics.size(), std::size_t{1});
        COMPARE_ERROR(response->topics.front().errorCode, WireError::None);
        QCOMPARE(response->topics.front().partitions.size(), std::size_t{2});
        QCOMPARE(response->topics.front().partitions.front().leaderId, 1);
        QCOMPARE(!response->topics.front().topicId.isZero(), version >= 10);
    }

    void metadataById()
    {
        auto client = connect();
        (void)createTopic(client, "by-id");
        protocol::MetadataRequest request;
        request.topics->push_back({topicId(client, "by-id"), std::nullopt});
        request.topics->push_back({Uuid{5, 5}, std::nullopt});
        const auto response = client.call(request);
        QVERIFY(response);
        QCOMPARE(*response->topics[0].name, std::string("by-id"));
        COMPARE_ERROR(response->topics[1].errorCode, WireError::UnknownTopicId);
    }

    void mentionedTopicsAreCreated()
    {
        auto client = connect();
        protocol::MetadataRequest request;
        request.topics->push_back({{}, "mentioned"});
        request.allowAutoTopicCreation = false;
        COMPARE_ERROR(
            client.call(request)->topics.front().errorCode, WireError::UnknownTopicOrPartition);
        request.allowAutoTopicCreation = true;
        const auto response = client.call(request);
        QVERIFY(response);
        COMPARE_ERROR(response->topics.front().errorCode, WireError::None);
        QCOMPARE(response->topics.front().partitions.size(), std::size_t{3});
        request.topics->front().name = "not/allowed";
        COMPARE_ERROR(
            client.call(request)->topics.front().errorCode, WireError::InvalidTopicException);
    }

    void partitionsAreAdded_data() { addVersions<protocol::CreatePartitionsRequest>(); }
    void partitionsAreAdded()
    {
        QFETCH(int, version);
        auto client = connect();
        const auto name = "growing-" + std::to_string(version);
        COMPARE_ERROR(createTopic(client, name), WireError::None);
        protocol::CreatePartitionsRequest request;
        request.topics.push_back({name, 4, std::nullopt});
        request.timeoutMs = 5000;
        const auto grown = client.call(request, static_cast<std::int16_t>(version));
        QVERIFY(grown);
        COMPARE_ERROR(grown->results.front().errorCode, WireError::None);
        COMPARE_ERROR(produce(client, name, {"last"}, 3).errorCode, WireError::None);
        request.topics.front().count = 2;
        COMPARE_ERROR(
            client.call(request)->results.front().errorCode, WireError::InvalidPartitions);
    }

    void configurationsHaveSources_data() { addVersions<protocol::DescribeConfigsRequest>(); }
    void configurationsHaveSources()
    {
        QFETCH(int, version);
        auto client = connect();
        const auto name = "configured-" + std::to_string(version);
        COMPARE_ERROR(createTopic(client, name, 1, {{"retention.ms", "777"}}), WireError::None);
        protocol::DescribeConfigsRequest request;
        request.includeSynonyms = true;
        request.resources.push_back({2, name, std::vector<std::string>{"retention.ms"}});
        request.resources.push_back({4, "1", std::vector<std::string>{"num.partitions"}});
        request.resources.push_back({2, "nowhere", std::nullopt});
        request.resources.push_back({4, "9", std::nullopt});
        const auto response = client.call(request, static_cast<std::int16_t>(version));
        QVERIFY(response);
        QCOMPARE(response->results[0].configs.size(), std::size_t{1});
        const auto& retention = response->results[0].configs.front();
        QCOMPARE(*retention.value, std::string("777"));
        QCOMPARE(retention.configSource, std::int8_t{1});
        QVERIFY(retention.synonyms.size() >= 2);
        QCOMPARE(*response->results[1].configs.front().value, std::string("3"));
        QCOMPARE(response->results[1].configs.front().configSource, std::int8_t{4});
        COMPARE_ERROR(response->results[2].errorCode, WireError::UnknownTopicOrPartition);
        COMPARE_ERROR(response->results[3].errorCode, WireError::InvalidRequest);
    }

    void anEmptyListOfNamesAsksForAll()
    {
        auto client = connect();
        COMPARE_ERROR(createTopic(client, "listed"), WireError::None);
        protocol::DescribeConfigsRequest request;
        request.resources.push_back({2, "listed", std::nullopt});
        request.resources.push_back({2, "listed", std::vector<std::string>{}});
        const auto response = client.call(request);
        QVERIFY(response);
        QVERIFY(response->results[0].configs.size() > 20);
        QCOMPARE(response->results[1].configs.size(), response->results[0].configs.size());
    }

    void aBrokerSaysWhoItIs_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("source");
        QTest::newRow("node") << "node.id"
                              << "1" << 4;
        QTest::newRow("older name") << "broker.id"
                                    << "1" << 4;
        QTest::newRow("rack") << "broker.rack"
                              << "" << 5;
        QTest::newRow("roles") << "process.roles"
                               << "broker,controller" << 4;
        QTest::newRow("address") << "listeners" << listener() << 4;
        QTest::newRow("for clients") << "advertised.listeners" << listener() << 4;
    }
    void aBrokerSaysWhoItIs()
    {
        QFETCH(QString, name);
        auto client = connect();
        protocol::DescribeConfigsRequest request;
        request.resources.push_back({4, "1", std::vector<std::string>{name.toStdString()}});
        const auto response = client.call(request);
        QVERIFY(response);
        QCOMPARE(response->results[0].configs.size(), std::size_t{1});
        const auto& entry = response->results[0].configs.front();
        QTEST(QString::fromStdString(entry.value.value_or("")), "value");
        QTEST(static_cast<int>(entry.configSource), "source");
        QVERIFY(entry.readOnly);
    }

    void alteredConfigurationsHold()
    {
        auto client = connect();
        COMPARE_ERROR(createTopic(client, "altered"), WireError::None);
        protocol::IncrementalAlterConfigsRequest request;
        request.resources.push_back({2, "altered", {{"max.message.bytes", 0, "100"}}});
        request.resources.push_back({2, "altered-not", {{"max.message.bytes", 0, "100"}}});
        const auto altered = client.call(request);
        QVERIFY(altered);
        COMPARE_ERROR(altered->responses[0].errorCode, WireError::None);
        COMPARE_ERROR(altered->responses[1].errorCode, WireError::UnknownTopicOrPartition);
        TRY_COMPARE_ERROR(produce(client, "altered", {std::string(300, 'x')}).errorCode,
            WireError::MessageTooLarge);
        protocol::AlterConfigsRequest replace;  // what is not named goes back to its default
        replace.resources.push_back({2, "altered", {{"retention.ms", "5"}}});
        COMPARE_ERROR(client.call(replace)->responses[0].errorCode, WireError::None);
        TRY_COMPARE_ERROR(
            produce(client, "altered", {std::string(300, 'x')}).errorCode, WireError::None);
    }

    void partitionsAreDescribedInPages()
    {
        auto client = connect();
        COMPARE_ERROR(createTopic(client, "paged-a", 3), WireError::None);
        COMPARE_ERROR(createTopic(client, "paged-b", 3), WireError::None);
        protocol::DescribeTopicPartitionsRequest request;
        request.topics = {{"paged-b"}, {"paged-a"}, {"paged-none"}};
        request.responsePartitionLimit = 4;
        const auto first = client.call(request);
        QVERIFY(first);
        QCOMPARE(first->topics.size(), std::size_t{2});
        QCOMPARE(first->topics[0].partitions.size(), std::size_t{3});
        QCOMPARE(first->topics[1].partitions.size(), std::size_t{1});
        QVERIFY(first->nextCursor);
        QCOMPARE(first->nextCursor->topicName, std::string("paged-b"));
        QCOMPARE(first->nextCursor->partitionIndex, 1);
        request.cursor = protocol::DescribeTopicPartitionsRequest::Cursor{
            first->nextCursor->topicName, first->nextCursor->partitionIndex};
        const auto second = client.call(request);
        QVERIFY(second);
        QCOMPARE(second->topics[0].partitions.size(), std::size_t{2});
        COMPARE_ERROR(second->topics[1].errorCode, WireError::UnknownTopicOrPartition);
        QVERIFY(!second->nextCursor);
    }

    void theClusterAndItsDirectory()
    {
        auto client = connect();
        for (const std::int16_t version : {protocol::DescribeClusterRequest::Api::kMin,
                 protocol::DescribeClusterRequest::Api::kMax}) {
            const auto cluster = client.call(protocol::DescribeClusterRequest{}, version);
            QVERIFY(cluster);
            QCOMPARE(cluster->controllerId, 1);
            QCOMPARE(cluster->brokers.size(), std::size_t{1});
        }
        COMPARE_ERROR(client.call(protocol::DescribeClusterRequest{false, 2, false})->errorCode,
            WireError::MismatchedEndpointType);
        COMPARE_ERROR(createTopic(client, "measured"), WireError::None);
        COMPARE_ERROR(produce(client, "measured", {"1234"}).errorCode, WireError::None);
        protocol::DescribeLogDirsRequest directories;
        directories.topics.emplace();
        directories.topics->push_back({"measured", {0}});
        for (const std::int16_t version : {protocol::DescribeLogDirsRequest::Api::kMin,
                 protocol::DescribeLogDirsRequest::Api::kMax}) {
            const auto described = client.call(directories, version);
            QVERIFY(described);
            QCOMPARE(described->results.front().topics.size(), std::size_t{1});
            QVERIFY(
                described->results.front().topics.front().partitions.front().partitionSize > 61);
        }
    }
};

QTEST_GUILESS_MAIN(BrokerTopicsTest)
#include "broker_topics_test.moc"
