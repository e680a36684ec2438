// SPDX-License-Identifier: GPL-3.0-or-later
// The disk of one of three brokers fills: the others take over by what it says, however long they
// would wait for a follower that lags.
#include <QtTest>

#include "engine/api/cluster.h"
#include "engine/api/producer.h"
#include "engine/base/log.h"

using namespace stormbench;
using namespace stormbench::api;
using namespace std::chrono_literals;

namespace {

constexpr int kPartitions = 6;
constexpr int kPatience = 60'000;
constexpr int kAttempts = 1'000;  // of 50 ms each, and of what an attempt takes
const std::string kTopic = "orders";

}  // namespace

class FullDiskTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theOthersGoOn_data();
    void theOthersGoOn();

private:
    /// One record to each partition, acknowledged by all in-sync replicas: how many were.
    int acknowledged() const;
    std::vector<PartitionDescription> partitions() const;

    QTemporaryDir m_directory;
    std::unique_ptr<Cluster> m_cluster;
    std::unique_ptr<Admin> m_admin;
};

void FullDiskTest::initTestCase()
{
    log::setLevel(log::Level::Off);
    ClusterOptions options;
    options.dataDirectory = m_directory.filePath("data").toStdString();
    options.brokerConfigs = {{"replica.lag.time.max.ms", "3600000"}};
    auto started = Cluster::start(options);
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    m_cluster = std::move(*started);
    auto admin = Admin::create(m_cluster->connection());
    QVERIFY(admin);
    m_admin = std::move(*admin);
    NewTopic wanted;
    wanted.name = kTopic;
    wanted.partitions = kPartitions;
    const auto made = m_admin->createTopics({wanted});
    QVERIFY(made && made->at(0).result);
}

int FullDiskTest::acknowledged() const
{
    ProducerSettings settings;
    settings.deliveryTimeout = 2s;
    settings.idempotence = false;
    const auto producer = Producer::create(m_cluster->connection(), settings);
    if (!producer)
        return 0;
    for (int i = 0; i < kPartitions; ++i) {
        OutgoingRecord record;
        record.topic = kTopic;
        record.partition = PartitionIndex(i);
        record.value = toBytes(std::string_view("x"));
        static_cast<void>((*producer)->send(record));
    }
    static_cast<void>((*producer)->flush(10s));
    return static_cast<int>((*producer)->stats().delivered);
}

std::vector<PartitionDescription> FullDiskTest::partitions() const
{
    const auto described = m_admin->describeTopics({kTopic});
    return described && !described->empty() ? described->front().partitions
                                            : std::vector<PartitionDescription>();
}

void FullDiskTest::theOthersGoOn_data()
{
    QTest::addColumn<int>("broker");
    for (const int broker : {1, 2, 3})
        QTest::addRow("broker %d", broker) << broker;
}

void FullDiskTest::theOthersGoOn()
{
    QFETCH(int, broker);
    const auto inSyncOfAll = [&](std::size_t count) {
        const auto all = partitions();
        return all.size() == kPartitions && std::ranges::all_of(all, [&](const auto& partition) {
            return partition.isr.size() == count;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(inSyncOfAll(3), kPatience);
    QCOMPARE(acknowledged(), kPartitions);
    const auto full = m_cluster->faults().apply(DiskFull{BrokerId(broker)});
    QVERIFY(full);
    QTRY_COMPARE_WITH_TIMEOUT(acknowledged(), kPartitions, kAttempts);
    for (const auto& partition : partitions())
        QVERIFY(partition.leader != BrokerId(broker));
    QVERIFY(m_cluster->faults().heal(*full));
    QTRY_VERIFY_WITH_TIMEOUT(inSyncOfAll(3), kPatience);
    QCOMPARE(acknowledged(), kPartitions);
}

QTEST_GUILESS_MAIN(FullDiskTest)
#include "full_disk_test.moc"
