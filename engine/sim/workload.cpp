// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/workload.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/sim/image_hash.h"

namespace stormbench::sim {

using namespace std::chrono_literals;
using protocol::WireError;

namespace {
constexpr const char* kTopic = "orders";
constexpr const char* kKeyedTopic = "stock";
constexpr const char* kGroup = "fulfilment";
constexpr auto kStartLimit = 30s;
constexpr auto kDrainLimit = 60s;
constexpr NodeId kChangerNode = 98;
constexpr std::uint64_t kKeys = 40;
constexpr double kAcknowledgedPerMinute = 5'000;
constexpr double kReadPerMinute = 1'000;
}  // namespace

Workload::Workload(Simulation& simulation, WorkloadOptions options)
    : m_simulation(simulation)
    , m_options(options)
    , m_ledger(options.promises)
    , m_keyedLedger({options.promises.keepsAcknowledged, true})
    , m_replicas(simulation, m_ledger)
    , m_faults(simulation, m_replicas, m_ledger, kTopic, options.faults)
    , m_changer(simulation.network(), kChangerNode)
    , m_changes(m_changer, simulation, m_ledger, std::min(3, simulation.brokers()))
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
    if (!createTopics())
        return m_ledger.violation("the topic was not created");
    startClients();
    watch();
    m_faults.start();
    scheduleMemberChange();
    m_simulation.run(m_options.duration);
    // Where brokers were away for most of that time, less was done than a run is to show.
    const std::chrono::duration<double, std::ratio<60>> minutes(m_options.duration);
    const auto doneEnough = [this, minutes] {
        const auto& done = m_ledger.counters();
        return static_cast<double>(done.acknowledged) >= kAcknowledgedPerMinute * minutes.count()
            && static_cast<double>(done.read) >= kReadPerMinute * minutes.count();
    };
    m_simulation.runUntil(doneEnough, 3 * m_options.duration);
    calmDown();
    audit();
}

struct Workload::NewTopic {
    std::string name;
    std::int32_t partitions = 1;
    std::vector<protocol::CreateTopicsRequest::CreatableTopicConfig> configs;
};

bool Workload::createTopics()
{
    auto& process = addProcess();
    ClusterClient client(process, m_simulation.bootstrap(), kTopic, "admin");
    const bool created = createTopic(client, {kTopic, m_options.partitions, {}});
    if (m_options.keyedPartitions == 0)
        return created;
    return created
        && createTopic(client,
            {kKeyedTopic, m_options.keyedPartitions,
                {{"cleanup.policy", "compact"}, {"segment.bytes", "3000"},
                    {"min.cleanable.dirty.ratio", "0.2"}}});
}

bool Workload::createTopic(ClusterClient& client, const NewTopic& wanted)
{
    protocol::CreateTopicsRequest request;
    auto& topic = request.topics.emplace_back();
    topic.name = wanted.name;
    topic.numPartitions = wanted.partitions;
    topic.replicationFactor = static_cast<std::int16_t>(m_options.replication);
    topic.configs = wanted.configs;
    bool answered = false;
    bool created = false;
    client.process().executor().runInside([&] {
        client.any().call(request, [&](const Result<protocol::CreateTopicsResponse>& response) {
            answered = true;
            created = response && response->topics.size() == 1
                && response->topics.front().errorCode == WireError::None;
        });
    });
    m_simulation.runUntil([&] { return answered; }, 20s);
    return created;
}

void Workload::startProducers(int count, const std::string& topic, Ledger& ledger)
{
    const bool keyed = &ledger == &m_keyedLedger;
    for (int i = 0; i < count; ++i) {
        auto& process = addProcess();
        m_producers.push_back(std::make_unique<SimProducer>(process, m_simulation.bootstrap(),
            topic, fmt::format("producer-{}", m_producers.size()), ledger));
        if (keyed)
            m_producers.back()->setKeys(kKeys);
        process.executor().runInside(
            [&] { m_producers.back()->start(keyed ? 2 * m_options.pace : m_options.pace); });
    }
}

