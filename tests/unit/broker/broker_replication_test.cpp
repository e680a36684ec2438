// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include "engine/base/log.h"
#include "tests/support/compare_error.h"
#include "tests/support/test_cluster.h"
#include "tests/support/wire_requests.h"

using namespace stormbench;
using namespace stormbench::tests;

/// Three brokers, and topics that have a replica on each.
class BrokerReplicationTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<TestCluster> m_cluster;

    using Metadata = protocol::MetadataResponse;
    [[nodiscard]] Metadata metadata(const std::string& topic, int broker = 1)
    {
        WireClient client(m_cluster->endpoint(broker));
        protocol::MetadataRequest request;
        request.allowAutoTopicCreation = false;
        request.topics->push_back({{}, topic});
        auto response = client.call(request);
        return response ? *std::move(response) : Metadata{};
    }
    [[nodiscard]] Metadata::Partition partition(const std::string& topic, int index = 0)
    {
        const auto told = metadata(topic);
        if (told.topics.empty()
            || told.topics.front().partitions.size() <= static_cast<std::size_t>(index))
            return {};
        for (const auto& partition : told.topics.front().partitions)
            if (partition.partitionIndex == index)
                return partition;
        return {};
    }

    /// Replicas on all brokers, the given one as the preferred leader.
    void createOnAll(const std::string& name, int leader, const std::string& minInSync = "2")
    {
        createOn(name, {leader, leader % 3 + 1, (leader + 1) % 3 + 1}, minInSync);
    }
    void createOn(const std::string& name, const std::vector<std::int32_t>& brokers,
        const std::string& minInSync = "2")
    {
        protocol::CreateTopicsRequest request;
        auto& topic = request.topics.emplace_back();
        topic.name = name;
        topic.numPartitions = -1;
        topic.replicationFactor = -1;
        topic.assignments.push_back({0, brokers});
        topic.configs.push_back({"min.insync.replicas", minInSync});
        WireClient client(m_cluster->endpoint(1));
        const auto response = client.call(request);
        QVERIFY(response);
        COMPARE_ERROR(response->topics.front().errorCode, WireError::None);
    }
    [[nodiscard]] WireError write(const std::string& topic, const std::string& value)
    {
        const auto leader = partition(topic).leaderId;
        if (leader <= 0)
            return WireError::LeaderNotAvailable;
        WireClient client(m_cluster->endpoint(leader));
        const auto batch = batchOf({value});
        const auto answer = client.call(produceRequest(topic, batch));
        return answer ? answer->responses.front().partitionResponses.front().errorCode
                      : WireError::NetworkException;
    }
    /// Written once, as soon as a leader takes it.
    void writeOnce(const std::string& topic, const std::string& value)
    {
        auto error = WireError::LeaderNotAvailable;
        const auto refused = [&error] {
            return error == WireError::NotLeaderOrFollower || error == WireError::LeaderNotAvailable
                || error == WireError::UnknownTopicOrPartition
                || error == WireError::NetworkException || error == WireError::NotEnoughReplicas;
        };
        (void)QTest::qWaitFor([&] {
            error = write(topic, value);
            return !refused();
        });
        COMPARE_ERROR(error, WireError::None);
    }
    [[nodiscard]] std::vector<std::string> read(const std::string& topic, int broker)
    {
        WireClient client(m_cluster->endpoint(broker));
        const auto response = client.call(fetchRequest(topic, topicId(client, topic), 0));
        return response ? valuesOf(*response) : std::vector<std::string>{};
    }
    [[nodiscard]] std::size_t inSync(const std::string& topic)
    {
        return partition(topic).isrNodes.size();
    }

