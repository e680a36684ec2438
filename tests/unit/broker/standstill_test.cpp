// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/base/log.h"
#include "engine/protocol/messages/all.h"
#include "engine/sim/client_process.h"
#include "engine/sim/sim_channel.h"
#include "engine/sim/simulation.h"
#include "engine/storage/batch_builder.h"

using namespace stormbench;
using namespace stormbench::sim;
using namespace std::chrono_literals;
using protocol::WireError;

namespace {

constexpr auto kSession = 1000ms;

SimulationOptions options(int brokers)
{
    SimulationOptions options;
    options.brokers = brokers;
    options.configs = {{"broker.session.timeout.ms", std::to_string(kSession.count())},
        {"broker.heartbeat.interval.ms", "200"}, {"controller.quorum.fetch.timeout.ms", "500"},
        {"controller.quorum.election.timeout.ms", "400"},
        {"controller.quorum.election.backoff.max.ms", "150"}};
    return options;
}

/// Brokers, one of which stands still, and a client that asks it.
class StandstillRig {
public:
    explicit StandstillRig(int brokers)
        : m_simulation(11, options(brokers))
        , m_client(m_simulation.network(), NodeId{50})
    {
        for (int id = 1; id <= brokers; ++id)
            m_channels[id] = std::make_unique<SimChannel>(
                m_client.environment(), m_simulation.at(id).endpoint(), "test");
        m_simulation.startAll();
    }
    [[nodiscard]] bool start()
    {
        return m_simulation.runUntil([this] { return m_simulation.allActive(); }, 30s);
    }
    Simulation& simulation() { return m_simulation; }

    template <class Request>
    void ask(
        int broker, const Request& request, std::optional<typename Request::Response>& response)
    {
        m_channels.at(broker)->call(
            request, [&response](const Result<typename Request::Response>& answer) {
                if (answer)
                    response = *answer;
            });
    }
    [[nodiscard]] bool create(std::vector<std::int32_t> replicas)
    {
        protocol::CreateTopicsRequest request;
        auto& topic = request.topics.emplace_back();
        topic.name = "topic";
        topic.numPartitions = -1;
        topic.replicationFactor = -1;
        topic.assignments.push_back({0, std::move(replicas)});
        request.timeoutMs = 5000;
        std::optional<protocol::CreateTopicsResponse> response;
        ask(1, request, response);
        if (!m_simulation.runUntil([&] { return response.has_value(); }, 20s))
            return false;
        m_topicId = response->topics.front().topicId;
        return response->topics.front().errorCode == WireError::None;
    }
    /// One record by `leader`, with acks=all.
    [[nodiscard]] bool write(int leader)
    {
        storage::BatchBuilder builder(storage::BatchOptions{});
        builder.add(storage::Millis{1000}, std::nullopt, asBytes("x"));
        const auto batch = builder.build();
        protocol::ProduceRequest request;
        request.acks = -1;
        request.timeoutMs = 5000;
        auto& data = request.topicData.emplace_back();
        data.name = "topic";
        data.partitionData.push_back({0, protocol::Records(batch)});
        std::optional<protocol::ProduceResponse> response;
        ask(leader, request, response);
        return m_simulation.runUntil([&] { return response.has_value(); }, 20s)
            && response->responses.front().partitionResponses.front().errorCode == WireError::None;
    }
    void fetch(int broker, std::int64_t offset, std::optional<WireError>& error)
    {
        protocol::FetchRequest request;
        request.maxWaitMs = 0;
        request.maxBytes = 1'000;
        auto& topic = request.topics.emplace_back();
        topic.topicId = m_topicId;
        auto& partition = topic.partitions.emplace_back();
        partition.fetchOffset = offset;
        partition.partitionMaxBytes = 1'000;
        m_channels.at(broker)->call(
            request, [&error](const Result<protocol::FetchResponse>& answer) {
                if (answer)
                    error = answer->responses.front().partitions.front().errorCode;
            });
    }
    void askForLeader(int broker, std::optional<protocol::MetadataResponse>& response)
    {
        protocol::MetadataRequest request;
        request.topics->push_back({{}, "topic"});
        ask(broker, request, response);
    }
    /// What `broker` says; 0 for nothing.
    [[nodiscard]] int leader(int broker)
    {
        std::optional<protocol::MetadataResponse> response;
        askForLeader(broker, response);
        return m_simulation.runUntil([&] { return response.has_value(); }, 20s)
            ? leaderIn(*response)
            : 0;
    }
    [[nodiscard]] static int leaderIn(const protocol::MetadataResponse& response)
    {
        const auto& topic = response.topics.front();
        return topic.partitions.empty() ? 0 : topic.partitions.front().leaderId;
    }

private:
    Simulation m_simulation;
    ClientProcess m_client;
    std::map<int, std::unique_ptr<SimChannel>> m_channels;
    Uuid m_topicId;
};

}  // namespace

