// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/fault_injector.h"

#include <fmt/format.h>

namespace stormbench::sim {

using namespace std::chrono_literals;
using protocol::WireError;

namespace {
constexpr NodeId kAdminNode = 99;
constexpr auto kShortestTrouble = 200ms;
constexpr auto kLongestTrouble = 5s;
}  // namespace

FaultInjector::FaultInjector(Simulation& simulation, ReplicaChecker& replicas, Ledger& ledger,
    const std::string& topic, FaultOptions options)
    : m_simulation(simulation)
    , m_replicas(replicas)
    , m_ledger(ledger)
    , m_options(options)
    , m_process(simulation.network(), kAdminNode)
    , m_admin(m_process, simulation.bootstrap(), topic, "admin")
{
}

void FaultInjector::start()
{
    m_isFaulty = true;
    m_process.executor().runInside([this] { m_admin.refresh(); });
    schedule();
}

void FaultInjector::stop()
{
    m_isFaulty = false;
    m_simulation.network().healAll();
    for (int id = 1; id <= m_simulation.brokers(); ++id) {
        emptyDisk(id);
        m_simulation.at(id).setPaused(false);
        if (!m_simulation.at(id).isRunning())
            m_simulation.restart(id);
    }
}

void FaultInjector::schedule()
{
    m_simulation.loop().after(m_simulation.random().between(1ms, 2 * m_options.meanTimeToFault),
        [this, alive = std::weak_ptr(m_alive)] {
            if (alive.expired() || !m_isFaulty)
                return;
            inject();
            schedule();
        });
}

void FaultInjector::inject()
{
    auto& random = m_simulation.random();
    const int broker
        = 1 + static_cast<int>(random.below(static_cast<std::uint64_t>(m_simulation.brokers())));
    if (m_options.electsPreferred && random.oneIn(8))
        electPreferred();
    if (m_options.reassignsTo > 0 && random.oneIn(3))
        reassign();
    if (m_options.crashesAll && random.oneIn(12))
        return crashAll();
    const auto kind = random.below(4);
    if (!m_simulation.at(broker).isRunning())
        return;
    if (m_options.fillsDisks && random.oneIn(8))
        return fillDisk(broker);
    ++m_counters.faults;
    if (kind == 0 && m_options.pausesBrokers)
        pauseOne(broker);
    else if (kind == 1 && m_options.cutsClients && !m_clients.empty() && random.oneIn(3))
        cut(broker, m_clients[random.below(m_clients.size())]);
    else if (kind == 1 && m_options.cutsLinks)
        cut(broker, 1 + broker % m_simulation.brokers());
    else if (kind == 2 && m_simulation.at(broker).isActive() && broker != m_full && random.oneIn(2))
        stopOne(broker);
    else
        crashOne(broker);
}

void FaultInjector::pauseOne(int broker)
{
    m_simulation.at(broker).setPaused(true);
    m_simulation.loop().after(m_simulation.random().between(kShortestTrouble, kLongestTrouble),
        [this, broker, alive = std::weak_ptr(m_alive)] {
            if (!alive.expired())
                m_simulation.at(broker).setPaused(false);
        });
}

void FaultInjector::cut(NodeId a, NodeId b)
{
    m_simulation.network().cutLink(a, b);
    m_simulation.loop().after(m_simulation.random().between(kShortestTrouble, kLongestTrouble),
        [&network = m_simulation.network(), a, b, alive = std::weak_ptr(m_alive)] {
            if (!alive.expired())
                network.healLink(a, b);
        });
}

// A controller cannot tell a process that was killed from a machine that lost its power: both
// brokers leave the ISR, and the last of its members leads. So with min.insync.replicas 2 a second
// unclean end, of whatever kind, waits until all that the power took is copied again.
bool FaultInjector::mayCrash(int broker)
{
    if (!m_options.powerOneAtATime || m_powerless == 0 || m_powerless == broker)
        return true;
    m_replicas.refresh();
    if (!m_simulation.allActive() || !m_replicas.allInSync())
        return false;
    m_powerless = 0;
    return true;
}

void FaultInjector::crashOne(int broker)
{
    if (!mayCrash(broker))
        return;
    bool power
        = m_options.losesPower && (!m_options.crashesProcesses || m_simulation.random().oneIn(2));
    if (power && m_options.powerOneAtATime) {
        m_replicas.refresh();
        power = m_simulation.allActive() && m_replicas.allInSync();
        if (!power && !m_options.crashesProcesses)
            return;
    }
    if (power)
        m_powerless = broker;
    m_simulation.crash(broker, power ? CrashKind::Power : CrashKind::Process);
    restartLater(broker, true);
}

// The death of every process loses nothing; nor that of every machine, where all is flushed. What
// one of them alone had lost must be copied before.
void FaultInjector::crashAll()
{
    m_replicas.refresh();
    if (m_options.powerOneAtATime && (!m_simulation.allActive() || !m_replicas.allInSync()))
        return;
    m_powerless = 0;
    ++m_counters.faults;
    ++m_counters.endsOfAll;
    const bool power = m_options.losesPower && !m_options.powerOneAtATime;
    for (int id = 1; id <= m_simulation.brokers(); ++id) {
        if (!m_simulation.at(id).isRunning())
            continue;
        m_simulation.crash(id, power ? CrashKind::Power : CrashKind::Process);
        restartLater(id, true);
    }
}

// Its logs go offline with the next write, the metadata's too, and come back with the space.
void FaultInjector::fillDisk(int broker)
{
    m_replicas.refresh();
    if (m_full != 0 || !m_simulation.at(broker).isActive() || !mayCrash(broker)
        || (m_options.powerOneAtATime && !m_replicas.allInSync()))
        return;
    ++m_counters.faults;
    ++m_counters.fullDisks;
    m_full = m_powerless = broker;
    m_simulation.at(broker).files().setFull(true);
    const auto life = m_filledLives[broker] = m_simulation.at(broker).lives();
    auto& random = m_simulation.random();
    const auto duration = random.oneIn(2) ? random.between(100ms, 800ms) : random.between(1s, 6s);
    m_simulation.loop().after(duration, [this, broker, life, alive = std::weak_ptr(m_alive)] {
        if (!alive.expired() && m_simulation.at(broker).lives() == life)
            emptyDisk(broker);
    });
}

void FaultInjector::emptyDisk(int broker)
{
    m_simulation.at(broker).files().setFull(false);
    if (m_full == broker)
        m_full = 0;
}

void FaultInjector::stopOne(int broker)
{
    const bool wasFull = m_filledLives[broker] == m_simulation.at(broker).lives();
    m_simulation.at(broker).stop([this, broker, wasFull](const Result<>& stopped) {
        ++m_counters.orderlyStops;
        if (!stopped && !wasFull)
            m_ledger.violation(
                fmt::format("broker {} does not stop: {}", broker, stopped.error().message));
        restartLater(broker, !stopped);
    });
}

void FaultInjector::restartLater(int broker, bool unclean)
{
    m_simulation.loop().after(absence(), [this, broker, unclean, alive = std::weak_ptr(m_alive)] {
        if (alive.expired() || m_simulation.at(broker).isRunning())
            return;
        m_counters.uncleanRestarts += unclean;
        emptyDisk(broker);
        m_simulation.restart(broker);
    });
}

std::chrono::microseconds FaultInjector::absence()
{
    auto& random = m_simulation.random();
    const auto now = m_simulation.loop().now();
    if (!m_options.keepsAway || now < m_awayUntil || !random.oneIn(8))
        return random.between(100ms, 4s);
    ++m_counters.longAbsences;
    const auto absence = random.between(10s, 20s);
    m_awayUntil = now + absence;
    return absence;
}

void FaultInjector::electPreferred()
{
    m_process.executor().runInside([this] {
        protocol::ElectLeadersRequest request;
        request.topicPartitions.reset();
        m_admin.any().call(request, [this](const Result<protocol::ElectLeadersResponse>& answer) {
            m_counters.elections += answer && answer->errorCode == WireError::None;
        });
    });
}

void FaultInjector::reassign()
{
    if (!m_admin.isReady())
        return;
    auto& random = m_simulation.random();
    const PartitionIndex partition{static_cast<std::int32_t>(
        random.below(static_cast<std::uint64_t>(m_admin.partitionCount())))};
    if (random.oneIn(5))
        return requestReassignment(partition, std::nullopt);
    std::vector<int> brokers;
    for (int id = 1; id <= m_simulation.brokers(); ++id)
        brokers.insert(
            brokers.begin() + static_cast<std::ptrdiff_t>(random.below(brokers.size() + 1)), id);
    brokers.resize(std::min(brokers.size(),
        static_cast<std::size_t>(m_options.reassignsTo - (random.oneIn(4) ? 1 : 0))));
    requestReassignment(partition, brokers);
}

void FaultInjector::requestReassignment(
    PartitionIndex partition, std::optional<std::vector<int>> replicas)
{
    protocol::AlterPartitionReassignmentsRequest request;
    auto& topic = request.topics.emplace_back();
    topic.name = m_admin.topic();
    auto& wanted = topic.partitions.emplace_back();
    wanted.partitionIndex = partition.value();
    if (replicas)
        wanted.replicas.emplace(replicas->begin(), replicas->end());
    m_process.executor().runInside([&] {
        m_admin.any().call(request,
            [this, partition, cancels = !replicas](
                const Result<protocol::AlterPartitionReassignmentsResponse>& answer) {
                const bool taken = answer && answer->responses.size() == 1
                    && answer->responses.front().partitions.size() == 1
                    && answer->responses.front().partitions.front().errorCode == WireError::None;
                (cancels ? m_counters.cancels : m_counters.reassignments) += taken;
                if (taken && !cancels)
                    cancelSometimes(partition);
            });
    });
}

// Soon: a reassignment is through when the logs are copied.
void FaultInjector::cancelSometimes(PartitionIndex partition)
{
    if (!m_simulation.random().oneIn(3))
        return;
    m_simulation.loop().after(m_simulation.random().between(1ms, 150ms),
        [this, partition, alive = std::weak_ptr(m_alive)] {
            if (!alive.expired())
                requestReassignment(partition, std::nullopt);
        });
}

}  // namespace stormbench::sim
