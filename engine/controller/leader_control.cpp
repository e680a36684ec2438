// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "engine/controller/broker_list.h"
#include "engine/controller/controller.h"

namespace stormbench::controller {
namespace {

constexpr std::size_t kMaxElectionsPerRound = 1000;
constexpr std::chrono::seconds kLongestInterval{std::chrono::hours(24 * 365)};  ///< fits the clock

PartitionIndex indexOf(std::size_t at)
{
    return PartitionIndex{static_cast<std::int32_t>(at)};
}

}  // namespace

PartitionPlan Controller::planFor(const std::string& topic, const ConfigResolver& configs) const
{
    PartitionPlan plan;
    plan.minInSync = static_cast<int>(configs.topicNumber(topic, "min.insync.replicas"));
    if (configs.topicText(topic, "unclean.leader.election.enable") == "true")
        plan.election = Election::Unclean;
    return plan;
}

void Controller::electAround(
    const std::vector<BrokerId>& brokers, RecordWriter& writer, BrokerId lostTail) const
{
    const auto configs = resolver();
    for (const auto& [name, base] : m_image->topics()) {
        std::optional<PartitionPlan> plan;
        for (std::size_t i = 0; i < base->partitions.size(); ++i) {
            if (std::none_of(brokers.begin(), brokers.end(),
                    [&](BrokerId broker) { return base->partitions[i].hasReplica(broker); }))
                continue;
            if (!plan) {
                plan = planFor(name, configs);
                plan->lostTail = lostTail;
            }
            const auto topic = writer.image().topic(name);
            plan->isr = activeIsr(topic->partitions[i], writer.image());
            if (auto change = changePartition(*topic, indexOf(i), *plan, writer.image()))
                writer.add(*std::move(change));
        }
    }
}

void Controller::electByNewConfigs(RecordWriter& writer) const
{
    const ConfigResolver configs(
        std::make_shared<const MetadataImage>(writer.image()), m_options.configs, m_options.self);
    for (const auto& [name, base] : m_image->topics()) {
        for (std::size_t i = 0; i < base->partitions.size(); ++i) {
            const auto& partition = base->partitions[i];
            if (partition.leader != kNoBroker && partition.eligible.empty())
                continue;
            if (auto change = changePartition(*writer.image().topic(name), indexOf(i),
                    planFor(name, configs), writer.image()))
                writer.add(*std::move(change));
        }
    }
}

bool Controller::leadsAny(BrokerId broker) const
{
    for (const auto& [name, topic] : m_image->topics())
        for (const auto& partition : topic->partitions)
            if (partition.leader == broker)
                return true;
    return false;
}

Outcome<ElectLeadersResponse> Controller::electLeaders(const ElectLeadersRequest& request)
{
    Outcome<ElectLeadersResponse> outcome;
    RecordWriter writer(m_image);
    if (request.topics) {
        for (const auto& wanted : *request.topics) {
            auto& answer = outcome.response.topics.emplace_back();
            answer.topic = wanted.topic;
            for (const auto index : wanted.partitions)
                answer.partitions.push_back(
                    {index, electLeader(wanted.topic, index, request.type, writer)});
        }
        outcome.records = finish(std::move(writer));
        return outcome;
    }
    // All partitions; those that need no election are left out of the answer.
    for (const auto& [name, topic] : m_image->topics()) {
        NamedPartitions<PartitionResult> answer{name, {}};
        for (std::size_t i = 0; i < topic->partitions.size(); ++i) {
            auto error = electLeader(name, indexOf(i), request.type, writer);
            if (error.code != WireError::ElectionNotNeeded)
                answer.partitions.push_back({indexOf(i), std::move(error)});
        }
        outcome.response.topics.push_back(std::move(answer));
    }
    outcome.records = finish(std::move(writer));
    return outcome;
}

ApiError Controller::electLeader(
    const std::string& name, PartitionIndex index, ElectionType type, RecordWriter& writer) const
{
    const auto topic = writer.image().topic(name);
    if (!topic)
        return {WireError::UnknownTopicOrPartition, fmt::format("No such topic as {}", name)};
    const auto* partition = topic->partition(index);
    if (!partition)
        return {WireError::UnknownTopicOrPartition,
            fmt::format("No such partition as {}-{}", name, index.value())};
    const bool preferred = type == ElectionType::Preferred;
    if (preferred ? partition->leader == partition->replicas.front()
                  : partition->leader != kNoBroker)
        return {WireError::ElectionNotNeeded, "Leader election not needed for topic partition."};
    auto plan = planFor(name, resolver());
    plan.election = preferred ? Election::Preferred : Election::Unclean;
    auto change = changePartition(*topic, index, plan, writer.image());
    if (!change)
        return preferred ? ApiError{WireError::PreferredLeaderNotAvailable,
                   "The preferred leader was not available."}
                         : ApiError{WireError::EligibleLeadersNotAvailable,
                             "Eligible topic partition leaders are not available."};
    writer.add(*std::move(change));
    return {};
}

std::optional<SteadyTime> Controller::nextBalance() const
{
    const auto configs = resolver();
    if (!configs.flag("auto.leader.rebalance.enable"))
        return std::nullopt;
    return m_balanced
        + std::min(kLongestInterval,
            std::chrono::seconds(configs.number("leader.imbalance.check.interval.seconds")));
}

// One round gives leadership back to the first replicas that are in sync again, as many as a
// request may change; the rest waits for the next round.
void Controller::balanceLeaders(RecordWriter& writer) const
{
    const auto configs = resolver();
    std::size_t elections = 0;
    for (const auto& [name, topic] : m_image->topics()) {
        for (std::size_t i = 0; i < topic->partitions.size(); ++i) {
            const auto now = writer.image().topic(name);
            const auto& partition = now->partitions[i];
            const auto preferred = partition.replicas.front();
            if (partition.leader == preferred || !partition.inIsr(preferred)
                || !isActive(writer.image(), preferred))
                continue;
            auto plan = planFor(name, configs);
            plan.election = Election::Preferred;
            if (auto change = changePartition(*now, indexOf(i), plan, writer.image()))
                writer.add(*std::move(change));
            if (++elections == kMaxElectionsPerRound)
                return;
        }
    }
}

}  // namespace stormbench::controller
