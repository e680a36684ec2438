// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/runtime/flow_tap.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "storming/runtime/envelope.h"

namespace stormbench::storming {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPoll{50};
constexpr std::chrono::milliseconds kInterval{250};
constexpr std::size_t kBatch = 5'000;
constexpr int kFullBatchesBeforeSkipping = 40;  // the tap reads all it can and still finds more
constexpr double kSmoothingSeconds = 1.5;

}  // namespace

FlowTap::FlowTap(Topology topology, api::ConnectionSettings connection, Published published)
    : m_topology(std::move(topology))
    , m_connection(std::move(connection))
    , m_published(std::move(published))
{
    m_connection.clientId = "stormbench-tap";
}

FlowTap::~FlowTap()
{
    stop();
}

Result<> FlowTap::start()
{
    SB_TRY_ASSIGN(const auto admin, api::Admin::create(m_connection));
    std::vector<std::string> names;
    for (const auto& topic : m_topology.topics)
        names.push_back(topic.name);
    SB_TRY_ASSIGN(const auto topics, admin->describeTopics(names));
    std::vector<api::Assignment> partitions;
    for (const auto& topic : topics) {
        for (const auto& partition : topic.partitions)
            partitions.push_back({{topic.name, partition.index},
                {api::OffsetQuery::Kind::Latest, {}}, std::nullopt});
    }
    SB_TRY_ASSIGN(m_consumer, api::Consumer::create(m_connection, {}));
    SB_TRY(m_consumer->assign(partitions));
    m_thread = std::thread([this, partitions = std::move(partitions)] { run(partitions); });
    return {};
}

void FlowTap::observe(api::SnapshotPtr snapshot)
{
    const std::lock_guard lock(m_snapshotMutex);
    m_snapshot = std::move(snapshot);
}

void FlowTap::stop()
{
    m_stopping = true;
    if (m_consumer)
        m_consumer->stop();
    if (m_thread.joinable())
        m_thread.join();
    m_consumer.reset();
}

void FlowTap::run(std::vector<api::Assignment> partitions)
{
    auto last = Clock::now();
    int fullBatches = 0;
    std::string error;
    while (!m_stopping) {
        auto records = m_consumer->poll(kPoll, kBatch);
        error = records ? std::string() : records.error().message;
        if (records) {
            count(*records);
            fullBatches = records->size() == kBatch ? fullBatches + 1 : 0;
        }
        if (fullBatches > kFullBatchesBeforeSkipping) {
            // Hopelessly behind: go on at the ends, and say that the figures are samples.
            fullBatches = 0;
            m_sampled = true;
            if (const auto skipped = m_consumer->assign(partitions); !skipped)
                error = skipped.error().message;
        }
        const auto now = Clock::now();
        if (now - last >= kInterval) {
            FlowSample current = sample(std::chrono::duration<double>(now - last).count());
            current.error = error;
            last = now;
            m_published(current);
        }
    }
}

void FlowTap::count(const std::vector<api::ReceivedRecord>& records)
{
    for (const auto& record : records) {
        if (const auto envelope = Envelope::from(record))
            ++m_counts[{envelope->type, envelope->source}];
    }
}

FlowSample FlowTap::sample(double seconds)
{
    FlowSample sample;
    const double weight = 1 - std::exp(-seconds / kSmoothingSeconds);
    for (const auto& [key, records] : m_counts)
        m_rates.try_emplace(key, 0.0);
    for (auto& [key, rate] : m_rates) {
        const auto it = m_counts.find(key);
        const double now = it == m_counts.end() ? 0 : static_cast<double>(it->second) / seconds;
        rate += weight * (now - rate);
        if (rate < 0.01)
            rate = 0;
        sample.perType[key.first] += rate;
        sample.recordsPerSecond += rate;
    }
    api::SnapshotPtr snapshot;
    {
        const std::lock_guard lock(m_snapshotMutex);
        snapshot = m_snapshot;
    }
    m_consumed.clear();
    if (snapshot)
        sampleConsumers(sample, *snapshot);
    sampleEdges(sample, seconds);
    sample.sampled = m_sampled;
    m_counts.clear();
    return sample;
}

/// The part of a topic's records that are of this type.
double FlowTap::shareOf(const MessageType& message) const
{
    double mine = 0, all = 0;
    for (const auto& [key, rate] : m_rates) {
        const MessageType* other = m_topology.message(key.first);
        if (other && other->topic == message.topic) {
            all += rate;
            if (key.first == message.type)
                mine += rate;
        }
    }
    return all > 0 ? mine / all : 0;
}

void FlowTap::sampleEdges(FlowSample& sample, double seconds)
{
    for (const FlowEdge& edge : m_topology.edges) {
        EdgeFlow flow{edge.from, edge.to, 0, 0};
        if (!edge.consumes) {
            const Key key{edge.type, edge.service};
            if (const auto it = m_rates.find(key); it != m_rates.end())
                flow.perSecond = it->second;
            if (const auto it = m_counts.find(key); it != m_counts.end())
                flow.records = it->second;
        } else if (const MessageType* message = m_topology.message(edge.type)) {
            flow.perSecond = m_consumed[edge.service][message->topic] * shareOf(*message);
            double& carry = m_carry[{edge.from, edge.to}];
            carry = std::min(carry + flow.perSecond * seconds, 1000.0);
            flow.records = static_cast<std::uint64_t>(carry);
            carry -= std::floor(carry);
        }
        sample.edges.push_back(flow);
    }
}

void FlowTap::sampleConsumers(FlowSample& sample, const api::Snapshot& snapshot)
{
    for (const ServiceSpec& service : m_topology.services) {
        if (service.topics.empty())
            continue;
        ConsumerLag lag{service.notes, service.id, {}, 0, false};
        const auto group = std::find_if(snapshot.groups.begin(), snapshot.groups.end(),
            [&](const auto& g) { return g.id == service.id; });
        if (group != snapshot.groups.end()) {
            lag.lag = group->totalLag;
            lag.hasMembers = !group->members.empty();
            for (const auto& partition : group->partitions) {
                if (!partition.consumedPerSecond.known())
                    continue;
                lag.consumedPerSecond += partition.consumedPerSecond.value;
                m_consumed[service.id][partition.partition.topic]
                    += partition.consumedPerSecond.value;
            }
        }
        sample.consumers.push_back(std::move(lag));
    }
}

}  // namespace stormbench::storming
