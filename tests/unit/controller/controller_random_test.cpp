// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <array>
#include <random>

#include "engine/controller/controller.h"
#include "engine/controller/image_records.h"

using namespace stormbench;
using namespace stormbench::controller;

namespace {

constexpr int kBrokers = 4;
constexpr int kMinInSync = 2;
constexpr std::int32_t kPartitions = 3;

class SeededRandom final : public env::Random {
public:
    explicit SeededRandom(std::uint64_t seed)
        : m_engine(seed)
    {
    }
    std::uint64_t next() override { return m_engine(); }
    int below(int bound) { return static_cast<int>(next() % static_cast<std::uint64_t>(bound)); }

private:
    std::mt19937_64 m_engine;
};

bool contains(const std::vector<BrokerId>& list, BrokerId id)
{
    return std::find(list.begin(), list.end(), id) != list.end();
}

/// A controller under random sessions, power losses, orderly stops, ISR changes, elections and
/// reassignments; and beside it what each replica really has: how many of the acknowledged records
/// of its partition. A record is acknowledged when every in-sync replica has it, at least
/// min.insync.replicas of them.
class World {
public:
    /// `honest`: a broker that has lost power says so when it registers.
    explicit World(std::uint64_t seed, bool honest = true)
        : m_random(seed)
        , m_honest(honest)
    {
        ControllerOptions options;
        options.self = BrokerId{1};
        options.clusterId = "cluster";
        m_controller = std::make_unique<Controller>(
            options, std::make_shared<const MetadataImage>(), m_random, m_now);
        (void)m_controller->bootstrap();
        for (int id = 1; id <= kBrokers; ++id) {
            start(id, false);
            heartbeat(id);
        }
        NewTopic topic;
        topic.name = "t";
        topic.partitions = kPartitions;
        topic.replicationFactor = 3;
        topic.configs = {{"min.insync.replicas", std::to_string(kMinInSync)}};
        (void)m_controller->createTopics({{topic}, false});
    }

    void step()
    {
        const auto partition = m_random.below(kPartitions);
        const auto broker = 1 + m_random.below(kBrokers);
        switch (m_random.below(12)) {
        case 0: passTime(); break;
        case 1: losePower(broker); break;
        case 2: stopAndStart(broker); break;
        case 3: reassign(partition); break;
        case 4: electPreferred(partition); break;
        case 5:
        case 6: shrink(partition); break;
        case 7:
        case 8: expand(partition); break;
        case 9: heartbeat(broker); break;
        default: produce(partition); break;
        }
        forgetRemovedReplicas();
    }

    /// Empty if all is well.
    QString check()
    {
        for (std::int32_t i = 0; i < kPartitions; ++i)
            if (const auto wrong = check(at(i), i); !wrong.isEmpty())
                return QString("partition %1: %2").arg(i).arg(wrong);
        return {};
    }
    [[nodiscard]] const MetadataImage& image() const { return *m_controller->image(); }
    [[nodiscard]] int elections() const { return m_elections; }
    [[nodiscard]] int losses() const { return m_losses; }

private:
    [[nodiscard]] const PartitionImage& at(std::int32_t partition) const
    {
        return *m_controller->image()->partition("t", PartitionIndex{partition});
    }
    [[nodiscard]] bool active(BrokerId id) const
    {
        return m_controller->image()->broker(id)->active();
    }
    int& held(std::int32_t partition, BrokerId broker)
    {
        return m_held[static_cast<std::size_t>(partition)]
                     [static_cast<std::size_t>(broker.value())];
    }
    int& acknowledged(std::int32_t partition)
    {
        return m_acknowledged[static_cast<std::size_t>(partition)];
    }

