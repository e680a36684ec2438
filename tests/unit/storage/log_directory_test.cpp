// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/env/executor.h"
#include "engine/env/transport.h"
#include "engine/storage/log_directory.h"
#include "log_rig.h"

using namespace stormbench;
using namespace stormbench::storage;
using namespace stormbench::test;

namespace {

class NoExecutor final : public env::Executor {
public:
    void post(env::Task) override { }
    void runBlocking(env::Task, env::Task) override { }
    [[nodiscard]] bool runsHere() const override { return true; }
    [[nodiscard]] std::unique_ptr<Timer> createTimer() override { return nullptr; }
};
class NoTransport final : public env::Transport {
public:
    Result<std::unique_ptr<env::Listener>> listen(const env::Endpoint&, Accepted) override
    {
        return fail(ErrorCode::Unsupported, "");
    }
    void connect(const env::Endpoint&, std::chrono::milliseconds, Connected) override { }
};
class NoRandom final : public env::Random {
public:
    [[nodiscard]] std::uint64_t next() override { return 4; }
};

const TopicPartition kOrders{"orders", PartitionIndex(0)};
const Uuid kOrdersId{1, 2};

struct Host {
    MemoryFiles files;
    ManualClock clock;
    NoExecutor executor;
    NoTransport transport;
    NoRandom random;
    env::Environment environment{executor, clock, files, transport, random};
    std::unique_ptr<LogDirectory> directory;

    std::optional<Error> open(MetaProperties identity = {"cluster", BrokerId(1)})
    {
        directory.reset();
        auto opened
            = LogDirectory::open(environment, {"/data/broker", std::move(identity), {}, 16});
        if (!opened)
            return opened.error();
        directory = *std::move(opened);
        return std::nullopt;
    }
};

}  // namespace

class LogDirectoryTest : public QObject {
    Q_OBJECT

private slots:
    void logsSurviveACleanStop()
    {
        Host host;
        QVERIFY(!host.open());
        QVERIFY(!host.directory->previousBrokerEpoch());
        const auto log = host.directory->create(kOrders, kOrdersId, {});
        QVERIFY(log.has_value());
        QVERIFY((*log)->appendAsLeader(makeBatch({.records = 3}), {}).has_value());
        QVERIFY((*log)->deleteRecords(Offset(1)).has_value());
        QVERIFY(host.directory->closeCleanly(BrokerEpoch(42)).has_value());

        QVERIFY(!host.open());
        QCOMPARE(host.directory->previousBrokerEpoch(), std::optional(BrokerEpoch(42)));
        auto* back = host.directory->find(kOrders);
        QVERIFY(back);
        QCOMPARE(back->logStartOffset(), Offset(1));
        QCOMPARE(back->logEndOffset(), Offset(3));
        QCOMPARE(host.directory->logs().at(kOrders).topicId, kOrdersId);

        QVERIFY(!host.open());  // that run left no marker
        QVERIFY(!host.directory->previousBrokerEpoch());
        QCOMPARE(host.directory->find(kOrders)->logEndOffset(), Offset(3));
    }

    void aCleanStopOutlivesTheMachine()
    {
        Host host;
        QVERIFY(!host.open());
        QVERIFY((*host.directory->create(kOrders, kOrdersId, {}))
                    ->appendAsLeader(makeBatch({.records = 3}), {})
                    .has_value());
        QVERIFY(host.directory->closeCleanly(BrokerEpoch(1)).has_value());
        host.directory.reset();
        host.files.loseUnsynced();
        QVERIFY(!host.open());
        QVERIFY(host.directory->previousBrokerEpoch());
        QCOMPARE(host.directory->find(kOrders)->logEndOffset(), Offset(3));
    }

    void aDirectoryInUseIsRefused()
    {
        Host host;
        QVERIFY(!host.open());
        const auto second = LogDirectory::open(
            host.environment, {"/data/broker", {"cluster", BrokerId(1)}, {}, 16});
        QVERIFY(!second.has_value());
        QVERIFY(second.error().code == ErrorCode::Conflict);
    }

    void anothersDirectoryIsRefused()
    {
        Host host;
        QVERIFY(!host.open());
        const auto found = readMetaProperties(host.files, "/data/broker");
        QVERIFY(found && *found);
        QCOMPARE((*found)->clusterId, std::string("cluster"));
        QVERIFY(host.open({"cluster", BrokerId(2)}).value().code == ErrorCode::Conflict);
        QVERIFY(host.open({"other", BrokerId(1)}).value().code == ErrorCode::Conflict);
        QVERIFY(!host.open());
    }

    void createIsIdempotentPerTopicId()
    {
        Host host;
        QVERIFY(!host.open());
        auto* log = *host.directory->create(kOrders, kOrdersId, {});
        QCOMPARE(*host.directory->create(kOrders, kOrdersId, {}), log);
        QVERIFY(host.directory->create(kOrders, Uuid{9, 9}, {}).error().code
            == ErrorCode::AlreadyExists);
    }

    void removedLogsAreGoneAtOnceAndTheirFilesLater()
    {
        Host host;
        QVERIFY(!host.open());
        QVERIFY((*host.directory->create(kOrders, kOrdersId, {}))
                    ->appendAsLeader(makeBatch(), {})
                    .has_value());
        const auto job = host.directory->remove(kOrders);
        QVERIFY(job.has_value());
        QVERIFY(!host.directory->find(kOrders));
        QVERIFY(!host.directory->remove(kOrders).has_value());
        const auto anew = host.directory->create(kOrders, Uuid{5, 6}, {});
        QCOMPARE((*anew)->logEndOffset(), Offset(0));
        QVERIFY(host.files.exists(job->paths.front()));
        QVERIFY(job->run(host.files).has_value());
        QVERIFY(!host.files.exists(job->paths.front()));

        QVERIFY(host.directory->remove(kOrders).has_value());
        QVERIFY(!host.open());  // the job of the last run was lost: the next start does it
        QVERIFY(host.directory->logs().empty());
        for (const auto& path : host.files.paths())
            QVERIFY2(path.find("-delete") == std::string::npos, path.c_str());
    }

