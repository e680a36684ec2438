// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include "engine/base/log.h"
#include "tests/support/compare_error.h"
#include "tests/support/test_cluster.h"
#include "tests/support/wire_requests.h"

using namespace stormbench;
using namespace stormbench::tests;

/// What a broker knows after an orderly stop and after a kill.
class BrokerRestartTest : public QObject {
    Q_OBJECT

    static void commit(WireClient& client, std::int64_t offset)
    {
        protocol::FindCoordinatorRequest find;
        find.coordinatorKeys = {"readers"};
        QVERIFY(client.call(find));
        protocol::OffsetCommitRequest commit;
        commit.groupId = "readers";
        commit.topics.push_back({"kept", {{0, offset, -1, "here"}}});
        TRY_COMPARE_ERROR(
            client.call(commit)->topics.front().partitions.front().errorCode, WireError::None);
    }
    static std::int64_t committed(WireClient& client)
    {
        protocol::OffsetFetchRequest fetch;
        fetch.groups.push_back({"readers", std::nullopt, -1, std::nullopt});
        const auto fetched = client.call(fetch);
        if (!fetched || fetched->groups.front().errorCode != WireError::None
            || fetched->groups.front().topics.empty())
            return -1;
        return fetched->groups.front().topics.front().partitions.front().committedOffset;
    }

private slots:
    void initTestCase() { log::setLevel(log::Level::Error); }

    void everythingSurvives_data()
    {
        QTest::addColumn<bool>("orderly");
        QTest::newRow("stop") << true;
        QTest::newRow("kill") << false;
    }
    void everythingSurvives()
    {
        QFETCH(bool, orderly);
        QTemporaryDir directory;
        TestCluster cluster(
            directory.path().toStdString(), 1, {{"offsets.topic.num.partitions", "2"}});
        QVERIFY(cluster.start());
        storage::BatchOptions idempotent;
        std::int64_t firstProducer = -1;
        Uuid id;
        {
            WireClient client(cluster.endpoint(1));
            COMPARE_ERROR(
                createTopic(client, "kept", 1,
                    {{"retention.ms", "600000"}, {"message.timestamp.type", "LogAppendTime"}}),
                WireError::None);
            id = topicId(client, "kept");
            const auto producer
                = client.call(protocol::InitProducerIdRequest{std::nullopt, 0, -1, -1});
            QVERIFY(producer);
            firstProducer = producer->producerId;
            idempotent.producerId = ProducerId{firstProducer};
            idempotent.producerEpoch = ProducerEpoch{0};
            idempotent.baseSequence = Sequence{0};
            COMPARE_ERROR(
                produce(client, "kept", {"a", "b"}, 0, idempotent).errorCode, WireError::None);
            commit(client, 2);
        }
        if (orderly)
            cluster.stop();
        else
            cluster.kill(1);
        QVERIFY(cluster.restart());

        WireClient client(cluster.endpoint(1));
        QCOMPARE(topicId(client, "kept"), id);
        QCOMPARE(logEnd(client, "kept"), 2);
        const auto fetched = client.call(fetchRequest("kept", id, 0));
        QVERIFY(fetched);
        QCOMPARE(valuesOf(*fetched), (std::vector<std::string>{"a", "b"}));
        QTRY_COMPARE(committed(client), 2);
        // The producer's state: a retry is recognised, and its id is not given to another.
        QCOMPARE(produce(client, "kept", {"a", "b"}, 0, idempotent).baseOffset, 0);
        QCOMPARE(logEnd(client, "kept"), 2);
        const auto another = client.call(protocol::InitProducerIdRequest{std::nullopt, 0, -1, -1});
        QVERIFY(another);
        QVERIFY(another->producerId > firstProducer);
        protocol::DescribeConfigsRequest describe;
        describe.resources.push_back({2, "kept", std::vector<std::string>{"retention.ms"}});
        QCOMPARE(
            *client.call(describe)->results.front().configs.front().value, std::string("600000"));
    }

    void aDirectoryInUseIsRefused()
    {
        QTemporaryDir directory;
        TestCluster cluster(directory.path().toStdString(), 1);
        QVERIFY(cluster.start());
        TestCluster second(directory.path().toStdString(), 1);
        const auto started = second.start();
        QVERIFY(!started);
        QCOMPARE(static_cast<int>(started.error().code), static_cast<int>(ErrorCode::Conflict));
        WireClient client(cluster.endpoint(1));
        QVERIFY(client.call(protocol::MetadataRequest{}));
    }

    void anUnknownConfigurationIsRefused()
    {
        QTemporaryDir directory;
        TestCluster cluster(directory.path().toStdString(), 1, {{"no.such.name", "1"}});
        QVERIFY(!cluster.start());
    }

    void statisticsTellTheFigures()
    {
        QTemporaryDir directory;
        TestCluster cluster(
            directory.path().toStdString(), 1, {{"offsets.topic.num.partitions", "2"}});
        QVERIFY(cluster.start());
        WireClient client(cluster.endpoint(1));
        COMPARE_ERROR(createTopic(client, "kept", 2), WireError::None);
        COMPARE_ERROR(produce(client, "kept", {"a", "b", "c"}).errorCode, WireError::None);
        commit(client, 1);
        const auto statistics = cluster.broker(1).statistics();
        QVERIFY(statistics->controller);
        QVERIFY(statistics->active);
        QCOMPARE(statistics->traffic.recordsIn, 3);
        QCOMPARE(statistics->connections, 1);
        const auto kept = std::find_if(statistics->partitions.begin(), statistics->partitions.end(),
            [](const auto& partition) { return partition.topic == "kept"; });
        QVERIFY(kept != statistics->partitions.end());
        QCOMPARE(kept->logEnd, Offset{3});
        QCOMPARE(kept->traffic.recordsIn, 3);
        QCOMPARE(kept->segments, 1);
        QCOMPARE(statistics->groups.size(), std::size_t{1});
        QCOMPARE(statistics->groups.front().committed.front().offset, Offset{1});
        QCOMPARE(statistics->groups.front().state, std::string("Empty"));
    }
};

QTEST_GUILESS_MAIN(BrokerRestartTest)
#include "broker_restart_test.moc"
