// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include "engine/base/cursor.h"
#include "engine/base/log.h"
#include "engine/controller/feature_table.h"
#include "engine/protocol/api_table.h"
#include "tests/support/compare_error.h"
#include "tests/support/test_cluster.h"
#include "tests/support/wire_requests.h"

using namespace stormbench;
using namespace stormbench::tests;

/// What a broker does with bytes, versions and clients that are not as they should be.
class BrokerConnectionTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<TestCluster> m_cluster;

private slots:
    void initTestCase()
    {
        log::setLevel(log::Level::Error);
        m_cluster = std::make_unique<TestCluster>(m_directory.path().toStdString(), 1);
        QVERIFY(m_cluster->start());
    }

    void badBytesCloseTheirConnectionOnly_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* name, const char* hex) {
            QTest::newRow(name) << QByteArray::fromHex(hex);
        };
        row("two gigabytes", "7fffffff00000000");
        row("negative length", "ffffffff");
        row("above socket.request.max.bytes", "0640000100");
        row("empty frame", "00000000");
        row("header cut short", "000000040003000c");
        row("client id longer than the frame",
            "0000000a0003000000000001"
            "7fff");
        row("unknown API",
            "0000000a"
            "7abc"
            "0000"
            "00000001"
            "ffff");
        row("API of old inter-broker days",
            "0000000a"
            "0004"
            "0000"
            "00000001"
            "ffff");
        row("unsupported version of Metadata",
            "0000000a"
            "0003"
            "0063"
            "00000001"
            "ffff");
        row("negative version of Metadata",
            "0000000a"
            "0003"
            "ffff"
            "00000001"
            "ffff");
        row("Produce v2",
            "0000000a"
            "0000"
            "0002"
            "00000001"
            "ffff");
        row("Metadata without a body",
            "0000000a"
            "0003"
            "0000"
            "00000001"
            "ffff");
        row("Metadata with a huge array",
            "0000000e"
            "0003"
            "0001"
            "00000001"
            "ffff"
            "7fffffff");
    }
    void badBytesCloseTheirConnectionOnly()
    {
        QFETCH(QByteArray, bytes);
        WireClient other(m_cluster->endpoint(1));
        QVERIFY(other.call(protocol::MetadataRequest{}));
        WireClient bad(m_cluster->endpoint(1));
        bad.sendBytes({reinterpret_cast<const std::uint8_t*>(bytes.constData()),
            static_cast<std::size_t>(bytes.size())});
        QVERIFY(bad.isClosedByPeer());
        QVERIFY(other.call(protocol::MetadataRequest{}));
    }

    void apiVersionsTellsTheTable_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 0; version <= protocol::ApiVersionsRequest::Api::kMax; ++version)
            QTest::addRow("v%d", version) << version;
    }
    void apiVersionsTellsTheTable()
    {
        QFETCH(int, version);
        WireClient client(m_cluster->endpoint(1));
        protocol::ApiVersionsRequest request{"stormbench-test", "1.0"};
        const auto response = client.call(request, static_cast<std::int16_t>(version));
        QVERIFY(response);
        COMPARE_ERROR(response->errorCode, WireError::None);
        std::size_t forClients = 0;
        for (const auto& api : protocol::allApis()) {
            const auto told = std::find_if(response->apiKeys.begin(), response->apiKeys.end(),
                [&](const auto& row) { return row.apiKey == static_cast<std::int16_t>(api.key); });
            if (api.scope != protocol::ApiScope::Client) {
                QVERIFY(told == response->apiKeys.end());
                continue;
            }
            ++forClients;
            QVERIFY(told != response->apiKeys.end());
            QCOMPARE(told->maxVersion, api.maxVersion);
            if (api.key == protocol::ApiKey::Produce)
                QCOMPARE(told->minVersion, std::int16_t{0});  // KAFKA-18659
        }
        QCOMPARE(response->apiKeys.size(), forClients);
        QCOMPARE(!response->supportedFeatures.empty(), version >= 3);
        QCOMPARE(response->finalizedFeatures.size(), std::size_t(version >= 3 ? 1 : 0));
        if (version >= 3) {
            const auto& feature = response->finalizedFeatures.front();
            QCOMPARE(feature.name, std::string("metadata.version"));
            QCOMPARE(feature.maxVersionLevel, feature.minVersionLevel);
            QCOMPARE(feature.maxVersionLevel, controller::featureTable().front().initial);
            QVERIFY(response->finalizedFeaturesEpoch > 0);
        }
    }

    void anUnknownApiVersionsVersionGetsTheV0Body()
    {
        WireClient client(m_cluster->endpoint(1));
        // Version 99 with a body that cannot be parsed: KIP-511 asks for an answer all the same.
        const auto bytes = QByteArray::fromHex("0000000f"
                                               "0012"
                                               "0063"
                                               "00000007"
                                               "ffff"
                                               "deadbeef99");
        client.sendBytes({reinterpret_cast<const std::uint8_t*>(bytes.constData()),
            static_cast<std::size_t>(bytes.size())});
        QVERIFY(client.readFrame());
        ReadCursor cursor(client.frame());
        QCOMPARE(cursor.read<std::int32_t>(), 7);
        QCOMPARE(cursor.read<std::int16_t>(), std::int16_t{35});
        QCOMPARE(cursor.read<std::int32_t>(), 1);
        QCOMPARE(cursor.read<std::int16_t>(), std::int16_t{18});
        QCOMPARE(cursor.read<std::int16_t>(), std::int16_t{0});
        QCOMPARE(cursor.read<std::int16_t>(), protocol::ApiVersionsRequest::Api::kMax);
        QVERIFY(cursor.ok() && cursor.atEnd());
        QVERIFY(client.call(protocol::ApiVersionsRequest{"a", "1"}));  // the connection goes on
    }

    void softwareNamesAreChecked_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("valid");
        QTest::newRow("plain") << "librdkafka" << true;
        QTest::newRow("dashes and dots") << "apache-kafka.java-9" << true;
        QTest::newRow("empty") << "" << false;
        QTest::newRow("dash at the end") << "kafka-" << false;
        QTest::newRow("dot at the start") << ".kafka" << false;
        QTest::newRow("space") << "kafka java" << false;
    }
    void softwareNamesAreChecked()
    {
        QFETCH(QString, name);
        QFETCH(bool, valid);
        WireClient client(m_cluster->endpoint(1));
        const auto response
            = client.call(protocol::ApiVersionsRequest{name.toStdString(), "1.0"}, 3);
        QVERIFY(response);
        COMPARE_ERROR(response->errorCode, valid ? WireError::None : WireError::InvalidRequest);
    }

    void answersComeInTheOrderOfTheRequests()
    {
        WireClient client(m_cluster->endpoint(1));
        COMPARE_ERROR(createTopic(client, "ordered"), WireError::None);
        const auto id = topicId(client, "ordered");
        const auto fetch = fetchRequest("ordered", id, 0, 300);  // waits, nothing is there
        client.send(fetch, 17);
        const auto fetchCorrelation = client.lastCorrelation();
        client.send(protocol::MetadataRequest{}, 12);  // would be answered at once
        QVERIFY(client.readFrame());
        QCOMPARE(*protocol::decodeCorrelationId(client.frame()), fetchCorrelation);
        QVERIFY(client.readFrame());
        QCOMPARE(*protocol::decodeCorrelationId(client.frame()), client.lastCorrelation());
    }

    void idleConnectionsAreClosed()
    {
        QTemporaryDir directory;
        TestCluster cluster(
            directory.path().toStdString(), 1, {{"connections.max.idle.ms", "150"}});
        QVERIFY(cluster.start());
        WireClient client(cluster.endpoint(1));
        QVERIFY(client.call(protocol::MetadataRequest{}));
        QVERIFY(client.isClosedByPeer());
        WireClient another(cluster.endpoint(1));
        QVERIFY(another.call(protocol::MetadataRequest{}));
    }

    void aClientThatNeverReadsIsBounded()
    {
        WireClient client(m_cluster->endpoint(1));
        COMPARE_ERROR(createTopic(client, "flood"), WireError::None);
        const std::vector<std::string> values(8, std::string(100'000, 'x'));
        for (int i = 0; i < 12; ++i)
            COMPARE_ERROR(produce(client, "flood", values).errorCode, WireError::None);
        // Two thousand requests for a megabyte each, and not one answer is read: the broker must
        // stop taking them.
        WireClient deaf(m_cluster->endpoint(1));
        auto fetch = fetchRequest("flood", topicId(client, "flood"), 0);
        for (int i = 0; i < 2000; ++i)
            deaf.send(fetch, 17);
        WireClient other(m_cluster->endpoint(1));
        QVERIFY(other.call(protocol::MetadataRequest{}));
        const auto served = m_cluster->broker(1).statistics()->traffic.bytesOut;
        QVERIFY2(served < 200'000'000, qPrintable(QString::number(served)));
        // It is slow, not gone: when it reads, every answer comes.
        for (int i = 0; i < 2000; ++i)
            QVERIFY(deaf.readFrame());
    }
};

QTEST_GUILESS_MAIN(BrokerConnectionTest)
#include "broker_connection_test.moc"
