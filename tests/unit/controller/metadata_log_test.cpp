// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "controller_interpreter.h"
#include "memory_store.h"

#include "engine/controller/controller_host.h"
#include "engine/controller/log_metadata_store.h"
#include "engine/controller/metadata_follower.h"
#include "engine/controller/metadata_log.h"
#include "engine/env/system_files.h"
#include "engine/storage/log_directory.h"

using namespace stormbench;
using namespace stormbench::controller;

namespace {

class NoTransport final : public env::Transport {
public:
    Result<std::unique_ptr<env::Listener>> listen(const env::Endpoint&, Accepted) override
    {
        return fail(ErrorCode::Unsupported, "");
    }
    void connect(const env::Endpoint&, std::chrono::milliseconds, Connected) override { }
};

Record config(const std::string& name, const std::string& value)
{
    return ConfigRecord{{ConfigResourceType::Broker, ""}, name, value};
}

Bytes joined(const std::vector<Bytes>& batches)
{
    Bytes all;
    for (const auto& batch : batches)
        all.insert(all.end(), batch.begin(), batch.end());
    return all;
}

}  // namespace

class MetadataLogTest : public QObject {
    Q_OBJECT

    ManualExecutor m_executor;
    CountingRandom m_random;
    env::SystemFiles m_files;
    NoTransport m_transport;
    env::Environment m_environment{m_executor, m_executor, m_files, m_transport, m_random};

    std::unique_ptr<MetadataLog> open(MemoryStore::Disk& disk)
    {
        auto log
            = MetadataLog::open(std::make_shared<MemoryStore>(disk), m_environment, LeaderEpoch{1});
        return log ? *std::move(log) : nullptr;
    }

private slots:
    void countsWhenSynced()
    {
        MemoryStore::Disk disk;
        auto log = open(disk);
        QVERIFY(log);
        const auto syncsBefore = disk.syncs;
        QStringList order;
        log->setPublished([&](const MetadataDelta& delta) {
            order << QString("published %1").arg(delta.after->offset().value());
        });
        log->append({config("a", "1"), config("b", "2")},
            [&](const Result<>& result) { order << (result ? "done 1" : "failed 1"); });
        log->append({config("a", "3")},
            [&](const Result<>& result) { order << (result ? "done 2" : "failed 2"); });
        log->append({}, [&](const Result<>& result) { order << (result ? "done 3" : "failed 3"); });
        QVERIFY(order.isEmpty());
        QCOMPARE(log->highWatermark().value(), 0);
        QCOMPARE(log->endOffset().value(), 3);
        m_executor.runAll();
        // The second and third share the sync that follows the first.
        QCOMPARE(order, (QStringList{"published 1", "done 1", "published 2", "done 2", "done 3"}));
        QCOMPARE(disk.syncs - syncsBefore, 2);
        QCOMPARE(log->highWatermark().value(), 3);
        QCOMPARE(QString::fromStdString(
                     log->image()->configsOf({ConfigResourceType::Broker, ""}).at("a")),
            QString("3"));

        auto again = open(disk);
        QVERIFY(again && *again->image() == *log->image());
        QCOMPARE(again->endOffset().value(), 3);
    }

    void nothingCountsAfterAFailure()
    {
        for (const bool atSync : {true, false}) {
            MemoryStore::Disk disk;
            auto log = open(disk);
            disk.failSync = atSync;
            disk.failAppend = !atSync;
            int failures = 0;
            const auto expectFailure = [&](const Result<>& result) { failures += result ? 0 : 1; };
            log->append({config("a", "1")}, expectFailure);
            m_executor.runAll();
            disk.failSync = disk.failAppend = false;
            log->append({config("a", "2")}, expectFailure);
            m_executor.runAll();
            QCOMPARE(failures, 2);
            QCOMPARE(log->highWatermark().value(), 0);
        }
    }

