// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include <fmt/format.h>

#include "engine/base/log.h"
#include "tests/support/compare_error.h"
#include "tests/support/test_cluster.h"
#include "tests/support/wire_requests.h"

using namespace stormbench;
using namespace stormbench::tests;

/// Three brokers that take a snapshot of the metadata every few records.
class BrokerSnapshotTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<TestCluster> m_cluster;

    [[nodiscard]] WireError create(int broker, const std::string& topic)
    {
        WireClient client(m_cluster->endpoint(broker));
        protocol::CreateTopicsRequest request;
        request.timeoutMs = 5000;
        request.topics.push_back({topic, 3, 1, {}, {}});
        const auto answer = client.call(request);
        return answer ? answer->topics.front().errorCode : WireError::NetworkException;
    }
    /// Names and ids as that broker knows them.
    [[nodiscard]] std::map<std::string, std::string> topics(int broker)
    {
        WireClient client(m_cluster->endpoint(broker));
        protocol::MetadataRequest request;
        request.topics.reset();
        std::map<std::string, std::string> all;
        const auto told = client.call(request).value_or(protocol::MetadataResponse{});
        for (const auto& topic : told.topics)
            all[topic.name.value_or("")] = topic.topicId.toString();
        return all;
    }
    [[nodiscard]] broker::BrokerStatisticsPtr statistics(int broker)
    {
        return m_cluster->broker(broker).statistics();
    }

private slots:
    void initTestCase()
    {
        log::setLevel(
            qEnvironmentVariableIsSet("STORMBENCH_LOG") ? log::Level::Info : log::Level::Off);
    }
    void takesTheLogsPlace();
};

void BrokerSnapshotTest::takesTheLogsPlace()
{
    m_cluster = std::make_unique<TestCluster>(m_directory.path().toStdString(), 3,
        TestCluster::Configs{{"broker.session.timeout.ms", "800"},
            {"broker.heartbeat.interval.ms", "100"}, {"controller.quorum.fetch.timeout.ms", "500"},
            {"controller.quorum.election.timeout.ms", "300"},
            {"controller.quorum.election.backoff.max.ms", "150"},
            {"metadata.log.max.record.bytes.between.snapshots", "3000"}});
    QVERIFY(m_cluster->start());
    QTRY_VERIFY(m_cluster->controller() > 0);
    const auto away = m_cluster->controller() % 3 + 1;
    const auto here = m_cluster->controller();
    m_cluster->kill(away);
    for (int i = 0; i < 40; ++i)
        COMPARE_ERROR(create(here, fmt::format("topic{}", i)), WireError::None);
    QTRY_VERIFY(statistics(here)->snapshotsMade >= 3);

    // Its records are not there any more.
    QVERIFY(m_cluster->startBroker(away));
    QTRY_COMPARE(statistics(away)->snapshotsFetched, std::uint64_t{1});
    QTRY_COMPARE(topics(away).size(), std::size_t{40});
    const auto before = topics(here);
    QVERIFY(topics(away) == before);

    m_cluster->stop();
    QVERIFY(m_cluster->restart());
    for (int broker = 1; broker <= 3; ++broker) {
        QVERIFY(statistics(broker)->snapshotsLoaded >= 1);
        QTRY_VERIFY(topics(broker) == before);
    }
    COMPARE_ERROR(create(here, "one more"), WireError::InvalidTopicException);
    COMPARE_ERROR(create(here, "one.more"), WireError::None);
    for (int broker = 1; broker <= 3; ++broker)
        QTRY_COMPARE(topics(broker).size(), std::size_t{41});
}

QTEST_GUILESS_MAIN(BrokerSnapshotTest)
#include "broker_snapshot_test.moc"