    void start(int id, bool clean)
    {
        const auto* known = m_controller->image()->broker(BrokerId{id});
        RegisterBrokerRequest request;
        request.broker = BrokerId{id};
        request.clusterId = "cluster";
        request.incarnation = {1, ++m_incarnations};
        request.directory = {2, static_cast<std::uint64_t>(id)};
        request.listeners = {{"PLAINTEXT", {"127.0.0.1", 9092}}};
        if (clean)
            request.previousEpoch = known->epoch;
        (void)m_controller->registerBroker(request, m_now);
    }
    bool heartbeat(int id, bool wantShutdown = false)
    {
        BrokerHeartbeatRequest request;
        request.broker = BrokerId{id};
        request.epoch = m_controller->image()->broker(BrokerId{id})->epoch;
        request.metadataOffset = m_controller->image()->offset();
        request.wantShutdown = wantShutdown;
        return m_controller->heartbeat(request, m_now).response.shouldShutdown;
    }

    void passTime()
    {
        m_now += std::chrono::seconds(3);
        for (int id = 1; id <= kBrokers; ++id)
            if (m_random.below(5) > 0)
                heartbeat(id);
        (void)m_controller->tick(m_now);
    }
    // Only where another replica has everything: more is not promised.
    void losePower(int id)
    {
        const BrokerId broker{id};
        for (std::int32_t i = 0; i < kPartitions; ++i) {
            const auto& is = at(i);
            const bool holds = is.inIsr(broker) || contains(is.eligible, broker);
            if (holds && is.isr.size() + is.eligible.size() < 2)
                return;
        }
        ++m_losses;
        for (std::int32_t i = 0; i < kPartitions; ++i)
            held(i, broker) = m_random.below(held(i, broker) + 1);
        start(id, !m_honest);
    }
    void stopAndStart(int id)
    {
        while (!heartbeat(id, true)) { }
        start(id, true);
    }

    void produce(std::int32_t partition)
    {
        const auto& is = at(partition);
        if (is.leader == kNoBroker || is.isr.size() < kMinInSync)
            return;
        ++acknowledged(partition);
        for (const auto id : is.isr)
            held(partition, id) = acknowledged(partition);
    }
    void propose(std::int32_t partition, const std::vector<BrokerId>& isr)
    {
        const auto& is = at(partition);
        PartitionToAlter wish;
        wish.index = PartitionIndex{partition};
        wish.leaderEpoch = is.leaderEpoch;
        wish.partitionEpoch = is.partitionEpoch;
        for (const auto id : isr)
            wish.isr.push_back({id, m_controller->image()->broker(id)->epoch});
        (void)m_controller->alterPartition(
            {is.leader, m_controller->image()->broker(is.leader)->epoch,
                {{m_controller->image()->topic("t")->id, {wish}}}});
    }
    void shrink(std::int32_t partition)
    {
        const auto& is = at(partition);
        if (is.leader == kNoBroker)
            return;
        std::vector<BrokerId> isr;
        for (const auto id : is.isr)
            if (id == is.leader || m_random.below(2) == 0)
                isr.push_back(id);
        propose(partition, isr);
    }
    // Every other replica has fetched all that the leader has.
    void expand(std::int32_t partition)
    {
        const auto is = at(partition);
        if (is.leader == kNoBroker)
            return;
        auto isr = is.isr;
        for (const auto id : is.replicas) {
            if (contains(isr, id) || !active(id))
                continue;
            held(partition, id) = held(partition, is.leader);
            isr.push_back(id);
        }
        propose(partition, isr);
    }
    void reassign(std::int32_t partition)
    {
        PartitionToReassign wish{PartitionIndex{partition}, {}};
        if (m_random.below(3) > 0) {
            const auto left_out = 1 + m_random.below(kBrokers);
            wish.replicas.emplace();
            for (int id = 1; id <= kBrokers; ++id)
                if (id != left_out)
                    wish.replicas->emplace_back(id);
            std::rotate(wish.replicas->begin(), wish.replicas->begin() + m_random.below(3),
                wish.replicas->end());
        }
        (void)m_controller->alterReassignments({{{"t", {wish}}}});
    }
    void electPreferred(std::int32_t partition)
    {
        ElectLeadersRequest request;
        request.topics = {{"t", {PartitionIndex{partition}}}};
        const auto outcome = m_controller->electLeaders(request);
        m_elections += outcome.records.empty() ? 0 : 1;
    }
    void forgetRemovedReplicas()
    {
        for (std::int32_t i = 0; i < kPartitions; ++i)
            for (int id = 1; id <= kBrokers; ++id)
                if (!at(i).hasReplica(BrokerId{id}))
                    held(i, BrokerId{id}) = 0;
    }

