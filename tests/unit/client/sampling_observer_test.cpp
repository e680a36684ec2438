// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <mutex>

#include "engine/api/producer.h"
#include "engine/client/rd_mock_cluster.h"
#include "engine/client/sampling_observer.h"

using namespace stormbench;
using api::Millis;
using api::Precision;
using namespace std::chrono_literals;

namespace {

/// Answers from fields, and fails where it is told to.
class FakeAdmin final : public api::Admin {
public:
    bool metadataFails = false, offsetsFail = false, groupsFail = false, badGroupFails = true;
    std::int64_t end = 100;
    int listOffsetsCalls = 0;
    std::vector<api::TopicDescription> topics{{"orders", "", false,
        {{PartitionIndex(0), BrokerId(1), LeaderEpoch(0), {BrokerId(1), BrokerId(2)},
             {BrokerId(1)}},
            {PartitionIndex(1), kNoBroker, LeaderEpoch(3), {BrokerId(2)}, {}}}}};

    Result<api::ClusterDescription> describeCluster() override
    {
        if (metadataFails)
            return fail(ErrorCode::Unavailable, "the cluster is gone");
        return api::ClusterDescription{"id", BrokerId(1), {{BrokerId(1), "h", 1, ""}}};
    }
    Result<std::vector<api::TopicDescription>> describeTopics(
        const std::vector<std::string>&) override
    {
        return topics;
    }
    Result<std::vector<api::PartitionOffset>> listOffsets(
        const std::vector<api::TopicPartition>& partitions, api::OffsetQuery query) override
    {
        ++listOffsetsCalls;
        if (offsetsFail)
            return fail(ErrorCode::TimedOut, "no offsets");
        std::vector<api::PartitionOffset> result;
        for (const auto& partition : partitions) {
            if (partition == api::TopicPartition{"orders", PartitionIndex(1)})
                result.push_back({partition, fail(ErrorCode::Unavailable, "no leader")});
            else
                result.push_back(
                    {partition, Offset(query.kind == api::OffsetQuery::Kind::Latest ? end : 10)});
        }
        return result;
    }
    Result<std::vector<api::GroupListing>> listGroups() override
    {
        if (groupsFail)
            return fail(ErrorCode::TimedOut, "no groups");
        return std::vector<api::GroupListing>{
            {"bad", "Stable", "consumer"}, {"good", "Stable", "consumer"}};
    }
    Result<std::vector<api::GroupDescription>> describeGroups(
        const std::vector<std::string>&) override
    {
        api::GroupMember member{"m1", "", "client", "/127.0.0.1",
            {{"orders", PartitionIndex(0)}, {"orders", PartitionIndex(1)}}};
        return std::vector<api::GroupDescription>{
            {"good", "Stable", "consumer", "range", BrokerId(1), {member}}};
    }
    Result<std::vector<api::CommittedOffset>> committedOffsets(const std::string& group) override
    {
        if (group == "bad" && badGroupFails)
            return fail(ErrorCode::TimedOut, "the coordinator does not answer");
        return std::vector<api::CommittedOffset>{{{"orders", PartitionIndex(0)}, Offset(40), ""}};
    }
    Result<std::vector<api::LogDirReplica>> describeLogDirs() override
    {
        return std::vector<api::LogDirReplica>{
            {BrokerId(1), {"orders", PartitionIndex(0)}, "/d", end * 10}};
    }

    Result<std::vector<api::ItemResult>> createTopics(const std::vector<api::NewTopic>&) override
    {
        return none();
    }
    Result<std::vector<api::ItemResult>> deleteTopics(const std::vector<std::string>&) override
    {
        return none();
    }
    Result<> createPartitions(const std::string&, int) override { return none(); }
    Result<std::vector<api::ConfigEntry>> describeTopicConfig(const std::string&) override
    {
        return none();
    }
    Result<std::vector<api::ConfigEntry>> describeBrokerConfig(BrokerId) override { return none(); }
    Result<> alterTopicConfig(
        const std::string&, const std::map<std::string, std::optional<std::string>>&) override
    {
        return none();
    }
    Result<std::vector<api::ItemResult>> deleteGroups(const std::vector<std::string>&) override
    {
        return none();
    }

private:
    static tl::unexpected<Error> none()
    {
        return fail(ErrorCode::Unsupported, "an observer never asks for this");
    }
};

api::Snapshot snapshotOf(const client::ClusterSampler& cluster, const client::GroupSampler& groups)
{
    api::Snapshot snapshot;
    cluster.fill(snapshot);
    groups.fill(snapshot, cluster);
    return snapshot;
}

}  // namespace