    /// Otherwise the next start would take for flushed what was appended where something was cut
    /// off.
    void aCutBelowTheCheckpointMovesIt()
    {
        Host host;
        QVERIFY(!host.open());
        auto* log = *host.directory->create(kOrders, kOrdersId, {});
        QVERIFY(log->appendAsLeader(makeBatch({.records = 5}), {}).has_value());
        QVERIFY(flush(*log, host.files));
        QVERIFY(host.directory->writeCheckpoints());
        QCOMPARE(log->checkpointedPoint(), Offset(5));
        QVERIFY(log->truncateTo(Offset(0)).has_value());
        QVERIFY(log->appendAsLeader(makeBatch({.records = 9}), {}).has_value());
        QVERIFY(!host.open());
        QCOMPARE(host.directory->find(kOrders)->recoveryPoint(), Offset(0));
        QCOMPARE(host.directory->find(kOrders)->logEndOffset(), Offset(9));
    }

    /// A topic was deleted, and there is a new one of that name.
    void checkpointsOfARemovedLogAreNotTheNextOnes()
    {
        Host host;
        QVERIFY(!host.open());
        auto* log = *host.directory->create(kOrders, kOrdersId, {});
        QVERIFY(log->appendAsLeader(makeBatch({.records = 5}), {}).has_value());
        QVERIFY(log->deleteRecords(Offset(3)).has_value());
        QVERIFY(flush(*log, host.files));
        QVERIFY(host.directory->writeCheckpoints());
        const auto removed = host.directory->remove(kOrders);
        QVERIFY(removed && removed->run(host.files));
        log = *host.directory->create(kOrders, Uuid{3, 4}, {});
        QVERIFY(log->appendAsLeader(makeBatch({.records = 9}), {}).has_value());
        QVERIFY(!host.open());  // as after a crash
        log = host.directory->find(kOrders);
        QCOMPARE(log->recoveryPoint(), Offset(0));
        QCOMPARE(log->logStartOffset(), Offset(0));
    }

    /// A power loss may have left the records of a deleted topic without its id.
    void recordsWithoutATopicIdAreDoubted()
    {
        Host host;
        QVERIFY(!host.open());
        auto* log = *host.directory->create(kOrders, kOrdersId, {});
        QVERIFY(log->appendAsLeader(makeBatch({.records = 5}), {}).has_value());
        QVERIFY(host.files.removeAll(log->directory() + "/partition.metadata"));
        QVERIFY(!host.open());
        log = *host.directory->create(kOrders, Uuid{3, 4}, {});
        QCOMPARE(log->logEndOffset(), Offset(5));
        QVERIFY(log->gaps() == Log::Gaps::Amid);
        QVERIFY(!host.open());  // still
        log = *host.directory->create(kOrders, Uuid{3, 4}, {});
        QVERIFY(log->gaps() == Log::Gaps::Amid);
        QVERIFY(log->startAnew(Offset(0)).has_value());
        QVERIFY(!host.open());
        QVERIFY(host.directory->logs().at(kOrders).topicId == (Uuid{3, 4}));
    }

    void damagedCheckpointsOnlyCostTime()
    {
        Host host;
        QVERIFY(!host.open());
        QVERIFY((*host.directory->create(kOrders, kOrdersId, {}))
                    ->appendAsLeader(makeBatch({.records = 3}), {})
                    .has_value());
        QVERIFY(host.directory->closeCleanly(BrokerEpoch(1)).has_value());
        host.directory.reset();
        host.files.content("/data/broker/recovery-point-offset-checkpoint") = toBytes("rubbish");
        QVERIFY(!host.open());
        QCOMPARE(host.directory->find(kOrders)->logEndOffset(), Offset(3));
    }

    void foreignDirectoriesAreLeftAlone()
    {
        Host host;
        QVERIFY(host.files.createDirectories("/data/broker/notes").has_value());
        QVERIFY(!host.open());
        QVERIFY(host.directory->logs().empty());
        QVERIFY(host.files.exists("/data/broker/notes"));
    }

    void partitionNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("topic");
        QTest::addColumn<int>("partition");
        QTest::newRow("plain") << "orders-3"
                               << "orders" << 3;
        QTest::newRow("dashes") << "a-b-c-0"
                                << "a-b-c" << 0;
        QTest::newRow("no dash") << "orders"
                                 << "" << -1;
        QTest::newRow("no number") << "orders-x"
                                   << "" << -1;
        QTest::newRow("no topic") << "-1"
                                  << "" << -1;
        QTest::newRow("negative") << "orders--"
                                  << "" << -1;
    }
    void partitionNames()
    {
        QFETCH(QString, name);
        QFETCH(QString, topic);
        QFETCH(int, partition);
        const auto parsed = TopicPartition::parse(name.toStdString());
        QCOMPARE(parsed.has_value(), partition >= 0);
        if (parsed) {
            QCOMPARE(QString::fromStdString(parsed->topic), topic);
            QCOMPARE(parsed->partition.value(), partition);
            QCOMPARE(QString::fromStdString(parsed->toString()), name);
        }
    }
};

QTEST_GUILESS_MAIN(LogDirectoryTest)
#include "log_directory_test.moc"