    void refusesADamagedLog()
    {
        MemoryStore::Disk disk;
        const MetadataBatchOptions options{Offset{0}, LeaderEpoch{1}, env::WallTime{0}};
        disk.batches.push_back(encodeBatch({RemoveTopicRecord{{1, 2}}}, options));
        const auto log
            = MetadataLog::open(std::make_shared<MemoryStore>(disk), m_environment, LeaderEpoch{1});
        QVERIFY(!log);
        QVERIFY(log.error().code == ErrorCode::Corrupt);
    }

    void followerTakesWhatCounts()
    {
        MemoryStore::Disk disk, copy;
        auto log = open(disk);
        for (int i = 0; i < 4; ++i)
            log->append({config("a", std::to_string(i)), config("b", std::to_string(i))},
                [](const Result<>&) {});
        m_executor.runAll();
        auto follower = *MetadataFollower::create(std::make_unique<MemoryStore>(copy));
        QCOMPARE(follower->nextFetchOffset().value(), 0);

        // Beyond the high watermark: not yet.
        auto deltas = follower->onBatches(joined(disk.batches), Offset{4});
        QVERIFY(deltas && deltas->size() == 1);
        QCOMPARE(follower->nextFetchOffset().value(), 4);
        QCOMPARE(deltas->front().changedConfigs.size(), std::size_t{1});
        QVERIFY(follower->onBatches({}, Offset{8})->empty());

        // A fetch may bring again what is there; the rest follows.
        deltas = follower->onBatches(
            joined({disk.batches[1], disk.batches[2], disk.batches[3]}), log->highWatermark());
        QVERIFY(deltas.has_value());
        QVERIFY(*follower->image() == *log->image());

        auto restarted = MetadataFollower::create(std::make_unique<MemoryStore>(copy));
        QVERIFY(restarted.has_value());
        QVERIFY(*(*restarted)->image() == *log->image());
        QCOMPARE((*restarted)->nextFetchOffset().value(), 8);
        QCOMPARE((*restarted)->lastFetchedEpoch().value(), 1);
    }

    void followerRefusesGapsAndDamage()
    {
        MemoryStore::Disk disk, copy;
        auto log = open(disk);
        for (int i = 0; i < 3; ++i)
            log->append({config("a", std::to_string(i))}, [](const Result<>&) {});
        m_executor.runAll();
        auto follower = *MetadataFollower::create(std::make_unique<MemoryStore>(copy));
        QVERIFY(!follower->onBatches(disk.batches[1], Offset{3}));
        auto damaged = disk.batches[0];
        damaged.back() ^= 1;
        QVERIFY(!follower->onBatches(damaged, Offset{3}));
        QVERIFY(!follower->onBatches(ByteView(disk.batches[0]).first(30), Offset{3}));
        QCOMPARE(follower->nextFetchOffset().value(), 0);
        QVERIFY(copy.batches.empty());
    }

    void followerStartsOver()
    {
        MemoryStore::Disk oldDisk, newDisk, copy;
        auto oldLog = open(oldDisk);
        oldLog->append({config("a", "old"), TopicRecord{"gone", {0, 7}}}, [](const Result<>&) {});
        auto newLog = open(newDisk);
        newLog->append({config("b", "new")}, [](const Result<>&) {});
        newLog->append({TopicRecord{"come", {0, 8}}}, [](const Result<>&) {});
        m_executor.runAll();
        auto follower = *MetadataFollower::create(std::make_unique<MemoryStore>(copy));
        QVERIFY(follower->onBatches(joined(oldDisk.batches), Offset{2}).has_value());
        QVERIFY(follower->reset().has_value());
        QVERIFY(follower->image()->topic("gone"));
        QVERIFY(follower->onBatches(newDisk.batches[0], Offset{2})->empty());
        QVERIFY(follower->image()->topic("gone"));
        const auto deltas = follower->onBatches(newDisk.batches[1], Offset{2});
        QVERIFY(deltas && deltas->size() == 1);
        QCOMPARE(deltas->front().changedTopics, (std::vector<Uuid>{{0, 7}, {0, 8}}));
        QVERIFY(*follower->image() == *newLog->image());
    }

