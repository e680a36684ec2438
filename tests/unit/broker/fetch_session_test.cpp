// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "../storage/log_rig.h"
#include "engine/broker/fetch_session.h"
#include "tests/support/compare_error.h"

using namespace stormbench;
using namespace stormbench::broker;
using namespace std::chrono_literals;
using protocol::WireError;

namespace {

class CountingRandom final : public env::Random {
public:
    std::uint64_t next() override { return ++m_last; }

private:
    std::uint64_t m_last = 0;
};

protocol::FetchRequest asking(std::int32_t sessionId, std::int32_t epoch,
    const std::vector<std::pair<std::string, std::int32_t>>& partitions)
{
    protocol::FetchRequest request;
    request.sessionId = sessionId;
    request.sessionEpoch = epoch;
    for (const auto& [topic, index] : partitions) {
        auto& wanted = request.topics.emplace_back();
        wanted.topic = topic;
        wanted.partitions.emplace_back().partition = index;
    }
    return request;
}

protocol::FetchRequest askingAs(
    BrokerId replica, std::int32_t sessionId, std::int32_t epoch, const std::string& topic)
{
    auto request = asking(sessionId, epoch, {});
    request.replicaState = {replica.value(), 70};
    if (!topic.empty()) {
        auto& wanted = request.topics.emplace_back();
        wanted.topicId = Uuid::fromRandomBits(1, topic.size());
        wanted.partitions.emplace_back();
    }
    return request;
}

/// A partition that broker 1 leads and brokers 2 and 3 follow, with a record that broker 2 has and
/// knows to be committed.
struct LedPartition {
    static constexpr BrokerId kFollower{2};
    test::LogRig rig;
    std::optional<replication::PartitionLog> log;

    LedPartition()
    {
        if (!rig.open())
            return;
        log.emplace(*rig.log, BrokerId{1}, Offset{0});
        const std::vector<BrokerId> brokers{BrokerId{1}, kFollower, BrokerId{3}};
        log->becomeLeader({LeaderEpoch{4}, replication::PartitionEpoch{0}, brokers, brokers}, 0s);
        append();
        fetchedBy(kFollower);
    }
    void append()
    {
        QVERIFY(log->append(test::makeBatch(), storage::AppendOrigin::Client).has_value());
    }
    void fetchedBy(BrokerId follower)
    {
        QVERIFY(log->onFollowerFetch({follower, BrokerEpoch{70}, log->logEndOffset()}, 0s));
        log->noteHighWatermarkTold(follower);
    }
};

constexpr std::int16_t kByName = 12;
constexpr std::int16_t kAsReplica = 17;
constexpr std::int16_t kById = 13;

}  // namespace

/// KIP-227 without a broker around it.
class FetchSessionTest : public QObject {
    Q_OBJECT

private slots:
    void epochsRiseByOne()
    {
        CountingRandom random;
        FetchSessionCache cache(10, random);
        const auto opened = cache.open(asking(0, 0, {{"a", 0}}), kByName, {});
        QVERIFY(opened.session);
        QVERIFY(!opened.incremental);
        const auto id = opened.session->id();
        const auto next = cache.open(asking(id, 1, {}), kByName, {});
        QVERIFY(next.incremental);
        QCOMPARE(next.targets.size(), std::size_t{1});
        COMPARE_ERROR(
            cache.open(asking(id, 1, {}), kByName, {}).error, WireError::InvalidFetchSessionEpoch);
        COMPARE_ERROR(
            cache.open(asking(id, 2, {}), kById, {}).error, WireError::FetchSessionTopicIdError);
        COMPARE_ERROR(cache.open(asking(id + 9, 2, {}), kByName, {}).error,
            WireError::FetchSessionIdNotFound);
    }

    void partitionsComeAndGo()
    {
        CountingRandom random;
        FetchSessionCache cache(10, random);
        const auto id = cache.open(asking(0, 0, {{"a", 0}, {"a", 1}}), kByName, {}).session->id();
        auto change = asking(id, 1, {{"b", 0}});
        auto& forgotten = change.forgottenTopicsData.emplace_back();
        forgotten.topic = "a";
        forgotten.partitions = {0};
        const auto changed = cache.open(change, kByName, {});
        QCOMPARE(changed.targets.size(), std::size_t{2});
        QCOMPARE(changed.targets[0].topic, std::string("a"));
        QCOMPARE(changed.targets[0].partition, PartitionIndex{1});
        QCOMPARE(changed.targets[1].topic, std::string("b"));
    }