class SamplingObserverTest : public QObject {
    Q_OBJECT

private slots:
    void computesRatesAndLag()
    {
        FakeAdmin admin;
        client::ClusterSampler cluster(admin);
        client::GroupSampler groups(admin);
        const auto start = std::chrono::steady_clock::now();
        for (int round = 0; round < 2; ++round) {
            QVERIFY(cluster.readMetadata().has_value());
            cluster.readOffsets(start + round * 1s);
            groups.read(start + round * 1s);
            cluster.readLogDirs(start + round * 1s);
            if (round == 0)
                admin.end += 50;
        }
        const auto snapshot = snapshotOf(cluster, groups);
        const auto& partition = snapshot.topics.at(0).partitions.at(0);
        QCOMPARE(partition.logStart, (api::Figure<std::int64_t>{10, Precision::Exact}));
        QCOMPARE(partition.logEnd, (api::Figure<std::int64_t>{150, Precision::Exact}));
        QCOMPARE(partition.recordsInPerSecond, (api::Figure<double>{50.0, Precision::Estimated}));
        QCOMPARE(partition.bytesInPerSecond, (api::Figure<double>{500.0, Precision::Estimated}));
        QCOMPARE(partition.sizeBytes, (api::Figure<std::int64_t>{1500, Precision::Exact}));
        QCOMPARE(snapshot.brokers.at(0).recordsInPerSecond.value, 50.0);
        QCOMPARE(snapshot.brokers.at(0).leaders, 1);

        const auto& good = snapshot.groups.at(1);
        QCOMPARE(good.id, std::string("good"));
        QCOMPARE(good.partitions.at(0).lag, (api::Figure<std::int64_t>{110, Precision::Estimated}));
        QCOMPARE(good.partitions.at(0).memberId, std::string("m1"));
        QVERIFY(!good.partitions.at(1).lag.known());
        QCOMPARE(good.totalLag, (api::Figure<std::int64_t>{110, Precision::Estimated}));
    }

    void oneFailureDoesNotSpoilTheRest()
    {
        FakeAdmin admin;
        client::ClusterSampler cluster(admin);
        client::GroupSampler groups(admin);
        const auto now = std::chrono::steady_clock::now();
        QVERIFY(cluster.readMetadata().has_value());
        cluster.readOffsets(now);
        groups.read(now);
        const auto snapshot = snapshotOf(cluster, groups);
        QVERIFY(snapshot.topics[0].partitions[0].error.empty());
        QVERIFY(!snapshot.topics[0].partitions[1].error.empty());
        QVERIFY(!snapshot.topics[0].partitions[1].logEnd.known());
        QVERIFY(!snapshot.groups[0].error.empty());
        QVERIFY(snapshot.groups[1].error.empty());
        // Broker 2 only appears as a replica: nothing more is known of it.
        QCOMPARE(snapshot.brokers.at(1).state, api::BrokerState::Unknown);
    }

    void keepsTheLastGoodFigures()
    {
        FakeAdmin admin;
        client::ClusterSampler cluster(admin);
        client::GroupSampler groups(admin);
        const auto now = std::chrono::steady_clock::now();
        QVERIFY(cluster.readMetadata().has_value());
        cluster.readOffsets(now);
        groups.read(now);
        admin.offsetsFail = admin.groupsFail = true;
        cluster.readOffsets(now + 1s);
        groups.read(now + 1s);
        const auto snapshot = snapshotOf(cluster, groups);
        QCOMPARE(snapshot.topics[0].partitions[0].logEnd.value, 100);
        QCOMPARE(snapshot.topics[0].partitions[0].error, std::string("no offsets"));
        QCOMPARE(snapshot.groups[1].error, std::string("no groups"));
        QCOMPARE(snapshot.groups[1].partitions[0].lag.value, 60);
    }

