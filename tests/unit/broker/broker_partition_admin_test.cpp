// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include "engine/base/log.h"
#include "tests/support/compare_error.h"
#include "tests/support/test_cluster.h"
#include "tests/support/wire_requests.h"

using namespace stormbench;
using namespace stormbench::tests;

/// Replicas and leaders over the wire: what clients ask of any broker, and a leader of the
/// controller.
class BrokerPartitionAdminTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<TestCluster> m_cluster;

    using Replicas = std::vector<std::int32_t>;

    static WireError createOn(
        WireClient& client, const std::string& topic, const Replicas& replicas)
    {
        protocol::CreateTopicsRequest request;
        auto& created = request.topics.emplace_back();
        created.name = topic;
        created.numPartitions = -1;
        created.replicationFactor = -1;
        created.assignments.push_back({0, replicas});
        request.timeoutMs = 5000;
        const auto response = client.call(request);
        return response ? response->topics.front().errorCode : WireError::NetworkException;
    }

    static WireError reassign(
        WireClient& client, const std::string& topic, const std::optional<Replicas>& replicas)
    {
        protocol::AlterPartitionReassignmentsRequest request;
        request.topics.push_back({topic, {{0, replicas}}});
        const auto response = client.call(request);
        return response ? response->responses.front().partitions.front().errorCode
                        : WireError::NetworkException;
    }

    static std::optional<Replicas> replicasOf(WireClient& client, const std::string& topic)
    {
        protocol::MetadataRequest request;
        request.topics->push_back({{}, topic});
        const auto response = client.call(request);
        if (!response || response->topics.front().partitions.empty())
            return std::nullopt;
        return response->topics.front().partitions.front().replicaNodes;
    }

private slots:
    void init()
    {
        log::setLevel(log::Level::Off);
        m_directory = QTemporaryDir();
        m_cluster = std::make_unique<TestCluster>(m_directory.path().toStdString(), 3,
            TestCluster::Configs{
                {"broker.session.timeout.ms", "600"}, {"broker.heartbeat.interval.ms", "100"}});
        QVERIFY(m_cluster->start());
    }
    void cleanup() { m_cluster.reset(); }

    void reassignmentsAreListedAndCancelled()
    {
        WireClient client(m_cluster->endpoint(2));
        COMPARE_ERROR(createOn(client, "moving", {2}), WireError::None);
        m_cluster->kill(3);  // so that the move cannot end

        COMPARE_ERROR(
            reassign(client, "moving", std::nullopt), WireError::NoReassignmentInProgress);
        COMPARE_ERROR(reassign(client, "none", Replicas{2}), WireError::UnknownTopicOrPartition);
        COMPARE_ERROR(
            reassign(client, "moving", Replicas{3, 3}), WireError::InvalidReplicaAssignment);
        COMPARE_ERROR(reassign(client, "moving", Replicas{3}), WireError::None);
        QCOMPARE(replicasOf(client, "moving").value_or(Replicas{}), (Replicas{3, 2}));

        protocol::ListPartitionReassignmentsRequest list;
        const auto listed = client.call(list);
        QVERIFY(listed);
        COMPARE_ERROR(listed->errorCode, WireError::None);
        QCOMPARE(listed->topics.size(), std::size_t{1});
        const auto& move = listed->topics.front().partitions.front();
        QCOMPARE(listed->topics.front().name, std::string("moving"));
        QCOMPARE(move.replicas, (Replicas{3, 2}));
        QCOMPARE(move.addingReplicas, Replicas{3});
        QCOMPARE(move.removingReplicas, Replicas{2});
        list.topics.emplace().push_back({"other", {0}});
        QVERIFY(client.call(list)->topics.empty());

        COMPARE_ERROR(reassign(client, "moving", std::nullopt), WireError::None);
        QCOMPARE(replicasOf(client, "moving").value_or(Replicas{}), Replicas{2});
        list.topics.reset();
        QVERIFY(client.call(list)->topics.empty());
    }

    void leadersAreElected_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 0; version <= protocol::ElectLeadersRequest::Api::kMax; ++version)
            QTest::addRow("v%d", version) << version;
    }
    void leadersAreElected()
    {
        QFETCH(int, version);
        WireClient client(m_cluster->endpoint(3));
        COMPARE_ERROR(createOn(client, "led", {2}), WireError::None);
        protocol::ElectLeadersRequest request;
        request.topicPartitions->push_back({"led", {0, 7}});
        const auto response = client.call(request, static_cast<std::int16_t>(version));
        QVERIFY(response);
        COMPARE_ERROR(response->errorCode, WireError::None);
        const auto& results = response->replicaElectionResults.front().partitionResult;
        QCOMPARE(results.size(), std::size_t{2});
        COMPARE_ERROR(results[0].errorCode, WireError::ElectionNotNeeded);
        COMPARE_ERROR(results[1].errorCode, WireError::UnknownTopicOrPartition);

        request.electionType = 5;
        if (version > 0)
            COMPARE_ERROR(client.call(request, static_cast<std::int16_t>(version))->errorCode,
                WireError::InvalidRequest);
    }

    void onlyTheControllerAltersPartitions()
    {
        protocol::AlterPartitionRequest request;
        request.brokerId = 2;
        request.brokerEpoch = 1;
        const int leads = m_cluster->controller();
        QVERIFY(leads > 0);
        WireClient other(m_cluster->endpoint(leads % 3 + 1));
        COMPARE_ERROR(other.call(request)->errorCode, WireError::NotController);
        WireClient controller(m_cluster->endpoint(leads));
        COMPARE_ERROR(controller.call(request)->errorCode, WireError::StaleBrokerEpoch);
        request.brokerId = 9;
        COMPARE_ERROR(controller.call(request)->errorCode, WireError::BrokerIdNotRegistered);
    }
};

QTEST_GUILESS_MAIN(BrokerPartitionAdminTest)
#include "broker_partition_admin_test.moc"