private slots:
    void init()
    {
        log::setLevel(
            qEnvironmentVariableIsSet("STORMBENCH_LOG") ? log::Level::Info : log::Level::Off);
        m_directory = QTemporaryDir();
        m_cluster = std::make_unique<TestCluster>(m_directory.path().toStdString(), 3,
            TestCluster::Configs{{"broker.session.timeout.ms", "600"},
                {"broker.heartbeat.interval.ms", "100"}, {"offsets.topic.num.partitions", "3"},
                {"offsets.topic.replication.factor", "3"}, {"min.insync.replicas", "2"},
                {"replica.lag.time.max.ms", "1000"}, {"replica.fetch.wait.max.ms", "100"},
                {"controller.quorum.fetch.timeout.ms", "500"},
                {"controller.quorum.election.backoff.max.ms", "150"}});
        QVERIFY(m_cluster->start());
    }
    void cleanup() { m_cluster.reset(); }

    void everyReplicaServesWhatIsCommitted()
    {
        createOnAll("orders", 2);
        QCOMPARE(inSync("orders"), std::size_t{3});
        for (const auto* value : {"a", "b", "c"})
            writeOnce("orders", value);
        for (const int broker : {1, 2, 3})
            QTRY_COMPARE(read("orders", broker), (std::vector<std::string>{"a", "b", "c"}));
    }

    void aKilledLeaderIsReplacedAndNothingIsLost()
    {
        createOnAll("orders", 3);
        writeOnce("orders", "before");
        m_cluster->kill(3);
        QTRY_VERIFY(partition("orders").leaderId > 0 && partition("orders").leaderId != 3);
        writeOnce("orders", "after");
        QCOMPARE(inSync("orders"), std::size_t{2});
        QVERIFY(m_cluster->startBroker(3));
        QTRY_COMPARE(inSync("orders"), std::size_t{3});
        QTRY_COMPARE(read("orders", 3), (std::vector<std::string>{"before", "after"}));
    }

    /// Deleted is what no in-sync replica has: the next leader does not bring it back.
    void deletedRecordsDoNotComeBack()
    {
        createOnAll("orders", 3);
        for (const auto* value : {"a", "b", "c"})
            writeOnce("orders", value);
        const auto deletion = [&](std::int64_t offset, std::int32_t limit) {
            WireClient client(m_cluster->endpoint(partition("orders").leaderId));
            protocol::DeleteRecordsRequest request;
            request.topics.push_back({"orders", {{0, offset}}});
            request.timeoutMs = limit;
            const auto answer = client.call(request);
            return answer ? answer->topics.front().partitions.front().errorCode
                          : WireError::NetworkException;
        };
        COMPARE_ERROR(deletion(1, 10'000), WireError::None);
        // One of the in-sync replicas cannot say that it has deleted, until it is none any more.
        m_cluster->kill(2);
        COMPARE_ERROR(deletion(2, 1), WireError::RequestTimedOut);
        TRY_COMPARE_ERROR(deletion(2, 100), WireError::None);
        m_cluster->kill(3);
        QVERIFY(m_cluster->startBroker(2));
        QTRY_COMPARE(partition("orders").leaderId, 1);
        WireClient client(m_cluster->endpoint(1));
        QCOMPARE(logEnd(client, "orders", -2), std::int64_t{2});
    }

    void aKilledFollowerDelaysNobodyForLong()
    {
        createOnAll("orders", 1);
        writeOnce("orders", "before");
        m_cluster->kill(2);
        COMPARE_ERROR(write("orders", "after"), WireError::None);  // waits until 2 has left the ISR
        QCOMPARE(partition("orders").leaderId, 1);
        QCOMPARE(inSync("orders"), std::size_t{2});
    }

    void acksAllNeedsTheMinimum()
    {
        createOn("orders", {1, 2});
        writeOnce("orders", "kept");
        m_cluster->kill(2);
        QTRY_COMPARE(inSync("orders"), std::size_t{1});
        COMPARE_ERROR(write("orders", "refused"), WireError::NotEnoughReplicas);
        QVERIFY(m_cluster->startBroker(2));
        QTRY_COMPARE(inSync("orders"), std::size_t{2});
        COMPARE_ERROR(write("orders", "again"), WireError::None);
        QCOMPARE(read("orders", 1), (std::vector<std::string>{"kept", "again"}));
    }

    /// One replica in sync, min.insync.replicas 1: what it took alone is not lost to the others.
    void whoWasAwayDoesNotLead()
    {
        createOnAll("orders", 3, "1");
        m_cluster->kill(2);
        QTRY_COMPARE(inSync("orders"), std::size_t{2});
        writeOnce("orders", "while 2 was away");
        QVERIFY(m_cluster->startBroker(2));
        QTRY_COMPARE(inSync("orders"), std::size_t{3});
        m_cluster->kill(3);
        QTRY_VERIFY(partition("orders").leaderId > 0 && partition("orders").leaderId != 3);
        const auto leader = partition("orders").leaderId;
        QTRY_COMPARE(read("orders", leader), std::vector<std::string>{"while 2 was away"});
    }

    /// KIP-227: a fetch names what has moved, so it stays small however much is followed.
    void idlePartitionsAreNotNamed()
    {
        protocol::CreateTopicsRequest request;
        auto& topic = request.topics.emplace_back();
        topic.name = "many";
        topic.numPartitions = -1;
        topic.replicationFactor = -1;
        for (int partition = 0; partition < 60; ++partition)
            topic.assignments.push_back({partition, {1, 2, 3}});
        WireClient client(m_cluster->endpoint(1));
        const auto created = client.call(request);
        QVERIFY(created);
        COMPARE_ERROR(created->topics.front().errorCode, WireError::None);
        writeOnce("many", "known to all");

        const auto fetches = [this] {
            constexpr std::int16_t kFetch = 1;
            const auto activity = m_cluster->broker(1).statistics()->activity;
            for (const auto& counted : activity->requests)
                if (counted.apiKey == kFetch)
                    return counted.counters;
            return broker::RequestCounters{};
        };
        // What the creation brought may still be under way: until a run of small ones.
        auto before = fetches();
        const auto ranSmall = [&] {
            const auto now = fetches();
            const auto count = now.count - before.count;
            if (count < 40)
                return false;
            const bool small = (now.bytesIn - before.bytesIn) / count < 250
                && (now.bytesOut - before.bytesOut) / count < 250;
            before = now;
            return small;
        };
        QVERIFY(QTest::qWaitFor(ranSmall, 30'000));
    }

    void aGroupOutlivesItsCoordinator()
    {
        const auto coordinatorOf = [this](const std::string& group) {
            WireClient client(m_cluster->endpoint(1));
            protocol::FindCoordinatorRequest find;
            find.coordinatorKeys = {group};
            const auto found = client.call(find);
            const bool known = found && found->coordinators.front().errorCode == WireError::None;
            return known ? found->coordinators.front().nodeId : -1;
        };
        // A group whose coordinator is not the controller's broker.
        std::string group;
        for (int i = 0; i < 20 && group.empty(); ++i) {
            const auto candidate = "group-" + std::to_string(i);
            QTRY_VERIFY(coordinatorOf(candidate) > 0);
            if (coordinatorOf(candidate) != 1)
                group = candidate;
        }
        createOnAll("orders", 1);
        const auto first = coordinatorOf(group);
        protocol::OffsetCommitRequest commit;
        commit.groupId = group;
        commit.topics.push_back({"orders", {{0, 7, -1, "here"}}});
        const auto committed = [&](int broker) {
            WireClient client(m_cluster->endpoint(broker));
            const auto answer = client.call(commit);
            return answer ? answer->topics.front().partitions.front().errorCode
                          : WireError::NetworkException;
        };
        TRY_COMPARE_ERROR(committed(first), WireError::None);
        m_cluster->kill(first);
        QTRY_VERIFY(coordinatorOf(group) > 0 && coordinatorOf(group) != first);
        protocol::OffsetFetchRequest fetch;
        fetch.groups.push_back({group, std::nullopt, -1, std::nullopt});
        const auto offset = [&]() -> std::int64_t {
            WireClient client(m_cluster->endpoint(coordinatorOf(group)));
            const auto answer = client.call(fetch);
            if (!answer || answer->groups.front().errorCode != WireError::None
                || answer->groups.front().topics.empty())
                return -1;
            return answer->groups.front().topics.front().partitions.front().committedOffset;
        };
        QTRY_COMPARE(offset(), 7);
    }

    void aClusterThatStopsInOrderStartsWhole()
    {
        createOnAll("orders", 2);
        writeOnce("orders", "kept");
        m_cluster->stop();
        QVERIFY(m_cluster->restart());
        QTRY_COMPARE(inSync("orders"), std::size_t{3});
        QTRY_VERIFY(partition("orders").leaderId > 0);
        QTRY_COMPARE(
            read("orders", partition("orders").leaderId), std::vector<std::string>{"kept"});
    }
};

QTEST_GUILESS_MAIN(BrokerReplicationTest)
#include "broker_replication_test.moc"
