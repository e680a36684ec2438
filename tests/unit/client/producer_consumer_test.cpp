// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <thread>

#include "engine/api/consumer.h"
#include "engine/api/producer.h"
#include "engine/client/rd_mock_cluster.h"

using namespace stormbench;
using api::Millis;

class ProducerConsumerTest : public QObject {
    Q_OBJECT

    std::unique_ptr<client::RdMockCluster> m_mock;

    [[nodiscard]] std::unique_ptr<api::Producer> producer(api::ProducerSettings settings = {}) const
    {
        settings.linger = Millis(1);
        auto result = api::Producer::create(m_mock->connection(), settings);
        return result ? *std::move(result) : nullptr;
    }
    [[nodiscard]] std::unique_ptr<api::Consumer> consumer(api::ConsumerSettings settings = {}) const
    {
        auto result = api::Consumer::create(m_mock->connection(), settings);
        return result ? *std::move(result) : nullptr;
    }
    void fill(const std::string& topic, int count) const
    {
        const auto client = producer();
        for (int i = 0; i < count; ++i) {
            api::OutgoingRecord record;
            record.topic = topic;
            record.partition = PartitionIndex(0);
            record.value = toBytes(fmt::format("v{}", i));
            QVERIFY(client->send(std::move(record)).has_value());
        }
        QVERIFY(client->flush(Millis(20'000)).has_value());
    }
    /// Polls until there are that many, or 30 seconds have passed.
    static std::vector<api::ReceivedRecord> take(api::Consumer& consumer, std::size_t count)
    {
        std::vector<api::ReceivedRecord> all;
        const QDeadlineTimer deadline(30'000);
        while (all.size() < count && !deadline.hasExpired()) {
            auto records = consumer.poll(Millis(500), count - all.size());
            if (!records)
                break;
            std::move(records->begin(), records->end(), std::back_inserter(all));
        }
        return all;
    }

private slots:
    void init()
    {
        auto mock = client::RdMockCluster::create(1);
        QVERIFY(mock.has_value());
        m_mock = *std::move(mock);
    }
    void cleanup() { m_mock.reset(); }

    // librdkafka asks an unconnected topic's leaders again when a second is over.
    void theFirstRecordGoesOutAsSoonAsThereIsAConnection()
    {
        QVERIFY(m_mock->createTopic("t", 1).has_value());
        std::vector<qint64> times;
        for (int i = 0; i < 7; ++i) {
            const auto client = producer();
            QElapsedTimer timer;
            timer.start();
            QVERIFY(
                client->send({"t", PartitionIndex(0), {}, toBytes("first"), {}, {}}).has_value());
            QVERIFY(client->flush(Millis(20'000)).has_value());
            times.push_back(timer.elapsed());
        }
        std::sort(times.begin(), times.end());
        QVERIFY2(
            times[times.size() / 2] < 800, qPrintable(QString::number(times[times.size() / 2])));
    }

    void showsTheRecordsThatPollWouldCopy()
    {
        QVERIFY(m_mock->createTopic("t", 1).has_value());
        fill("t", 3);
        const auto reader = consumer();
        QVERIFY(reader->assign({{{"t", PartitionIndex(0)}, {}, Offset(0)}}).has_value());
        std::vector<std::string> seen;
        const QDeadlineTimer deadline(30'000);
        while (seen.size() < 3 && !deadline.hasExpired()) {
            const auto before = seen.size();
            const auto count = reader->pollEach(Millis(500), 2, [&](const api::RecordView& record) {
                QCOMPARE(record.topic, std::string_view("t"));
                QCOMPARE(record.offset, Offset(static_cast<std::int64_t>(seen.size())));
                QVERIFY(!record.key && record.value);
                seen.emplace_back(record.value->begin(), record.value->end());
            });
            QVERIFY(count.has_value());
            QCOMPARE(*count, seen.size() - before);
            QVERIFY(*count <= 2);
        }
        QCOMPARE(seen, (std::vector<std::string>{"v0", "v1", "v2"}));
    }

    void keepsNullAndEmptyApart()
    {
        QVERIFY(m_mock->createTopic("t", 1).has_value());
        {
            const auto client = producer();
            std::atomic<int> delivered{0};
            api::OutgoingRecord record{"t", PartitionIndex(0), Bytes{}, std::nullopt,
                {{"a", toBytes("1")}, {"null", std::nullopt}, {"empty", Bytes{}}},
                api::WallTime(1'700'000'000'000)};
            QVERIFY(client
                        ->send(std::move(record),
                            [&](const auto& result) { delivered += result.has_value() ? 1 : 100; })
                        .has_value());
            QVERIFY(client->flush(Millis(20'000)).has_value());
            QTRY_COMPARE(delivered.load(), 1);
            QCOMPARE(client->stats().delivered, 1u);
        }
        const auto reader = consumer();
        QVERIFY(
            reader->assign({{{"t", PartitionIndex(0)}, {api::OffsetQuery::Kind::Earliest, {}}, {}}})
                .has_value());
        const auto records = take(*reader, 1);
        QCOMPARE(records.size(), 1u);
        const auto& record = records.front();
        QVERIFY(record.key && record.key->empty());
        QVERIFY(!record.value);
        QCOMPARE(record.headers.size(), 3u);
        QCOMPARE(record.headerText("a"), std::optional<std::string>("1"));
        QVERIFY(!record.headers[1].value);
        QVERIFY(record.headers[2].value && record.headers[2].value->empty());
        QCOMPARE(record.timestamp.count(), 1'700'000'000'000);
    }

    void deliveryTellsPartitionAndOffset()
    {
        QVERIFY(m_mock->createTopic("t", 2).has_value());
        const auto client = producer();
        std::mutex mutex;
        std::vector<api::Delivery> deliveries;
        for (int i = 0; i < 3; ++i) {
            api::OutgoingRecord record{"t", PartitionIndex(1), std::nullopt, toBytes("x"), {}, {}};
            QVERIFY(client
                        ->send(std::move(record),
                            [&](const auto& result) {
                                const std::lock_guard lock(mutex);
                                if (result)
                                    deliveries.push_back(*result);
                            })
                        .has_value());
        }
        QVERIFY(client->flush(Millis(20'000)).has_value());
        const std::lock_guard lock(mutex);
        QCOMPARE(deliveries.size(), 3u);
        QCOMPARE(deliveries[2].partition.partition, PartitionIndex(1));
        QCOMPARE(deliveries[2].offset, Offset(2));
    }

    void aFullQueueIsUnavailable()
    {
        api::ProducerSettings settings;
        settings.properties["queue.buffering.max.messages"] = "10";
        settings.linger = Millis(5'000);
        const auto client = producer(settings);
        std::optional<Error> refused;
        for (int i = 0; i < 10'000 && !refused; ++i) {
            const auto sent = client->sendRaw("t", {}, asBytes("x"));
            if (!sent)
                refused = sent.error();
        }
        QVERIFY(refused.has_value());
        QVERIFY(refused->code == ErrorCode::Unavailable);
    }

    void closingCallsBackForWhatIsLeft()
    {
        std::atomic<int> failed{0};
        api::ConnectionSettings nowhere;
        nowhere.bootstrap = "127.0.0.1:1";
        auto client = api::Producer::create(nowhere);
        QVERIFY(client.has_value());
        api::OutgoingRecord record{"t", {}, std::nullopt, toBytes("x"), {}, {}};
        QVERIFY(
            (*client)
                ->send(std::move(record), [&](const auto& result) { failed += result ? 100 : 1; })
                .has_value());
        client->reset();
        QCOMPARE(failed.load(), 1);
    }

    void partitionsByMurmur2AsJava()
    {
        QVERIFY(m_mock->createTopic("t", 6).has_value());
        const auto client = producer();
        std::mutex mutex;
        std::map<std::string, int> partitions;
        // Java's Utils.toPositive(Utils.murmur2(key)) % 6, from the algorithm's published test
        // values.
        const std::map<std::string, std::uint32_t> hashes{
            {"21", static_cast<std::uint32_t>(-973932308)},
            {"foobar", static_cast<std::uint32_t>(-790332482)},
            {"a-little-bit-long-string", static_cast<std::uint32_t>(-985981536)}};
        for (const auto& [key, hash] : hashes) {
            api::OutgoingRecord record{"t", {}, toBytes(key), toBytes("x"), {}, {}};
            QVERIFY(client
                        ->send(std::move(record),
                            [&, key = key](const auto& result) {
                                const std::lock_guard lock(mutex);
                                if (result)
                                    partitions[key] = result->partition.partition.value();
                            })
                        .has_value());
        }
        QVERIFY(client->flush(Millis(20'000)).has_value());
        const std::lock_guard lock(mutex);
        for (const auto& [key, hash] : hashes)
            QCOMPARE(partitions[key], static_cast<int>((hash & 0x7fffffffu) % 6));
    }

    void startsAtAnOffset()
    {
        QVERIFY(m_mock->createTopic("t", 1).has_value());
        fill("t", 10);
        const auto reader = consumer();
        QVERIFY(reader->assign({{{"t", PartitionIndex(0)}, {}, Offset(7)}}).has_value());
        const auto records = take(*reader, 3);
        QCOMPARE(records.size(), 3u);
        QCOMPARE(records.front().offset, Offset(7));
        QCOMPARE(toText(*records.back().value), std::string("v9"));
        QCOMPARE(reader->assigned(), (std::vector<api::TopicPartition>{{"t", PartitionIndex(0)}}));
    }

    void aGroupContinuesWhereItCommitted()
    {
        QVERIFY(m_mock->createTopic("t", 1).has_value());
        fill("t", 10);
        api::ConsumerSettings settings;
        settings.group = "g";
        {
            const auto first = consumer(settings);
            QVERIFY(first->subscribe({"t"}).has_value());
            const auto records = take(*first, 4);
            QCOMPARE(records.size(), 4u);
            const auto committed = first->commit({{{"t", PartitionIndex(0)}, Offset(4)}});
            QVERIFY2(committed.has_value(), committed ? "" : committed.error().message.c_str());
        }
        const auto second = consumer(settings);
        QVERIFY(second->subscribe({"t"}).has_value());
        const auto rest = take(*second, 6);
        QCOMPARE(rest.size(), 6u);
        QCOMPARE(rest.front().offset, Offset(4));
    }

    void withoutAGroupThereIsNothingToCommit()
    {
        const auto reader = consumer();
        QVERIFY(reader->commit({{{"t", PartitionIndex(0)}, Offset(4)}}).error().code
            == ErrorCode::InvalidArgument);
        QVERIFY(reader->subscribe({"t"}).error().code == ErrorCode::InvalidArgument);
    }

    void stopWakesAPoll()
    {
        QVERIFY(m_mock->createTopic("t", 1).has_value());
        const auto reader = consumer();
        QVERIFY(reader->assign({{{"t", PartitionIndex(0)}, {}, {}}}).has_value());
        std::atomic<bool> returned{false};
        std::thread poller([&] {
            static_cast<void>(reader->poll(Millis(100'000)));
            returned = true;
        });
        reader->stop();
        poller.join();
        QVERIFY(returned);
    }
};

QTEST_GUILESS_MAIN(ProducerConsumerTest)
#include "producer_consumer_test.moc"