void Workload::startClients()
{
    const auto bootstrap = m_simulation.bootstrap();
    startProducers(m_options.producers, kTopic, m_ledger);
    startProducers(m_options.keyedPartitions > 0 ? 1 : 0, kKeyedTopic, m_keyedLedger);
    if (m_options.changesTopics)
        m_changer.executor().runInside([this] { m_changes.start(700ms); });
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
        const auto state = broker.metadata();
        if (!state.image)
            continue;
        if (state.controller)
            m_ledger.controls(broker.id(), state.quorumEpoch);
        const std::pair now(broker.lives(), state.image->offset());
        if (std::exchange(m_lookedAt[id], now) != now)
            m_ledger.image(broker.id(), state.image->offset().value(), imageHash(*state.image));
    }
}

void Workload::calmDown()
{
    m_isFaulty = false;
    m_faults.stop();
    m_changes.stop();
    for (const auto& producer : m_producers)
        producer->finish();
    const auto isCalm = [this] {
        return m_simulation.allActive() && m_changes.isIdle()
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
    const auto knowsAll = [this] {
        m_replicas.refresh();
        for (int id = 1; id <= m_simulation.brokers(); ++id) {
            const auto image = m_simulation.at(id).metadata().image;
            if (!image || image->offset() != m_replicas.newest()->offset())
                return false;
        }
        return !m_options.promises.keepsAcknowledged || m_replicas.allInSync();
    };
    // A broker whose disk was full when the faults ended may still have to be restarted.
    if (!m_simulation.runUntil(knowsAll, kDrainLimit))
        m_ledger.violation("a minute after the last fault a broker does not have all metadata, or "
                           "is not in sync:"
            + m_replicas.lagging());
}

void Workload::audit()
{
    auditTopic(kTopic, m_options.partitions, m_ledger);
    if (m_options.keyedPartitions > 0)
        auditTopic(kKeyedTopic, m_options.keyedPartitions, m_keyedLedger);
    for (int id = 1; id <= m_simulation.brokers(); ++id) {
        m_changes.audit(m_simulation.at(id));
        if (m_options.promises.keepsAcknowledged)
            auditCopies(m_simulation.at(id));
    }
    for (const auto& violation : m_keyedLedger.violations())
        m_ledger.violation(std::string(kKeyedTopic) + ": " + violation);
}

void Workload::auditTopic(const std::string& topic, std::int32_t partitions, Ledger& ledger)
{
    auto& process = addProcess();
    auto& reader = *m_readers.emplace_back(
        std::make_unique<SimReader>(process, m_simulation.bootstrap(), topic));
    process.executor().runInside([&] { reader.start(partitions); });
    if (!m_simulation.runUntil([&] { return reader.isDone(); }, kDrainLimit))
        return m_ledger.violation(
            "the log of " + topic + " cannot be read to its end:" + reader.unread());
    for (const auto& [partition, log] : reader.logs())
        ledger.audit(partition, log.records, log.end);
}

// Each broker compacts for itself: what one of them has kept says nothing about the others.
void Workload::auditCopies(const SimBroker& broker)
{
    broker.inspect([&](const broker::PartitionTable& table) {
        const auto hosted = table.topics().find(kKeyedTopic);
        if (hosted == table.topics().end())
            return;
        for (const auto& [index, partition] : hosted->second) {
            Ledger::Log records;
            auto& log = partition->log.log();
            for (auto from = log.logStartOffset(); from < log.logEndOffset();) {
                const auto range = log.read({from, log.logEndOffset(), 1 << 20, true});
                const auto bytes = range ? storage::Log::readBytes(*range) : Result<Bytes>(Bytes{});
                if (!bytes || bytes->empty())
                    break;
                const auto read = storage::forEachRecord(
                    *bytes, [&](const storage::BatchHeader&, const storage::Record& record) {
                        records.emplace_back(record.offset, textOf(record));
                    });
                from = endOf(*bytes, from);
                if (!read)
                    break;
            }
            m_keyedLedger.auditCopy(broker.id(), index, records);
        }
    });
}

std::uint64_t Workload::retries() const
{
    std::uint64_t retries = 0;
    for (const auto& producer : m_producers)
        retries += producer->retries();
    return retries;
}

}  // namespace stormbench::sim
