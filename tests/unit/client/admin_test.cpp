// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include "engine/api/consumer.h"
#include "engine/api/producer.h"
#include "engine/client/rd_mock_cluster.h"
#include "engine/client/wire_client.h"
#include "engine/protocol/messages/metadata.h"

using namespace stormbench;
using api::Millis;

/// What librdkafka's mock cluster offers of the admin calls; the rest is tested against our own
/// cluster (tests/interop).
class AdminTest : public QObject {
    Q_OBJECT

    std::unique_ptr<client::RdMockCluster> m_mock;
    std::unique_ptr<api::Admin> m_admin;

private slots:
    void init()
    {
        auto mock = client::RdMockCluster::create(3);
        QVERIFY(mock.has_value());
        m_mock = *std::move(mock);
        QVERIFY(m_mock->createTopic("orders", 3).has_value());
        QVERIFY(m_mock->createTopic("payments", 1).has_value());
        auto admin = api::Admin::create(m_mock->connection(), Millis(10'000));
        QVERIFY(admin.has_value());
        m_admin = *std::move(admin);
    }
    void cleanup()
    {
        m_admin.reset();
        m_mock.reset();
    }

    void describesTheCluster()
    {
        const auto cluster = m_admin->describeCluster();
        QVERIFY2(cluster.has_value(), cluster ? "" : cluster.error().message.c_str());
        QCOMPARE(cluster->brokers.size(), 3u);
        QVERIFY(cluster->brokers[0].id < cluster->brokers[1].id);
        QVERIFY(!cluster->clusterId.empty());
    }

    void describesTopics()
    {
        const auto topics = m_admin->describeTopics();
        QVERIFY(topics.has_value());
        QCOMPARE(topics->size(), 2u);
        QCOMPARE(topics->front().name, std::string("orders"));
        QCOMPARE(topics->front().partitions.size(), 3u);
        const auto some = m_admin->describeTopics({"payments", "no-such-topic"});
        QVERIFY(some.has_value());
        QCOMPARE(some->size(), 1u);
    }

    void aLeaderlessPartitionFailsAlone()
    {
        QVERIFY(rd_kafka_mock_partition_set_leader(m_mock->handle(), "orders", 1, -1)
            == RD_KAFKA_RESP_ERR_NO_ERROR);
        const auto producer = api::Producer::create(m_mock->connection());
        for (int i = 0; i < 5; ++i)
            QVERIFY((*producer)
                        ->send({"orders", PartitionIndex(2), std::nullopt, toBytes("x"), {}, {}})
                        .has_value());
        QVERIFY((*producer)->flush(Millis(20'000)).has_value());

        const auto offsets = m_admin->listOffsets(
            {{"orders", PartitionIndex(0)}, {"orders", PartitionIndex(1)},
                {"orders", PartitionIndex(2)}, {"orders", PartitionIndex(9)}},
            {api::OffsetQuery::Kind::Latest, {}});
        QVERIFY2(offsets.has_value(), offsets ? "" : offsets.error().message.c_str());
        QCOMPARE(offsets->size(), 4u);
        QCOMPARE(offsets->at(0).offset.value_or(kNoOffset), Offset(0));
        QVERIFY(offsets->at(1).offset.error().code == ErrorCode::Unavailable);
        QCOMPARE(offsets->at(2).offset.value_or(kNoOffset), Offset(5));
        QVERIFY(offsets->at(3).offset.error().code == ErrorCode::NotFound);
    }

    void whatTheBrokerLacksIsUnsupported()
    {
        const auto dirs = m_admin->describeLogDirs();
        QVERIFY(!dirs.has_value());
        QVERIFY(dirs.error().code == ErrorCode::Unsupported);
    }

    void aDeadClusterTimesOutWithASentence()
    {
        api::ConnectionSettings nowhere;
        nowhere.bootstrap = "127.0.0.1:1";
        const auto admin = api::Admin::create(nowhere, Millis(300));
        const auto cluster = (*admin)->describeCluster();
        QVERIFY(!cluster.has_value());
        QVERIFY(cluster.error().code == ErrorCode::Unavailable);
        const auto groups = (*admin)->listGroups();
        QVERIFY(!groups.has_value());
        QVERIFY(!groups.error().message.empty());
    }

    void theWireClientOutlivesAClosedConnection()
    {
        client::WireClient wire(m_mock->connection());
        protocol::MetadataRequest request;
        request.topics.reset();
        QVERIFY(wire.callAny(request, Millis(10'000)).has_value());
        // All connections of that broker are dropped; the next call connects anew (to whichever
        // answers).
        for (int broker = 1; broker <= 3; ++broker) {
            QVERIFY(rd_kafka_mock_broker_set_down(m_mock->handle(), broker)
                == RD_KAFKA_RESP_ERR_NO_ERROR);
            QVERIFY(rd_kafka_mock_broker_set_up(m_mock->handle(), broker)
                == RD_KAFKA_RESP_ERR_NO_ERROR);
        }
        const auto again = wire.callAny(request, Millis(10'000));
        QVERIFY2(again.has_value(), again ? "" : again.error().message.c_str());
        QCOMPARE(again->topics.size(), 2u);
    }

    void overSaslTheWireClientDeclines()
    {
        auto settings = m_mock->connection();
        settings.protocol = api::SecurityProtocol::SaslPlaintext;
        client::WireClient wire(settings);
        QVERIFY(!wire.available());
        QVERIFY(wire.callAny(protocol::MetadataRequest{}, Millis(1'000)).error().code
            == ErrorCode::Unsupported);
    }
};

QTEST_GUILESS_MAIN(AdminTest)
#include "admin_test.moc"