    void aPartitionWithRecordsGoesToTheEnd()
    {
        CountingRandom random;
        FetchSessionCache cache(10, random);
        const auto opened = cache.open(asking(0, 0, {{"a", 0}, {"a", 1}}), kByName, {});
        const Bytes bytes(3);
        protocol::FetchResponse::PartitionData data;
        data.records = protocol::Records(bytes);
        QVERIFY(opened.session->noteAnswer(opened.targets[0], data));
        QCOMPARE(opened.session->targets()[0].partition, PartitionIndex{1});
        QCOMPARE(opened.session->targets()[1].partition, PartitionIndex{0});
    }

    void onlyNewsIsTold()
    {
        CountingRandom random;
        FetchSessionCache cache(10, random);
        const auto opened = cache.open(asking(0, 0, {{"a", 0}}), kByName, {});
        protocol::FetchResponse::PartitionData data;
        data.highWatermark = 5;
        data.logStartOffset = 0;
        QVERIFY(opened.session->noteAnswer(opened.targets[0], data));
        QVERIFY(!opened.session->noteAnswer(opened.targets[0], data));
        data.highWatermark = 6;
        QVERIFY(opened.session->noteAnswer(opened.targets[0], data));
        data.errorCode = WireError::NotLeaderOrFollower;
        QVERIFY(opened.session->noteAnswer(opened.targets[0], data));
        data.errorCode = WireError::None;
        QVERIFY(opened.session->noteAnswer(opened.targets[0], data));  // that it is over is news
        QVERIFY(!opened.session->noteAnswer(opened.targets[0], data));
    }

    void slotsAreBounded()
    {
        CountingRandom random;
        FetchSessionCache cache(2, random);
        const auto first
            = cache.open(asking(0, 0, {{"a", 0}}), kByName, std::chrono::seconds(0)).session;
        QVERIFY(cache.open(asking(0, 0, {{"a", 0}}), kByName, std::chrono::seconds(100)).session);
        QVERIFY(!cache.open(asking(0, 0, {{"a", 0}}), kByName, std::chrono::seconds(101)).session);
        QVERIFY(cache.open(asking(0, 0, {{"a", 0}}), kByName, std::chrono::seconds(121)).session);
        QCOMPARE(cache.size(), std::size_t{2});
        COMPARE_ERROR(
            cache.open(asking(first->id(), 1, {}), kByName, std::chrono::seconds(122)).error,
            WireError::FetchSessionIdNotFound);
    }

    void whoHasEverythingIsSettled()
    {
        LedPartition partition;
        auto& log = *partition.log;
        QVERIFY(log.isSettled(LedPartition::kFollower));
        QVERIFY(!log.isSettled(BrokerId{3}));  // has not fetched
        QVERIFY(!log.isSettled(BrokerId{9}));
        partition.fetchedBy(BrokerId{3});  // moves the high watermark
        QVERIFY(!log.isSettled(LedPartition::kFollower));
        partition.fetchedBy(LedPartition::kFollower);
        QVERIFY(log.isSettled(LedPartition::kFollower));
        partition.append();
        QVERIFY(!log.isSettled(LedPartition::kFollower));
        log.acceptIsr(LeaderEpoch{4}, {BrokerId{1}, BrokerId{3}}, replication::PartitionEpoch{1});
        partition.fetchedBy(LedPartition::kFollower);
        QVERIFY(!log.isSettled(LedPartition::kFollower));  // it may join any time
    }

