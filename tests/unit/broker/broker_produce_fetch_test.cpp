// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include "engine/base/log.h"
#include "tests/support/compare_error.h"
#include "tests/support/test_cluster.h"
#include "tests/support/wire_requests.h"

using namespace stormbench;
using namespace stormbench::tests;

class BrokerProduceFetchTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<TestCluster> m_cluster;
    int m_topics = 0;

    WireClient connect() { return WireClient(m_cluster->endpoint(1)); }
    std::string freshTopic(
        std::vector<std::pair<std::string, std::string>> configs = {}, int partitions = 1)
    {
        auto client = connect();
        const auto name = "t" + std::to_string(++m_topics);
        return createTopic(client, name, partitions, std::move(configs)) == WireError::None
            ? name
            : std::string{};
    }

private slots:
    void initTestCase()
    {
        log::setLevel(log::Level::Error);
        m_cluster = std::make_unique<TestCluster>(m_directory.path().toStdString(), 1);
        QVERIFY(m_cluster->start());
    }

    void roundTripInEveryVersion_data()
    {
        QTest::addColumn<int>("produceVersion");
        QTest::addColumn<int>("fetchVersion");
        for (int fetch = protocol::FetchRequest::Api::kMin;
             fetch <= protocol::FetchRequest::Api::kMax; ++fetch) {
            const int produce = std::clamp<int>(fetch - 1, protocol::ProduceRequest::Api::kMin,
                protocol::ProduceRequest::Api::kMax);
            QTest::addRow("Produce v%d, Fetch v%d", produce, fetch) << produce << fetch;
        }
    }
    void roundTripInEveryVersion()
    {
        QFETCH(int, produceVersion);
        QFETCH(int, fetchVersion);
        const auto topic = freshTopic();
        auto client = connect();
        const auto batch = batchOf({"one", "two"});
        const auto produced
            = client.call(produceRequest(topic, batch), static_cast<std::int16_t>(produceVersion));
        QVERIFY(produced);
        COMPARE_ERROR(
            produced->responses.front().partitionResponses.front().errorCode, WireError::None);
        QCOMPARE(produced->responses.front().partitionResponses.front().baseOffset, 0);
        const auto fetched = client.call(fetchRequest(topic, topicId(client, topic), 0),
            static_cast<std::int16_t>(fetchVersion));
        QVERIFY(fetched);
        QCOMPARE(fetched->responses.size(), std::size_t{1});
        COMPARE_ERROR(fetched->responses.front().partitions.front().errorCode, WireError::None);
        QCOMPARE(fetched->responses.front().partitions.front().highWatermark, 2);
        QCOMPARE(valuesOf(*fetched), (std::vector<std::string>{"one", "two"}));
    }

    void badBatchesAreRefused_data()
    {
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("flip");
        QTest::addColumn<int>("error");
        QTest::newRow("bad CRC") << 70 << 0x40 << static_cast<int>(WireError::CorruptMessage);
        QTest::newRow("magic 1") << 16 << 0x03 << static_cast<int>(WireError::InvalidRecord);
        QTest::newRow("unknown magic") << 16 << 0x40 << static_cast<int>(WireError::CorruptMessage);
        QTest::newRow("base offset") << 7 << 0x40 << static_cast<int>(WireError::InvalidRecord);
    }
    void badBatchesAreRefused()
    {
        QFETCH(int, position);
        QFETCH(int, flip);
        QFETCH(int, error);
        const auto topic = freshTopic();
        auto batch = batchOf({"some value"});
        batch[static_cast<std::size_t>(position)] ^= static_cast<std::uint8_t>(flip);
        auto client = connect();
        const auto produced = client.call(produceRequest(topic, batch));
        QVERIFY(produced);
        QCOMPARE(static_cast<int>(produced->responses.front().partitionResponses.front().errorCode),
            error);
        QCOMPARE(produced->responses.front().partitionResponses.front().baseOffset, -1);
        QCOMPARE(logEnd(client, topic), 0);
    }

    void produceErrors()
    {
        const auto topic = freshTopic({{"max.message.bytes", "200"}});
        auto client = connect();
        const auto small = batchOf({"x"});
        const auto errorOf = [&](const protocol::ProduceRequest& request) {
            const auto response = client.call(request);
            return response ? response->responses.front().partitionResponses.front().errorCode
                            : WireError::NetworkException;
        };
        COMPARE_ERROR(
            errorOf(produceRequest("nowhere", small)), WireError::UnknownTopicOrPartition);
        COMPARE_ERROR(
            errorOf(produceRequest(topic, small, -1, 7)), WireError::UnknownTopicOrPartition);
        COMPARE_ERROR(errorOf(produceRequest(topic, small, 5)), WireError::InvalidRequiredAcks);
        COMPARE_ERROR(errorOf(produceRequest(topic, batchOf({std::string(500, 'x')}))),
            WireError::MessageTooLarge);
        auto transactional = produceRequest(topic, small);
        transactional.transactionalId = "tx";
        COMPARE_ERROR(errorOf(transactional), WireError::TransactionalIdAuthorizationFailed);
        COMPARE_ERROR(errorOf(produceRequest(topic, small, 1)), WireError::None);
    }

    void aCompactedTopicTellsWhichRecordLacksItsKey()
    {
        const auto topic = freshTopic({{"cleanup.policy", "compact"}});
        auto client = connect();
        const auto produced = client.call(produceRequest(topic, batchOf({"a", "b"})));
        QVERIFY(produced);
        const auto& partition = produced->responses.front().partitionResponses.front();
        COMPARE_ERROR(partition.errorCode, WireError::InvalidRecord);
        QVERIFY(!partition.recordErrors.empty());
        QCOMPARE(partition.recordErrors.front().batchIndex, 0);
    }

    void acksZeroHasNoAnswer()
    {
        const auto topic = freshTopic();
        auto client = connect();
        client.send(produceRequest(topic, batchOf({"silent"}), 0), 9);
        client.send(protocol::MetadataRequest{}, 12);
        QVERIFY(client.readFrame());  // the next answer is Metadata's
        QCOMPARE(*protocol::decodeCorrelationId(client.frame()), client.lastCorrelation());
        QTRY_COMPARE(logEnd(client, topic), 1);
        client.send(produceRequest("nowhere", batchOf({"silent"}), 0), 9);
        QVERIFY(client.isClosedByPeer());
    }

    void idempotentRetriesWriteNothingTwice()
    {
        auto client = connect();
        const auto initial = client.call(protocol::InitProducerIdRequest{std::nullopt, 0, -1, -1});
        QVERIFY(initial);
        COMPARE_ERROR(initial->errorCode, WireError::None);
        const auto topic = freshTopic();
        storage::BatchOptions options;
        options.producerId = ProducerId{initial->producerId};
        options.producerEpoch = ProducerEpoch{initial->producerEpoch};
        options.baseSequence = Sequence{0};
        QCOMPARE(produce(client, topic, {"a", "b"}, 0, options).baseOffset, 0);
        const auto retried = produce(client, topic, {"a", "b"}, 0, options);
        COMPARE_ERROR(retried.errorCode, WireError::None);
        QCOMPARE(retried.baseOffset, 0);
        QCOMPARE(logEnd(client, topic), 2);
        options.baseSequence = Sequence{5};
        COMPARE_ERROR(produce(client, topic, {"gap"}, 0, options).errorCode,
            WireError::OutOfOrderSequenceNumber);
    }

    void aWaitingFetchWakesOnProduce()
    {
        const auto topic = freshTopic();
        auto waiting = connect();
        auto producer = connect();
        const auto id = topicId(waiting, topic);
        QElapsedTimer timer;
        timer.start();
        waiting.send(fetchRequest(topic, id, 0, 30'000), 17);
        QVERIFY(!waiting.hasInputWithin(std::chrono::milliseconds(50)));
        COMPARE_ERROR(produce(producer, topic, {"wake up"}).errorCode, WireError::None);
        const auto fetched = waiting.receive<protocol::FetchRequest>(17);
        QVERIFY(fetched);
        QCOMPARE(valuesOf(*fetched), std::vector<std::string>{"wake up"});
        QVERIFY(timer.elapsed() < 15'000);
    }

    void aWaitingFetchEndsWithItsTime()
    {
        const auto topic = freshTopic();
        auto client = connect();
        const auto id = topicId(client, topic);
        QElapsedTimer timer;
        timer.start();
        const auto fetched = client.call(fetchRequest(topic, id, 0, 120));
        QVERIFY(fetched);
        QVERIFY(timer.elapsed() >= 119);
        QVERIFY(valuesOf(*fetched).empty());
        COMPARE_ERROR(fetched->responses.front().partitions.front().errorCode, WireError::None);
    }

    void theDeletionOfATopicEndsTheWait()
    {
        const auto topic = freshTopic();
        auto waiting = connect();
        auto admin = connect();
        waiting.send(fetchRequest(topic, topicId(waiting, topic), 0, 30'000), 17);
        QVERIFY(!waiting.hasInputWithin(std::chrono::milliseconds(30)));
        protocol::DeleteTopicsRequest remove;
        remove.topics.push_back({topic, {}});
        remove.timeoutMs = 5000;
        QVERIFY(admin.call(remove));
        const auto fetched = waiting.receive<protocol::FetchRequest>(17);
        QVERIFY(fetched);
        COMPARE_ERROR(
            fetched->responses.front().partitions.front().errorCode, WireError::UnknownTopicId);
    }

    void theFirstBatchComesWhole()
    {
        const auto topic = freshTopic();
        auto client = connect();
        COMPARE_ERROR(produce(client, topic, {std::string(5000, 'a')}).errorCode, WireError::None);
        COMPARE_ERROR(produce(client, topic, {std::string(5000, 'b')}).errorCode, WireError::None);
        auto request = fetchRequest(topic, topicId(client, topic), 0);
        request.maxBytes = 10;
        request.topics.front().partitions.front().partitionMaxBytes = 10;
        const auto fetched = client.call(request);
        QVERIFY(fetched);
        QCOMPARE(valuesOf(*fetched), std::vector<std::string>{std::string(5000, 'a')});
    }

    void fetchErrors()
    {
        const auto topic = freshTopic();
        auto client = connect();
        const auto id = topicId(client, topic);
        const auto errorOf = [&](const protocol::FetchRequest& request, std::int16_t version) {
            const auto response = client.call(request, version);
            return response ? response->responses.front().partitions.front().errorCode
                            : WireError::NetworkException;
        };
        COMPARE_ERROR(errorOf(fetchRequest(topic, id, 5), 17), WireError::OffsetOutOfRange);
        COMPARE_ERROR(
            errorOf(fetchRequest("nowhere", {}, 0), 12), WireError::UnknownTopicOrPartition);
        COMPARE_ERROR(errorOf(fetchRequest({}, Uuid{77, 78}, 0), 17), WireError::UnknownTopicId);
        COMPARE_ERROR(errorOf(fetchRequest({}, kMetadataTopicId, 0), 17),
            WireError::UnknownTopicId);  // not for clients
        auto newer = fetchRequest(topic, id, 0);
        newer.topics.front().partitions.front().currentLeaderEpoch = 1000;
        COMPARE_ERROR(errorOf(newer, 17), WireError::UnknownLeaderEpoch);
    }

    void sessionsTellOnlyWhatIsNew()
    {
        const auto topic = freshTopic({}, 2);
        auto client = connect();
        auto open = fetchRequest(topic, topicId(client, topic), 0);
        open.topics.front().partitions.push_back(open.topics.front().partitions.front());
        open.topics.front().partitions.back().partition = 1;
        open.sessionEpoch = 0;
        const auto opened = client.call(open);
        QVERIFY(opened);
        QVERIFY(opened->sessionId != 0);
        QCOMPARE(opened->responses.front().partitions.size(), std::size_t{2});

        protocol::FetchRequest next;
        next.sessionId = opened->sessionId;
        next.sessionEpoch = 1;
        const auto quiet = client.call(next);
        QVERIFY(quiet);
        QVERIFY(quiet->responses.empty());

        COMPARE_ERROR(produce(client, topic, {"news"}, 1).errorCode, WireError::None);
        next.sessionEpoch = 2;
        const auto news = client.call(next);
        QVERIFY(news);
        QCOMPARE(news->responses.size(), std::size_t{1});
        QCOMPARE(news->responses.front().partitions.size(), std::size_t{1});
        QCOMPARE(news->responses.front().partitions.front().partitionIndex, 1);

        next.sessionEpoch = 7;
        COMPARE_ERROR(client.call(next)->errorCode, WireError::InvalidFetchSessionEpoch);
        next.sessionId = 1;
        COMPARE_ERROR(client.call(next)->errorCode, WireError::FetchSessionIdNotFound);
    }

    void offsetsByPositionAndTime()
    {
        const auto topic = freshTopic();
        auto client = connect();
        COMPARE_ERROR(produce(client, topic, {"a", "b", "c"}).errorCode,
            WireError::None);  // at 1000, 1001, 1002
        COMPARE_ERROR(produce(client, topic, {"d"}).errorCode, WireError::None);  // at 1000
        QCOMPARE(logEnd(client, topic, -1), 4);
        QCOMPARE(logEnd(client, topic, -2), 0);
        QCOMPARE(logEnd(client, topic, -3), 2);
        QCOMPARE(logEnd(client, topic, 1001), 1);
        QCOMPARE(logEnd(client, topic, 5000), -1);
    }

    void deletedRecordsAreGone()
    {
        const auto topic = freshTopic();
        auto client = connect();
        for (int i = 0; i < 3; ++i)
            COMPARE_ERROR(produce(client, topic, {"x"}).errorCode, WireError::None);
        protocol::DeleteRecordsRequest request;
        request.topics.push_back({topic, {{0, 2}}});
        auto response = client.call(request);
        QVERIFY(response);
        QCOMPARE(response->topics.front().partitions.front().lowWatermark, 2);
        QCOMPARE(logEnd(client, topic, -2), 2);
        request.topics.front().partitions.front().offset = 9;
        COMPARE_ERROR(client.call(request)->topics.front().partitions.front().errorCode,
            WireError::OffsetOutOfRange);
    }

    void flushMessagesHoldsTheAnswerUntilTheSync()
    {
        const auto topic = freshTopic({{"flush.messages", "1"}});
        auto client = connect();
        for (int i = 0; i < 5; ++i)
            client.send(produceRequest(topic, batchOf({"durable"})), 9);
        for (int i = 0; i < 5; ++i) {
            const auto response = client.receive<protocol::ProduceRequest>(9);
            QVERIFY(response);
            COMPARE_ERROR(
                response->responses.front().partitionResponses.front().errorCode, WireError::None);
            QCOMPARE(response->responses.front().partitionResponses.front().baseOffset, i);
        }
    }

    void leaderEpochsEnd()
    {
        const auto topic = freshTopic();
        auto client = connect();
        COMPARE_ERROR(produce(client, topic, {"x", "y"}).errorCode, WireError::None);
        for (const std::int16_t version : {protocol::OffsetForLeaderEpochRequest::Api::kMin,
                 protocol::OffsetForLeaderEpochRequest::Api::kMax}) {
            protocol::OffsetForLeaderEpochRequest request;
            request.topics.push_back({topic, {{0, -1, 0}}});
            const auto response = client.call(request, version);
            QVERIFY(response);
            QCOMPARE(response->topics.front().partitions.front().endOffset, 2);
            QCOMPARE(response->topics.front().partitions.front().leaderEpoch, 0);
        }
    }
};

QTEST_GUILESS_MAIN(BrokerProduceFetchTest)
#include "broker_produce_fetch_test.moc"
