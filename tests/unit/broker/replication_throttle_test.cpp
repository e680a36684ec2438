// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/base/log.h"
#include "engine/protocol/messages/all.h"
#include "engine/sim/client_process.h"
#include "engine/sim/sim_channel.h"
#include "engine/sim/simulation.h"
#include "engine/storage/batch_builder.h"
#include "tests/support/compare_error.h"

using namespace stormbench;
using namespace stormbench::sim;
using namespace std::chrono_literals;
using protocol::WireError;

namespace {

constexpr std::int64_t kRate = 100'000;
constexpr std::int64_t kBatch = 50'000;
constexpr std::int64_t kAnswer = 65'536;  ///< replica.fetch.max.bytes: what may pass at once
constexpr int kBatches = 40;
constexpr std::int8_t kTopic = 2, kBroker = 4, kSet = 0, kDelete = 1;

SimulationOptions options()
{
    SimulationOptions options;
    options.configs = {{"replica.fetch.max.bytes", std::to_string(kAnswer)},
        {"replica.fetch.response.max.bytes", std::to_string(kAnswer)},
        {"replica.fetch.wait.max.ms", "100"}};
    return options;
}

/// Three brokers and one client, in simulated time.
class ThrottleRig {
public:
    ThrottleRig()
        : m_simulation(7, options())
        , m_client(m_simulation.network(), NodeId{50})
    {
        for (int id = 1; id <= m_simulation.brokers(); ++id)
            m_channels[id] = std::make_unique<SimChannel>(
                m_client.environment(), m_simulation.at(id).endpoint(), "test");
        m_simulation.startAll();
    }
    [[nodiscard]] bool start()
    {
        return m_simulation.runUntil([this] { return m_simulation.allActive(); }, 30s);
    }
    void run(std::chrono::microseconds time) { m_simulation.run(time); }
    [[nodiscard]] env::SteadyTime now() { return m_simulation.loop().now(); }

    template <class Request> std::optional<typename Request::Response> ask(const Request& request)
    {
        std::optional<typename Request::Response> response;
        bool answered = false;
        m_channels.at(1)->call(request, [&](const Result<typename Request::Response>& answer) {
            answered = true;
            if (answer)
                response = *answer;
        });
        return m_simulation.runUntil([&] { return answered; }, 20s) ? response : std::nullopt;
    }

    [[nodiscard]] WireError create(const std::string& name, std::vector<std::int32_t> replicas)
    {
        protocol::CreateTopicsRequest request;
        auto& topic = request.topics.emplace_back();
        topic.name = name;
        topic.numPartitions = -1;
        topic.replicationFactor = -1;
        topic.assignments.push_back({0, std::move(replicas)});
        request.timeoutMs = 5000;
        const auto response = ask(request);
        return response ? response->topics.front().errorCode : WireError::NetworkException;
    }
    [[nodiscard]] WireError write(const std::string& topic, std::int64_t bytes)
    {
        storage::BatchBuilder builder(storage::BatchOptions{});
        builder.add(storage::Millis{1000}, std::nullopt,
            asBytes(std::string(static_cast<std::size_t>(bytes), 'x')));
        const auto batch = builder.build();
        protocol::ProduceRequest request;
        request.acks = -1;
        request.timeoutMs = 5000;
        auto& data = request.topicData.emplace_back();
        data.name = topic;
        data.partitionData.push_back({0, protocol::Records(batch)});
        const auto response = ask(request);
        return response ? response->responses.front().partitionResponses.front().errorCode
                        : WireError::NetworkException;
    }
    [[nodiscard]] WireError configure(std::int8_t type, const std::string& resource,
        const std::string& name, const std::optional<std::string>& value)
    {
        protocol::IncrementalAlterConfigsRequest request;
        request.resources.push_back({type, resource, {{name, value ? kSet : kDelete, value}}});
        const auto response = ask(request);
        return response ? response->responses.front().errorCode : WireError::NetworkException;
    }
    [[nodiscard]] WireError reassign(const std::optional<std::vector<std::int32_t>>& replicas)
    {
        protocol::AlterPartitionReassignmentsRequest request;
        request.topics.push_back({"moving", {{0, replicas}}});
        const auto response = ask(request);
        return response ? response->responses.front().partitions.front().errorCode
                        : WireError::NetworkException;
    }
    [[nodiscard]] bool isMoving()
    {
        const auto response = ask(protocol::ListPartitionReassignmentsRequest{});
        return !response || !response->topics.empty();
    }
    /// Of the partition that moves; -1: no replica there.
    [[nodiscard]] std::int64_t bytesOn(int broker)
    {
        std::int64_t bytes = -1;
        m_simulation.at(broker).inspect([&](const broker::PartitionTable& partitions) {
            if (const auto topic = partitions.topics().find("moving");
                topic != partitions.topics().end())
                bytes = static_cast<std::int64_t>(
                    topic->second.begin()->second->log.log().sizeInBytes());
        });
        return bytes;
    }