    QString check(const PartitionImage& is, std::int32_t partition)
    {
        auto sorted = is.isr;
        std::sort(sorted.begin(), sorted.end());
        if (is.isr.empty() || std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
            return "an ISR that is empty or names a broker twice";
        for (const auto id : is.isr)
            if (!is.hasReplica(id) || contains(is.eligible, id))
                return "an in-sync broker without a replica, or eligible besides";
        for (const auto id : is.eligible)
            if (!is.hasReplica(id))
                return "an eligible broker without a replica";
        if (!is.eligible.empty() && is.isr.size() >= kMinInSync)
            return "eligible brokers beside enough in-sync ones";
        if (is.leader != kNoBroker && !(is.inIsr(is.leader) && active(is.leader)))
            return "a leader that is not in sync or not active";
        for (const auto id : is.replicas) {
            const bool mayLead = is.inIsr(id) || contains(is.eligible, id);
            if (mayLead && active(id) && is.leader == kNoBroker)
                return "no leader although one could lead";
            if (mayLead && held(partition, id) != acknowledged(partition))
                return QString("broker %1 may lead without all that was acknowledged")
                    .arg(id.value());
        }
        return checkEpochs(is, partition);
    }
    QString checkEpochs(const PartitionImage& is, std::int32_t partition)
    {
        auto& was = m_last[static_cast<std::size_t>(partition)];
        QString wrong;
        if (was && (is.leaderEpoch < was->leaderEpoch || is.partitionEpoch < was->partitionEpoch))
            wrong = "an epoch that falls";
        else if (was && is.leader != was->leader && is.leaderEpoch == was->leaderEpoch)
            wrong = "another leader in the same epoch";
        else if (was && !(is == *was) && is.partitionEpoch == was->partitionEpoch)
            wrong = "a change in the same partition epoch";
        was = is;
        return wrong;
    }

    SeededRandom m_random;
    bool m_honest;
    SteadyTime m_now{1'000'000};
    std::unique_ptr<Controller> m_controller;
    std::uint64_t m_incarnations = 0;
    std::array<std::array<int, kBrokers + 1>, kPartitions> m_held{};
    std::array<int, kPartitions> m_acknowledged{};
    std::array<std::optional<PartitionImage>, kPartitions> m_last;
    int m_elections = 0;
    int m_losses = 0;
};

}  // namespace

class ControllerRandomTest : public QObject {
    Q_OBJECT
private slots:
    void nobodyLeadsWithoutWhatWasAcknowledged()
    {
        int elections = 0;
        int losses = 0;
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            World world(seed);
            for (int step = 0; step < 400; ++step) {
                world.step();
                const auto wrong = world.check();
                QVERIFY2(wrong.isEmpty(),
                    qPrintable(QString("seed %1, step %2: %3").arg(seed).arg(step).arg(wrong)));
            }
            elections += world.elections();
            losses += world.losses();
        }
        QVERIFY(elections > 100);
        QVERIFY(losses > 100);
    }

    void snapshotsOfItHoldAll()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            World world(seed);
            for (int step = 0; step < 200; ++step) {
                world.step();
                Bytes bytes;
                for (const auto& batch : batchesOf(world.image(), env::WallTime(0)))
                    bytes.insert(bytes.end(), batch.begin(), batch.end());
                const auto back = imageOf(bytes, world.image().offset());
                QVERIFY(back && **back == world.image());
            }
        }
    }

    // The check above can fail: brokers that hide a power loss are found out.
    void aHiddenLossIsFound()
    {
        bool found = false;
        for (std::uint64_t seed = 1; seed <= 20 && !found; ++seed) {
            World world(seed, false);
            for (int step = 0; step < 400 && !found; ++step) {
                world.step();
                found = world.check().contains("without all that was acknowledged");
            }
        }
        QVERIFY(found);
    }
};

QTEST_GUILESS_MAIN(ControllerRandomTest)
#include "controller_random_test.moc"