/// A broker that stood still for longer than its session does not tell clients what it knew.
class StandstillTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { log::setLevel(log::Level::Off); }
    void aFormerLeaderKnowsItsSuccessor_data();
    void aFormerLeaderKnowsItsSuccessor();
    void aBrokerAloneGoesOnAtOnce();
    void withoutAControllerThePatienceEnds();
};

// One of them controls the cluster besides.
void StandstillTest::aFormerLeaderKnowsItsSuccessor_data()
{
    QTest::addColumn<int>("broker");
    for (int broker = 1; broker <= 3; ++broker)
        QTest::addRow("broker %d", broker) << broker;
}

void StandstillTest::aFormerLeaderKnowsItsSuccessor()
{
    QFETCH(int, broker);
    const int second = broker % 3 + 1, third = second % 3 + 1;
    StandstillRig rig(3);
    QVERIFY(rig.start());
    QVERIFY(rig.create({broker, second, third}));
    for (const int asked : {1, 2, 3})
        QTRY_COMPARE_WITH_TIMEOUT(rig.leader(asked), broker, 1000);
    rig.simulation().at(broker).setPaused(true);
    rig.simulation().run(3 * kSession);
    QCOMPARE(rig.leader(third), second);
    for (int i = 0; i < 3; ++i)
        QVERIFY(rig.write(second));
    std::optional<protocol::MetadataResponse> response;
    rig.askForLeader(broker, response);
    std::optional<WireError> fetched;
    rig.fetch(broker, 3, fetched);
    rig.simulation().run(100ms);  // it waits to be read
    rig.simulation().at(broker).setPaused(false);
    QVERIFY(rig.simulation().runUntil([&] { return response.has_value(); }, 2 * kSession - 1ms));
    QCOMPARE(rig.leaderIn(*response), second);
    QVERIFY(rig.simulation().runUntil([&] { return fetched.has_value(); }, 2 * kSession));
    QVERIFY(*fetched != WireError::OffsetOutOfRange);
}

void StandstillTest::aBrokerAloneGoesOnAtOnce()
{
    StandstillRig rig(1);
    QVERIFY(rig.start());
    QVERIFY(rig.create({1}));
    rig.simulation().at(1).setPaused(true);
    std::optional<protocol::MetadataResponse> response;
    rig.askForLeader(1, response);
    rig.simulation().run(3 * kSession);
    rig.simulation().at(1).setPaused(false);
    QVERIFY(rig.simulation().runUntil([&] { return response.has_value(); }, 50ms));
    QCOMPARE(rig.leaderIn(*response), 1);
}

void StandstillTest::withoutAControllerThePatienceEnds()
{
    StandstillRig rig(3);
    QVERIFY(rig.start());
    QVERIFY(rig.create({1, 2, 3}));
    QTRY_COMPARE_WITH_TIMEOUT(rig.leader(1), 1, 1000);
    rig.simulation().at(1).setPaused(true);
    std::optional<protocol::MetadataResponse> response;
    rig.askForLeader(1, response);
    rig.simulation().run(kSession);
    rig.simulation().crash(2, CrashKind::Process);
    rig.simulation().crash(3, CrashKind::Process);
    rig.simulation().at(1).setPaused(false);
    rig.simulation().run(2 * kSession - 100ms);
    QVERIFY(!response);
    QVERIFY(rig.simulation().runUntil([&] { return response.has_value(); }, 500ms));
}

QTEST_GUILESS_MAIN(StandstillTest)
#include "standstill_test.moc"