    void readsLargeClustersInPages()
    {
        FakeAdmin admin;
        admin.topics.clear();
        constexpr int kPartitions = 2'500;
        api::TopicDescription wide{"wide", "", false, {}};
        for (int i = 0; i < kPartitions; ++i)
            wide.partitions.push_back(
                {PartitionIndex(i), BrokerId(1), LeaderEpoch(0), {BrokerId(1)}, {BrokerId(1)}});
        admin.topics.push_back(wide);
        client::ClusterSampler cluster(admin);
        client::GroupSampler groups(admin);
        QVERIFY(cluster.readMetadata().has_value());
        const auto known = [&] {
            const auto snapshot = snapshotOf(cluster, groups);
            const auto& partitions = snapshot.topics[0].partitions;
            return std::count_if(partitions.begin(), partitions.end(),
                [](const auto& p) { return p.logEnd.known(); });
        };
        cluster.readOffsets(std::chrono::steady_clock::now());
        QCOMPARE(known(), 2'000);
        cluster.readOffsets(std::chrono::steady_clock::now());
        QCOMPARE(known(), kPartitions);
    }

    void publishesEarlyAndReportsFailure()
    {
        auto admin = std::make_unique<FakeAdmin>();
        auto* const fake = admin.get();
        std::mutex mutex;
        std::vector<api::SnapshotPtr> published;
        client::SamplingObserver observer(std::move(admin));
        const auto count = [&] {
            const std::lock_guard lock(mutex);
            return published.size();
        };
        observer.start(Millis(20), [&](api::SnapshotPtr snapshot) {
            const std::lock_guard lock(mutex);
            published.push_back(std::move(snapshot));
        });
        QTRY_VERIFY(count() >= 6);
        observer.stop();
        const auto stopped = count();
        // The first paint has the topics, not yet their figures.
        QCOMPARE(published[0]->topics.size(), 1u);
        QVERIFY(!published[0]->topics[0].partitions[0].logEnd.known());
        QVERIFY(published[0]->groups.empty());
        QVERIFY(published[1]->topics[0].partitions[0].logEnd.known());
        QVERIFY(published[0]->number < published[1]->number);

        fake->metadataFails = true;
        observer.start(Millis(20), [&](api::SnapshotPtr snapshot) {
            const std::lock_guard lock(mutex);
            published.push_back(std::move(snapshot));
        });
        QTRY_VERIFY(count() > stopped);
        observer.stop();
        QVERIFY(!published.back()->error.empty());
        QCOMPARE(published.back()->topics[0].partitions[0].logEnd.value, 100);
    }

    void samplesARealCluster()
    {
        const auto mock = client::RdMockCluster::create(2);
        QVERIFY((*mock)->createTopic("t", 2).has_value());
        const auto producer = api::Producer::create((*mock)->connection());
        for (int i = 0; i < 7; ++i)
            QVERIFY((*producer)
                        ->send({"t", PartitionIndex(0), std::nullopt, toBytes("x"), {}, {}})
                        .has_value());
        QVERIFY((*producer)->flush(Millis(20'000)).has_value());

        // Not the groups: the mock cluster lists none, and librdkafka 2.0.2 then leaks a queue.
        const auto admin = api::Admin::create((*mock)->connection());
        QVERIFY(admin.has_value());
        client::ClusterSampler cluster(**admin);
        QVERIFY(cluster.readMetadata().has_value());
        const auto now = std::chrono::steady_clock::now();
        cluster.readOffsets(now);
        cluster.readLogDirs(now);
        api::Snapshot snapshot;
        cluster.fill(snapshot);
        QCOMPARE(snapshot.brokers.size(), 2u);
        QCOMPARE(snapshot.brokers[0].leaders + snapshot.brokers[1].leaders, 2);
        const auto& partitions = snapshot.topics.at(0).partitions;
        QCOMPARE(partitions.at(0).logEnd, (api::Figure<std::int64_t>{7, Precision::Exact}));
        QCOMPARE(partitions.at(1).logEnd, (api::Figure<std::int64_t>{0, Precision::Exact}));
        QVERIFY(!partitions.at(0).sizeBytes.known());  // the mock has no log directories
    }
};

QTEST_GUILESS_MAIN(SamplingObserverTest)
#include "sampling_observer_test.moc"