    /// Two megabytes on broker 1, another topic beside them, and what is to be throttled when the
    /// first one moves to broker 2.
    void prepare(bool leader, bool follower)
    {
        COMPARE_ERROR(create("moving", {1}), WireError::None);
        COMPARE_ERROR(create("other", {1, 3}), WireError::None);
        for (int i = 0; i < kBatches; ++i)
            COMPARE_ERROR(write("moving", kBatch), WireError::None);
        if (leader)
            throttle("leader", "1", "0:1");
        if (follower)
            throttle("follower", "2", "0:2,7:1");
    }
    void throttle(const std::string& side, const std::string& broker, const std::string& replicas)
    {
        const auto rate = side + ".replication.throttled.rate";
        COMPARE_ERROR(configure(kBroker, broker, rate, std::to_string(kRate)), WireError::None);
        COMPARE_ERROR(
            configure(kTopic, "moving", side + ".replication.throttled.replicas", replicas),
            WireError::None);
    }

private:
    Simulation m_simulation;
    ClientProcess m_client;
    std::map<int, std::unique_ptr<SimChannel>> m_channels;
};

}  // namespace

/// A reassignment under a throttle (KIP-73), on the simulated clock.
class ReplicationThrottleTest : public QObject {
    Q_OBJECT

    static void startAThrottledMove(ThrottleRig& rig)
    {
        QVERIFY(rig.start());
        rig.prepare(true, true);
        COMPARE_ERROR(rig.reassign({{2}}), WireError::None);
        rig.run(5s);
    }

private slots:
    void initTestCase() { log::setLevel(log::Level::Off); }

    void aMoveTakesItsTime_data()
    {
        QTest::addColumn<bool>("leader");
        QTest::addColumn<bool>("follower");
        QTest::newRow("throttled by the leader") << true << false;
        QTest::newRow("throttled by the follower") << false << true;
        QTest::newRow("throttled by both") << true << true;
    }
    void aMoveTakesItsTime()
    {
        QFETCH(bool, leader);
        QFETCH(bool, follower);
        ThrottleRig rig;
        QVERIFY(rig.start());
        rig.prepare(leader, follower);
        const auto began = rig.now();
        COMPARE_ERROR(rig.reassign({{2}}), WireError::None);
        int seconds = 0;
        for (; rig.isMoving() && seconds < 60; ++seconds) {
            rig.run(1s);
            const auto passed
                = std::chrono::duration_cast<std::chrono::milliseconds>(rig.now() - began).count();
            QCOMPARE_LE(rig.bytesOn(2), kRate * passed / 1000 + kRate + kAnswer);
            COMPARE_ERROR(rig.write("other", 100), WireError::None);  // others are not held up
        }
        QCOMPARE_GE(seconds, static_cast<int>(kBatches * kBatch / kRate) - 2);
        QCOMPARE_LE(seconds, static_cast<int>(kBatches * kBatch / kRate) + 5);
        QCOMPARE_GE(rig.bytesOn(2), kBatches * kBatch);
        QCOMPARE(rig.bytesOn(1), -1);
    }

    void withoutAThrottleItIsDoneAtOnce()
    {
        ThrottleRig rig;
        QVERIFY(rig.start());
        rig.prepare(false, false);
        COMPARE_ERROR(rig.reassign({{2}}), WireError::None);
        rig.run(2s);
        QVERIFY(!rig.isMoving());
        QCOMPARE_GE(rig.bytesOn(2), kBatches * kBatch);
    }

    void aCancelGoesBack()
    {
        ThrottleRig rig;
        startAThrottledMove(rig);
        QVERIFY(rig.isMoving());
        COMPARE_ERROR(rig.reassign(std::nullopt), WireError::None);
        rig.run(2s);
        QVERIFY(!rig.isMoving());
        QCOMPARE(rig.bytesOn(2), -1);
        COMPARE_ERROR(rig.write("moving", 100), WireError::None);
        QCOMPARE_GT(rig.bytesOn(1), kBatches * kBatch);
    }

    void withTheThrottleGoneItEnds()
    {
        ThrottleRig rig;
        startAThrottledMove(rig);
        QVERIFY(rig.isMoving());
        COMPARE_ERROR(
            rig.configure(kBroker, "1", "leader.replication.throttled.rate", {}), WireError::None);
        COMPARE_ERROR(
            rig.configure(kTopic, "moving", "follower.replication.throttled.replicas", {}),
            WireError::None);
        rig.run(3s);
        QVERIFY(!rig.isMoving());
        QCOMPARE_GE(rig.bytesOn(2), kBatches * kBatch);
    }

    void whoIsInSyncIsNotThrottled()
    {
        ThrottleRig rig;
        QVERIFY(rig.start());
        COMPARE_ERROR(rig.create("synced", {1, 2, 3}), WireError::None);
        for (const std::string side : {"leader", "follower"}) {
            COMPARE_ERROR(rig.configure(kBroker, "", side + ".replication.throttled.rate", "0"),
                WireError::None);
            COMPARE_ERROR(
                rig.configure(kTopic, "synced", side + ".replication.throttled.replicas", "*"),
                WireError::None);
        }
        for (int i = 0; i < 10; ++i)
            COMPARE_ERROR(rig.write("synced", kBatch), WireError::None);
    }
};

QTEST_GUILESS_MAIN(ReplicationThrottleTest)
#include "replication_throttle_test.moc"
