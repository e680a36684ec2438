// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/broker/fetch_session.h"
#include "tests/support/compare_error.h"

using namespace stormbench;
using namespace stormbench::broker;
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

constexpr std::int16_t kByName = 12;
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
