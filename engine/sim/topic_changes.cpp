// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/topic_changes.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "engine/base/log.h"
#include "engine/storage/batch_builder.h"

namespace stormbench::sim {

using namespace std::chrono_literals;
using protocol::WireError;

namespace {

constexpr std::size_t kMostTopics = 5;
constexpr std::int32_t kMostPartitions = 4;
constexpr std::int32_t kTimeoutMs = 3000;
constexpr std::int8_t kTopicResource = 2;
constexpr const char* kRetention = "retention.ms";

/// For certain, nothing was done and nothing will be.
bool isRefusal(WireError error)
{
    return error == WireError::InvalidReplicationFactor;
}

}  // namespace

TopicChanges::TopicChanges(
    ClientProcess& process, const Simulation& simulation, Ledger& ledger, int mostReplicas)
    : m_ledger(ledger)
    , m_mostReplicas(mostReplicas)
    , m_client(process, simulation.bootstrap(), "", "administrator")
    , m_timer(process.executor().createTimer())
{
}

void TopicChanges::start(std::chrono::microseconds pace)
{
    m_pace = pace;
    tick();
}

void TopicChanges::tick()
{
    m_timer->start(m_client.process().random().between(1us, 2 * m_pace + 2us), [this] {
        if (m_pace.count() == 0)
            return;
        tick();
        if (m_waiting)
            return;
        auto& random = m_client.process().random();
        if (m_topics.empty() || (m_topics.size() < kMostTopics && random.oneIn(3)))
            return create();
        const auto& name = std::next(
            m_topics.begin(), static_cast<std::ptrdiff_t>(random.below(m_topics.size())))
                               ->first;
        switch (random.below(4)) {
        case 0: return remove(std::string(name));
        case 1: return addPartition(std::string(name));
        case 2: return alterConfig(std::string(name));
        default: return write(std::string(name));
        }
    });
}

template <class Request, class Done>
void TopicChanges::call(const std::string& what, const Request& request, Done done)
{
    const auto tell = [this, what](const std::string& step) {
        log::info("sim", "{} us: administrator: {}: {}",
            m_client.process().clock().steadyNow().count(), what, step);
    };
    tell("asks");
    m_waiting = true;
    m_client.any().call(request,
        [this, tell, done = std::move(done)](const Result<typename Request::Response>& answer) {
            m_waiting = false;
            tell(answer ? "is answered" : answer.error().message);
            done(answer);
        });
}

void TopicChanges::forget(const std::string& name)
{
    log::info("sim", "administrator: leaves {} alone", name);
    ++m_counters.unsure;
    m_topics.erase(name);
}

void TopicChanges::create()
{
    auto& random = m_client.process().random();
    auto name = fmt::format("shop-{}", m_names);
    if (!m_free.empty() && !random.oneIn(3)) {
        name = m_free.back();
        m_free.pop_back();
    } else {
        ++m_names;
    }
    protocol::CreateTopicsRequest request;
    request.timeoutMs = kTimeoutMs;
    auto& topic = request.topics.emplace_back();
    topic.name = name;
    topic.numPartitions = 1 + static_cast<std::int32_t>(random.below(2));
    topic.replicationFactor
        = static_cast<std::int16_t>(1 + random.below(static_cast<std::uint64_t>(m_mostReplicas)));
    const auto partitions = topic.numPartitions;
    call("create " + name, request,
        [this, name, partitions](const Result<protocol::CreateTopicsResponse>& answer) {
            if (!answer || answer->topics.size() != 1)
                return forget(name);
            const auto& created = answer->topics.front();
            if (isRefusal(created.errorCode))
                return m_free.push_back(name);
            if (created.errorCode != WireError::None)
                return forget(name);
            ++m_counters.created;
            m_topics[name] = {created.topicId, partitions, created.replicationFactor, {}};
            if (m_deleted.contains(created.topicId))
                m_ledger.violation(name + " has the id of a topic that was deleted");
        });
}

void TopicChanges::remove(const std::string& name)
{
    protocol::DeleteTopicsRequest request;
    request.timeoutMs = kTimeoutMs;
    request.topics.push_back({std::nullopt, m_topics.at(name).id});
    call("delete " + name, request,
        [this, name](const Result<protocol::DeleteTopicsResponse>& answer) {
            if (!answer || answer->responses.size() != 1
                || answer->responses.front().errorCode != WireError::None)
                return forget(name);
            ++m_counters.deleted;
            m_deleted.insert(m_topics.at(name).id);
            m_topics.erase(name);
            m_free.push_back(name);
        });
}

void TopicChanges::addPartition(const std::string& name)
{
    const auto wanted = m_topics.at(name).partitions + 1;
    if (wanted > kMostPartitions)
        return;
    m_asked[name].partitions.insert(wanted);
    protocol::CreatePartitionsRequest request;
    request.timeoutMs = kTimeoutMs;
    request.topics.push_back({name, wanted, std::nullopt});
    call("add a partition to " + name, request,
        [this, name, wanted](const Result<protocol::CreatePartitionsResponse>& answer) {
            if (!answer || answer->results.size() != 1)
                return forget(name);
            if (isRefusal(answer->results.front().errorCode))
                return;
            if (answer->results.front().errorCode != WireError::None)
                return forget(name);
            ++m_counters.partitionsAdded;
            m_topics.at(name).partitions = wanted;
        });
}

void TopicChanges::alterConfig(const std::string& name)
{
    const auto retention = std::to_string(3'600'000 + m_client.process().random().below(1'000'000));
    protocol::IncrementalAlterConfigsRequest request;
    m_asked[name].retention.insert(retention);
    auto& resource = request.resources.emplace_back();
    resource.resourceType = kTopicResource;
    resource.resourceName = name;
    resource.configs.push_back({kRetention, 0, retention});
    call("configure " + name, request,
        [this, name, retention](const Result<protocol::IncrementalAlterConfigsResponse>& answer) {
            if (!answer || answer->responses.size() != 1
                || answer->responses.front().errorCode != WireError::None)
                return forget(name);
            ++m_counters.configsChanged;
            m_topics.at(name).retention = retention;
        });
}

// So that there is something to copy and to delete; whether it arrives does not matter. (What has
// one replica may be lost with the power.)
void TopicChanges::write(const std::string& name)
{
    if (m_topics.at(name).replicas == 1)
        return;
    storage::BatchBuilder builder;
    builder.add(m_client.process().clock().wallNow(), std::nullopt, asBytes("one of many"));
    protocol::ProduceRequest request;
    request.acks = 1;
    request.timeoutMs = kTimeoutMs;
    auto& topic = request.topicData.emplace_back();
    topic.name = name;
    const auto bytes = builder.build();
    topic.partitionData.push_back({0, protocol::Records(bytes)});
    call("write to " + name, request, [](const Result<protocol::ProduceResponse>&) {});
}

void TopicChanges::audit(const SimBroker& broker)
{
    const auto image = broker.metadata().image;
    if (!image)
        return;
    const auto tell = [&](const std::string& name, const std::string& what) {
        m_ledger.violation(fmt::format("broker {}: topic {} {}", broker.id().value(), name, what));
    };
    for (const auto& [name, told] : m_topics) {
        const auto topic = image->topic(name);
        if (!topic || topic->id != told.id) {
            tell(name, "was created, and is gone");
            continue;
        }
        const auto& asked = m_asked[name];
        const auto partitions = static_cast<std::int32_t>(topic->partitions.size());
        if (partitions != told.partitions
            && (partitions < told.partitions || !asked.partitions.contains(partitions)))
            tell(name, fmt::format("has {} partitions instead of {}", partitions, told.partitions));
        const auto& configs = image->configsOf({controller::ConfigResourceType::Topic, name});
        const auto found = configs.find(std::string_view(kRetention));
        const auto retention = found == configs.end() ? std::string() : found->second;
        if (retention != told.retention && !asked.retention.contains(retention))
            tell(name,
                fmt::format("has {} '{}' instead of '{}'", kRetention, retention, told.retention));
    }
    for (const auto& [name, topic] : image->topics())
        if (m_deleted.contains(topic->id))
            tell(name, "was deleted, and is there");
    auditHosted(broker, *image);
}

void TopicChanges::auditHosted(const SimBroker& broker, const controller::MetadataImage& image)
{
    broker.inspect([&](const broker::PartitionTable& table) {
        for (const auto& [name, partitions] : table.topics())
            for (const auto& [index, hosted] : partitions) {
                const auto topic = image.topic(hosted->topicId);
                const auto* partition = topic ? topic->partition(index) : nullptr;
                if (!partition || !partition->hasReplica(broker.id()))
                    m_ledger.violation(fmt::format("broker {} hosts {}, which is not its",
                        broker.id().value(), hosted->name.toString()));
            }
    });
}

}  // namespace stormbench::sim
