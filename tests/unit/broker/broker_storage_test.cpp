// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include "engine/base/log.h"
#include "tests/support/compare_error.h"
#include "tests/support/test_cluster.h"
#include "tests/support/wire_requests.h"

using namespace stormbench;
using namespace stormbench::tests;

namespace {

struct Answer {
    WireError error = WireError::UnknownServerError;
    std::int64_t lowWatermark = -2;
    friend bool operator==(const Answer&, const Answer&) = default;
};

Answer deleteRecords(WireClient& client, const std::string& topic, std::int64_t offset,
    std::int16_t version = protocol::DeleteRecordsRequest::Api::kMax, std::int32_t partition = 0)
{
    protocol::DeleteRecordsRequest request;
    request.topics.push_back({topic, {{partition, offset}}});
    request.timeoutMs = 5000;
    const auto answer = client.call(request, version);
    if (!answer || answer->topics.size() != 1 || answer->topics.front().partitions.size() != 1)
        return {};
    const auto& out = answer->topics.front().partitions.front();
    return {out.errorCode, out.lowWatermark};
}

WireError fetchError(WireClient& client, const std::string& topic, std::int64_t offset)
{
    const auto answer = client.call(fetchRequest(topic, topicId(client, topic), offset));
    return answer ? answer->responses.front().partitions.front().errorCode
                  : WireError::UnknownServerError;
}

Bytes keyed(const std::string& key, const std::string& value)
{
    storage::BatchBuilder builder;
    builder.add(env::Millis(1'700'000'000'000), asBytes(key), asBytes(value));
    return builder.build();
}

protocol::ProduceResponse::PartitionProduceResponse produceBytes(
    WireClient& client, const std::string& topic, ByteView bytes)
{
    const auto answer = client.call(produceRequest(topic, bytes), 8);
    return answer ? answer->responses.front().partitionResponses.front()
                  : protocol::ProduceResponse::PartitionProduceResponse{
                      .errorCode = WireError::UnknownServerError};
}

std::vector<std::string> readAll(WireClient& client, const std::string& topic)
{
    std::vector<std::string> values;
    const auto id = topicId(client, topic);
    auto next = logEnd(client, topic, -2);
    const auto end = logEnd(client, topic);
    for (int i = 0; next < end && i < 1000; ++i) {
        const auto answer = client.call(fetchRequest(topic, id, next));
        if (!answer)
            break;
        const auto got = valuesOf(*answer);
        values.insert(values.end(), got.begin(), got.end());
        const auto before = next;
        auto rest = answer->responses.front().partitions.front().records.view();
        while (const auto header = storage::parseBatchHeader(rest)) {
            if (header->sizeInBytes > rest.size())
                break;
            next = header->nextOffset().value();
            rest = rest.subspan(header->sizeInBytes);
        }
        if (next == before)
            break;
    }
    return values;
}

protocol::DescribeLogDirsResponse::DescribeLogDirsResult directoryOf(WireClient& client)
{
    const auto answer = client.call(protocol::DescribeLogDirsRequest{});
    return answer && !answer->results.empty()
        ? answer->results.front()
        : protocol::DescribeLogDirsResponse::DescribeLogDirsResult{
            .errorCode = WireError::UnknownServerError};
}

}  // namespace

