// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/workload.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/sim/image_hash.h"

namespace stormbench::sim {

using namespace std::chrono_literals;
using protocol::WireError;

namespace {
constexpr const char* kTopic = "orders";
constexpr const char* kGroup = "fulfilment";
constexpr auto kStartLimit = 30s;
constexpr auto kDrainLimit = 60s;
}  // namespace

Workload::Workload(Simulation& simulation, WorkloadOptions options)
    : m_simulation(simulation)
    , m_options(options)
    , m_ledger(options.promises)
    , m_replicas(simulation, m_ledger)
    , m_faults(simulation, m_replicas, m_ledger, kTopic, options.faults)
{
}
Workload::~Workload() = default;

ClientProcess& Workload::addProcess()
{
    const auto node = kFirstClientNode + static_cast<NodeId>(m_processes.size());
    m_processes.push_back(std::make_unique<ClientProcess>(m_simulation.network(), node));
    return *m_processes.back();
}

void Workload::run()
{
    m_simulation.startAll();
    if (!m_simulation.runUntil([this] { return m_simulation.allActive(); }, kStartLimit))
        return m_ledger.violation("the brokers did not become active");
    if (!createTopic())
        return m_ledger.violation("the topic was not created");
    startClients();
    watch();
    m_faults.start();
    scheduleMemberChange();
    m_simulation.run(m_options.duration);
    calmDown();
    audit();
}

bool Workload::createTopic()
{
    auto& process = addProcess();
    ClusterClient client(process, m_simulation.bootstrap(), kTopic, "admin");
    protocol::CreateTopicsRequest request;
    auto& topic = request.topics.emplace_back();
    topic.name = kTopic;
    topic.numPartitions = m_options.partitions;
    topic.replicationFactor = static_cast<std::int16_t>(m_options.replication);
    bool answered = false;
    bool created = false;
    process.executor().runInside([&] {
        client.any().call(request, [&](const Result<protocol::CreateTopicsResponse>& response) {
            answered = true;
            created = response && response->topics.size() == 1
                && response->topics.front().errorCode == WireError::None;
        });
    });
    m_simulation.runUntil([&] { return answered; }, 20s);
    return created;
}

void Workload::startClients()
{
    const auto bootstrap = m_simulation.bootstrap();
    for (int i = 0; i < m_options.producers; ++i) {
        auto& process = addProcess();
        m_producers.push_back(std::make_unique<SimProducer>(
            process, bootstrap, kTopic, fmt::format("producer-{}", i), m_ledger));
        process.executor().runInside([&] { m_producers.back()->start(m_options.pace); });
    }
    for (int i = 0; i < m_options.members; ++i) {
        auto& process = addProcess();
        m_members.push_back(std::make_unique<SimGroupMember>(
            process, bootstrap, kTopic, kGroup, fmt::format("member-{}", i), m_ledger));
        if (m_options.fetchesFromFollowers)
            m_members.back()->setRack(fmt::format("r{}", 1 + i % m_simulation.brokers()));
        process.executor().runInside([&] { m_members.back()->join(); });
    }
    for (std::size_t i = 1; i < m_processes.size(); ++i)
        m_faults.addClient(m_processes[i]->executor().node());
}

void Workload::scheduleMemberChange()
{
    m_simulation.loop().after(
        m_simulation.random().between(2s, 12s), [this, alive = std::weak_ptr(m_alive)] {
            if (alive.expired() || !m_isFaulty || m_members.empty())
                return;
            const auto index = m_simulation.random().below(m_members.size());
            auto& member = *m_members[index];
            const bool silently = m_simulation.random().oneIn(3);
            auto& executor = m_processes[1 + m_producers.size() + index]->executor();
            executor.runInside([&] {
                member.isOutside() ? member.join() : silently ? member.vanish() : member.leave();
            });
            scheduleMemberChange();
        });
}

void Workload::watch()
{
    watchImages();
    if (m_options.promises.keepsAcknowledged)
        m_replicas.check();
    m_simulation.loop().after(100ms, [this, alive = std::weak_ptr(m_alive)] {
        if (!alive.expired())
            watch();
    });
}

void Workload::watchImages()
{
    for (int id = 1; id <= m_simulation.brokers(); ++id) {
        auto& broker = m_simulation.at(id);
        if (const auto& error = broker.startError())
            m_ledger.violation(fmt::format("broker {} does not start: {}", id, error->message));
        const auto statistics = broker.statistics();
        if (!statistics)
            continue;
        m_ledger.image(broker.id(), statistics->metadataOffset, imageHash(*statistics));
        if (statistics->controller)
            m_ledger.controls(broker.id(), statistics->quorumEpoch);
    }
}

void Workload::calmDown()
{
    m_isFaulty = false;
    m_faults.stop();
    for (const auto& producer : m_producers)
        producer->finish();
    const auto isCalm = [this] {
        return m_simulation.allActive()
            && std::all_of(m_producers.begin(), m_producers.end(),
                [](const auto& producer) { return producer->isDrained(); });
    };
    if (!m_simulation.runUntil(isCalm, kDrainLimit))
        m_ledger.violation("a minute after the last fault the brokers are not all active, or "
                           "batches are still unanswered");
    const auto isStable = [this] {
        return std::all_of(m_members.begin(), m_members.end(),
            [](const auto& member) { return member->isOutside() || member->isStable(); });
    };
    if (!m_simulation.runUntil(isStable, kDrainLimit))
        m_ledger.violation("a minute after the last fault the group is not stable");
    if (m_options.promises.keepsAcknowledged
        && !m_simulation.runUntil([this] { return m_replicas.allInSync(); }, kDrainLimit))
        m_ledger.violation(
            "a minute after the last fault not all replicas are in sync:" + m_replicas.lagging());
    m_simulation.run(2s);  // the last commits
}

void Workload::audit()
{
    auto& process = addProcess();
    m_reader = std::make_unique<SimReader>(process, m_simulation.bootstrap(), kTopic);
    process.executor().runInside([this] { m_reader->start(m_options.partitions); });
    if (!m_simulation.runUntil([this] { return m_reader->isDone(); }, kDrainLimit))
        return m_ledger.violation("the log cannot be read to its end");
    for (const auto& [partition, log] : m_reader->logs())
        m_ledger.audit(partition, log.records, log.end);
}

std::uint64_t Workload::retries() const
{
    std::uint64_t retries = 0;
    for (const auto& producer : m_producers)
        retries += producer->retries();
    return retries;
}

}  // namespace stormbench::sim