    void whatIsSetAsideComesBackWhenItMoves()
    {
        LedPartition partition;
        CountingRandom random;
        FetchSessionCache cache(10, random);
        const auto opened
            = cache.open(askingAs(LedPartition::kFollower, 0, 0, "orders"), kAsReplica, 0s);
        const auto session = opened.session;
        int moves = 0;
        session->onMoved([&moves] { ++moves; });
        session->setAside(opened.targets.front(), *partition.log);
        const auto idle
            = cache.open(askingAs(LedPartition::kFollower, session->id(), 1, ""), kAsReplica, 100s);
        QVERIFY(idle.incremental);
        QVERIFY(idle.targets.empty());
        QCOMPARE(session->size(), std::size_t{1});
        QCOMPARE(moves, 0);

        partition.append();
        QCOMPARE(moves, 1);
        QCOMPARE(session->targets().size(), std::size_t{1});
        // It had everything when it last asked, so it is not behind yet.
        const replication::InSyncReplicas::Limits limits{10s, [](BrokerId) { return true; }};
        const auto proposal = partition.log->proposeIsr(105s, limits);
        QVERIFY(proposal);
        QCOMPARE(proposal->isr.size(), std::size_t{2});
        QCOMPARE(proposal->isr.back().id, LedPartition::kFollower);
    }

    void whatIsNamedAgainIsLookedAt()
    {
        LedPartition partition;
        CountingRandom random;
        FetchSessionCache cache(10, random);
        const auto as = [](std::int32_t id, std::int32_t epoch, const std::string& topic) {
            return askingAs(LedPartition::kFollower, id, epoch, topic);
        };
        const auto opened = cache.open(as(0, 0, "orders"), kAsReplica, 0s);
        const auto id = opened.session->id();
        opened.session->setAside(opened.targets.front(), *partition.log);
        QCOMPARE(cache.open(as(id, 1, "orders"), kAsReplica, 1s).targets.size(), std::size_t{1});
        opened.session->setAside(opened.targets.front(), *partition.log);
        auto registeredAnew = as(id, 2, "");
        registeredAnew.replicaState.replicaEpoch = 71;
        QCOMPARE(cache.open(registeredAnew, kAsReplica, 2s).targets.size(), std::size_t{1});
        opened.session->setAside(opened.targets.front(), *partition.log);
        auto forgets = registeredAnew;
        forgets.sessionEpoch = 3;
        auto& forgotten = forgets.forgottenTopicsData.emplace_back();
        forgotten.topicId = opened.targets.front().topicId;
        forgotten.partitions = {0};
        QVERIFY(cache.open(forgets, kAsReplica, 3s).targets.empty());
        QCOMPARE(opened.session->size(), std::size_t{0});
        partition.append();  // nobody is told
    }

    void followersGoBeforeConsumers()
    {
        CountingRandom random;
        FetchSessionCache cache(2, random);
        QVERIFY(cache.open(asking(0, 0, {{"a", 0}}), kByName, 0s).session);
        const auto second = cache.open(asking(0, 0, {{"a", 0}}), kByName, 1s).session;
        const auto follower = cache.open(askingAs(BrokerId{2}, 0, 0, "a"), kAsReplica, 2s).session;
        QVERIFY(follower);  // in the place of the older consumer
        QVERIFY(cache.open(asking(second->id(), 1, {}), kByName, 2s).session);
        QVERIFY(cache.open(askingAs(BrokerId{2}, 0, 0, "a"), kAsReplica, 3s).session);
        COMPARE_ERROR(
            cache.open(askingAs(BrokerId{2}, follower->id(), 1, ""), kAsReplica, 3s).error,
            WireError::FetchSessionIdNotFound);  // one a follower
        QVERIFY(cache.open(askingAs(BrokerId{3}, 0, 0, "a"), kAsReplica, 4s).session);
        QVERIFY(!cache.open(askingAs(BrokerId{4}, 0, 0, "a"), kAsReplica, 5s).session);
        QVERIFY(!cache.open(asking(0, 0, {{"a", 0}}), kByName, 5s).session);
        QCOMPARE(cache.size(), std::size_t{2});
    }

    void theFinalEpochClosesTheSession()
    {
        CountingRandom random;
        FetchSessionCache cache(2, random);
        const auto id = cache.open(asking(0, 0, {{"a", 0}}), kByName, {}).session->id();
        const auto closing = cache.open(asking(id, -1, {{"a", 0}}), kByName, {});
        QVERIFY(!closing.session);
        QCOMPARE(closing.targets.size(), std::size_t{1});
        QCOMPARE(cache.size(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(FetchSessionTest)
#include "fetch_session_test.moc"