/// Logs as clients see them: deleted records, a full disk, compaction.
class BrokerStorageTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { log::setLevel(log::Level::Off); }

    void recordsAreDeleted_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 0; version <= protocol::DeleteRecordsRequest::Api::kMax; ++version)
            QTest::newRow(std::to_string(version).c_str()) << version;
    }
    void recordsAreDeleted()
    {
        QFETCH(int, version);
        const auto v = static_cast<std::int16_t>(version);
        QTemporaryDir directory;
        TestCluster cluster(directory.path().toStdString(), 1);
        QVERIFY(cluster.start());
        {
            WireClient client(cluster.endpoint(1));
            COMPARE_ERROR(createTopic(client, "orders"), WireError::None);
            COMPARE_ERROR(
                createTopic(client, "state", 1, {{"cleanup.policy", "compact"}}), WireError::None);
            for (int i = 0; i < 10; ++i)
                COMPARE_ERROR(
                    produce(client, "orders", {std::to_string(i)}).errorCode, WireError::None);
            QVERIFY(deleteRecords(client, "orders", 4, v) == (Answer{WireError::None, 4}));
            QCOMPARE(logEnd(client, "orders", -2), std::int64_t(4));
            COMPARE_ERROR(fetchError(client, "orders", 3), WireError::OffsetOutOfRange);
            COMPARE_ERROR(fetchError(client, "orders", 4), WireError::None);
            // Never back.
            QVERIFY(deleteRecords(client, "orders", 2, v) == (Answer{WireError::None, 4}));
            QVERIFY(deleteRecords(client, "orders", 11, v)
                == (Answer{WireError::OffsetOutOfRange, -1}));
            QVERIFY(deleteRecords(client, "orders", -2, v)
                == (Answer{WireError::OffsetOutOfRange, -1}));
            QVERIFY(deleteRecords(client, "orders", 0, v, 7)
                == (Answer{WireError::UnknownTopicOrPartition, -1}));
            QVERIFY(deleteRecords(client, "nothing", 0, v)
                == (Answer{WireError::UnknownTopicOrPartition, -1}));
            QVERIFY(
                deleteRecords(client, "state", 0, v) == (Answer{WireError::PolicyViolation, -1}));
        }
        cluster.kill(1);
        QVERIFY(cluster.startBroker(1));
        WireClient client(cluster.endpoint(1));
        TRY_COMPARE_ERROR(fetchError(client, "orders", 4), WireError::None);
        QCOMPARE(logEnd(client, "orders", -2), std::int64_t(4));
        QVERIFY(deleteRecords(client, "orders", -1, v) == (Answer{WireError::None, 10}));
        QCOMPARE(logEnd(client, "orders", -2), std::int64_t(10));
        COMPARE_ERROR(produce(client, "orders", {"next"}).errorCode, WireError::None);
        QVERIFY(readAll(client, "orders") == std::vector<std::string>{"next"});
    }

    void aFullDiskLosesNothing()
    {
        QTemporaryDir directory;
        TestCluster cluster(directory.path().toStdString(), 1);
        QVERIFY(cluster.start());
        WireClient client(cluster.endpoint(1));
        COMPARE_ERROR(createTopic(client, "orders"), WireError::None);
        COMPARE_ERROR(produce(client, "orders", {"before"}).errorCode, WireError::None);
        const auto healthy = directoryOf(client);
        COMPARE_ERROR(healthy.errorCode, WireError::None);
        QVERIFY(healthy.totalBytes > healthy.usableBytes && healthy.usableBytes > 0);

        cluster.broker(1).setDiskFull(true);
        COMPARE_ERROR(
            produce(client, "orders", {"too much"}).errorCode, WireError::KafkaStorageError);
        COMPARE_ERROR(produce(client, "orders", {"still"}).errorCode, WireError::KafkaStorageError);
        COMPARE_ERROR(directoryOf(client).errorCode, WireError::KafkaStorageError);
        QVERIFY(readAll(client, "orders") == std::vector<std::string>{"before"});
        QVERIFY(deleteRecords(client, "orders", 1) == (Answer{WireError::KafkaStorageError, -1}));

        cluster.broker(1).setDiskFull(false);
        bool sent = false;  // once: a try that succeeds is not made again
        QTRY_VERIFY(
            sent = sent || produce(client, "orders", {"after"}).errorCode == WireError::None);
        COMPARE_ERROR(directoryOf(client).errorCode, WireError::None);
        const std::vector<std::string> all{"before", "after"};
        QVERIFY(readAll(client, "orders") == all);
        cluster.kill(1);
        QVERIFY(cluster.startBroker(1));
        WireClient again(cluster.endpoint(1));
        TRY_COMPARE_ERROR(fetchError(again, "orders", 0), WireError::None);
        QVERIFY(readAll(again, "orders") == all);
    }

    void aCompactedTopicKeepsTheNewestOfEachKey()
    {
        QTemporaryDir directory;
        TestCluster cluster(directory.path().toStdString(), 1, {{"log.cleaner.backoff.ms", "50"}});
        QVERIFY(cluster.start());
        {
            WireClient client(cluster.endpoint(1));
            COMPARE_ERROR(createTopic(client, "state", 1,
                              {{"cleanup.policy", "compact"}, {"segment.bytes", "1000"},
                                  {"min.cleanable.dirty.ratio", "0.01"}}),
                WireError::None);
            bool sent = false;  // once: a try that succeeds is not made again
            QTRY_VERIFY(sent = sent
                    || produceBytes(client, "state", keyed("k0", "first")).errorCode
                        == WireError::None);
            for (int i = 0; i < 100; ++i)
                COMPARE_ERROR(produceBytes(client, "state",
                                  keyed("k" + std::to_string(i % 4), std::to_string(i)))
                                  .errorCode,
                    WireError::None);
            QTRY_VERIFY(readAll(client, "state").size() < 30);
            QCOMPARE(logEnd(client, "state"), std::int64_t(101));
            QCOMPARE(readAll(client, "state").back(), std::string("99"));

            const auto keyless = produceBytes(client, "state", batchOf({"no key"}));
            COMPARE_ERROR(keyless.errorCode, WireError::InvalidRecord);
            QCOMPARE(keyless.recordErrors.size(), std::size_t(1));
        }
        cluster.kill(1);
        QVERIFY(cluster.startBroker(1));
        WireClient client(cluster.endpoint(1));
        TRY_COMPARE_ERROR(fetchError(client, "state", 100), WireError::None);
        const auto values = readAll(client, "state");
        QVERIFY(values.size() < 30);
        for (int i = 96; i < 100; ++i)
            QVERIFY(std::count(values.begin(), values.end(), std::to_string(i)) == 1);
    }

    void committedOffsetsAreCompacted()
    {
        QTemporaryDir directory;
        TestCluster cluster(directory.path().toStdString(), 1,
            {{"log.cleaner.backoff.ms", "50"}, {"offsets.topic.num.partitions", "1"},
                {"offsets.topic.segment.bytes", "2000"},
                {"log.cleaner.min.cleanable.ratio", "0.01"}});
        QVERIFY(cluster.start());
        {
            WireClient client(cluster.endpoint(1));
            COMPARE_ERROR(createTopic(client, "orders"), WireError::None);
            protocol::FindCoordinatorRequest find;
            find.coordinatorKeys = {"readers"};
            QVERIFY(client.call(find));
            const auto commit = [&](std::int64_t offset) {
                protocol::OffsetCommitRequest request;
                request.groupId = "readers";
                request.topics.push_back({"orders", {{0, offset, -1, ""}}});
                return client.call(request)->topics.front().partitions.front().errorCode;
            };
            TRY_COMPARE_ERROR(commit(0), WireError::None);
            for (int i = 1; i <= 300; ++i)
                COMPARE_ERROR(commit(i), WireError::None);
            const auto size = [&] {
                for (const auto& topic : directoryOf(client).topics)
                    if (topic.name == "__consumer_offsets")
                        return topic.partitions.front().partitionSize;
                return std::int64_t(-1);
            };
            QTRY_VERIFY(size() > 0 && size() < 5000);
        }
        cluster.kill(1);
        QVERIFY(cluster.startBroker(1));
        WireClient client(cluster.endpoint(1));
        protocol::OffsetFetchRequest fetch;
        fetch.groups.push_back({"readers", std::nullopt, -1, std::nullopt});
        TRY_COMPARE_ERROR(client.call(fetch)->groups.front().errorCode, WireError::None);
        const auto fetched = client.call(fetch);
        QCOMPARE(fetched->groups.front().topics.front().partitions.front().committedOffset,
            std::int64_t(300));
    }

    void whatIsNotHonouredIsRefused()
    {
        QTemporaryDir directory;
        TestCluster cluster(directory.path().toStdString(), 1);
        QVERIFY(cluster.start());
        WireClient client(cluster.endpoint(1));
        COMPARE_ERROR(
            createTopic(client, "a", 1, {{"preallocate", "true"}}), WireError::InvalidConfig);
        COMPARE_ERROR(createTopic(client, "a", 1, {{"preallocate", "false"}}), WireError::None);
        COMPARE_ERROR(
            createTopic(client, "b", 1, {{"no.such.thing", "1"}}), WireError::InvalidConfig);
    }
};

QTEST_GUILESS_MAIN(BrokerStorageTest)
#include "broker_storage_test.moc"