    void hostAnswersAfterTheSync()
    {
        MemoryStore::Disk disk;
        ControllerOptions options;
        options.self = BrokerId{1};
        options.clusterId = "cluster";
        int published = 0;
        std::string failure;
        ControllerHost host(options, open(disk), m_environment,
            {[&](const MetadataDelta&) { ++published; },
                [&](const Error& error) { failure = error.message; }});
        bool started = false;
        host.start([&](const Result<>& result) { started = result.has_value(); });
        m_executor.runAll();
        QVERIFY(started);
        QCOMPARE(QString::fromStdString(host.image()->clusterId()), QString("cluster"));

        RegisterBrokerRequest registration;
        registration.broker = BrokerId{2};
        registration.clusterId = "cluster";
        registration.incarnation = {0, 1};
        registration.listeners = {{"PLAINTEXT", {"127.0.0.1", 9092}}};
        BrokerEpoch epoch{-1};
        host.registerBroker(
            registration, [&](const RegisterBrokerResponse& response) { epoch = response.epoch; });
        QCOMPARE(epoch.value(), -1);
        m_executor.runAll();
        QCOMPARE(epoch.value(), host.image()->offset().value());
        host.heartbeat({BrokerId{2}, epoch, host.image()->offset(), false, false},
            [](const BrokerHeartbeatResponse&) {});
        m_executor.runAll();
        QVERIFY(host.image()->broker(BrokerId{2})->active());
        m_executor.advance(std::chrono::seconds(10));
        QVERIFY(!host.image()->broker(BrokerId{2})->active());
        QCOMPARE(published, 4);

        disk.failSync = true;
        WireError error = WireError::None;
        host.createTopics({{{"orders", 1, 1, {}, {}}}, false},
            [&](const CreateTopicsResponse& response) { error = response.topics[0].error.code; });
        m_executor.runAll();
        QVERIFY(error
            == WireError::InvalidReplicationFactor);  // nothing to write: the disk does not matter
        host.registerBroker({BrokerId{3}, "cluster", {0, 1}, {}, registration.listeners, {}},
            [&](const RegisterBrokerResponse& response) { error = response.error.code; });
        m_executor.runAll();
        QVERIFY(error == WireError::NotController);
        QVERIFY(!failure.empty());
    }

    void onRealFiles()
    {
        QTemporaryDir directory;
        const storage::TopicPartition partition{"__cluster_metadata", PartitionIndex{0}};
        storage::LogDirectory::Options options;
        options.path = directory.filePath("data").toStdString();
        ImagePtr image;
        for (int round = 0; round < 3; ++round) {
            auto logs = storage::LogDirectory::open(m_environment, options);
            QVERIFY2(logs.has_value(), logs ? "" : logs.error().message.c_str());
            auto file = (*logs)->create(partition, kMetadataTopicId, LogMetadataStore::logConfig());
            QVERIFY(file.has_value());
            auto log = MetadataLog::open(
                std::make_shared<LogMetadataStore>(**file, m_files), m_environment, LeaderEpoch{1});
            QVERIFY2(log.has_value(), log ? "" : log.error().message.c_str());
            if (image)
                QVERIFY(*(*log)->image() == *image);
            int done = 0;
            for (int i = 0; i < 50; ++i)
                (*log)->append(
                    {config("round", std::to_string(round)), config("i", std::to_string(i))},
                    [&](const Result<>& result) { done += result ? 1 : 0; });
            m_executor.runAll();
            QCOMPARE(done, 50);
            QCOMPARE((*file)->recoveryPoint().value(), (round + 1) * 100);
            image = (*log)->image();
            if (round == 1)  // the other rounds end as a crash does
                QVERIFY((*logs)->closeCleanly(BrokerEpoch{1}).has_value());
        }
    }
};

QTEST_GUILESS_MAIN(MetadataLogTest)
#include "metadata_log_test.moc"
