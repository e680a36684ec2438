// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/generate/plan.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include <fmt/format.h>

namespace stormbench::storming {
namespace {

constexpr api::Millis kLeaderWait{10'000};
constexpr api::Millis kLeaderPoll{20};

PlanItem planTopic(const TopicSpec& wanted, const ExistingTopic* existing)
{
    PlanItem item;
    item.topic = wanted.name;
    item.partitionsWanted = wanted.partitions;
    if (!existing) {
        item.action = PlanAction::Create;
        item.explanation = fmt::format(
            "create it with {} partition{}", wanted.partitions, wanted.partitions == 1 ? "" : "s");
        return item;
    }
    item.partitionsNow = existing->partitions;
    for (const auto& [name, value] : wanted.configs) {
        const auto now = existing->configs.find(name);
        if (now != existing->configs.end() && now->second != value)
            item.configs[name] = {now->second, value};
    }
    const bool cleanupDiffers = item.configs.contains("cleanup.policy");
    if (existing->partitions > wanted.partitions) {
        item.action = PlanAction::Incompatible;
        item.risk = PlanRisk::Impossible;
        item.explanation = fmt::format("it has {} partitions, the board wants {}: partitions "
                                       "cannot be taken away; it is used as it is",
            existing->partitions, wanted.partitions);
    } else if (cleanupDiffers) {
        item.action = PlanAction::Incompatible;
        item.risk = PlanRisk::DestroysData;
        item.explanation = fmt::format("its cleanup.policy is '{}', the board wants '{}': changing "
                                       "it deletes records; it is used as it is",
            item.configs["cleanup.policy"].first, item.configs["cleanup.policy"].second);
    } else if (existing->partitions < wanted.partitions) {
        item.action = PlanAction::AddPartitions;
        item.risk = PlanRisk::BreaksOrder;
        item.explanation = fmt::format("it has {} partitions, the board wants {}: adding some "
                                       "moves keys to other partitions, so their "
                                       "order is lost over the change",
            existing->partitions, wanted.partitions);
    } else if (!item.configs.empty()) {
        item.action = PlanAction::ChangeConfigs;
        const auto& [name, values] = *item.configs.begin();
        item.explanation
            = fmt::format("{} is {}, the board wants {}", name, values.first, values.second);
    } else {
        item.explanation = "it is there and fits";
    }
    return item;
}

Result<> firstFailure(const std::vector<api::ItemResult>& results, std::string_view doing)
{
    std::vector<std::string> done;
    const api::ItemResult* failed = nullptr;
    for (const auto& result : results) {
        if (result.result || result.result.error().code == ErrorCode::AlreadyExists)
            done.push_back(result.name);
        else if (!failed)
            failed = &result;
    }
    if (!failed)
        return {};
    Error error = failed->result.error().withContext(fmt::format("{} '{}'", doing, failed->name));
    if (!done.empty())
        error.message += fmt::format(" (done before: {})", fmt::join(done, ", "));
    return fail(std::move(error));
}

/// A created topic is usable once each partition has a leader that the cluster tells of.
Result<> awaitLeaders(const std::vector<api::NewTopic>& created, api::Admin& admin)
{
    std::vector<std::string> names;
    for (const auto& topic : created)
        names.push_back(topic.name);
    std::mutex mutex;
    std::condition_variable pause;
    for (auto left = kLeaderWait; left.count() > 0; left -= kLeaderPoll) {
        SB_TRY_ASSIGN(const auto topics, admin.describeTopics(names));
        const auto led
            = std::count_if(topics.begin(), topics.end(), [](const api::TopicDescription& topic) {
                  return !topic.partitions.empty()
                      && std::all_of(topic.partitions.begin(), topic.partitions.end(),
                          [](const auto& partition) { return partition.leader != kNoBroker; });
              });
        if (static_cast<std::size_t>(led) == names.size())
            return {};
        std::unique_lock lock(mutex);
        pause.wait_for(lock, kLeaderPoll);
    }
    return fail(
        ErrorCode::TimedOut, "the new topics have no leaders yet; look whether all brokers are up");
}

}  // namespace

int Plan::count(PlanAction action) const
{
    return static_cast<int>(std::count_if(
        items.begin(), items.end(), [&](const PlanItem& item) { return item.action == action; }));
}

std::string Plan::summary() const
{
    std::vector<std::string> parts;
    const auto add = [&](PlanAction action, const char* one, const char* many) {
        if (const int number = count(action))
            parts.push_back(fmt::format(fmt::runtime(number == 1 ? one : many), number));
    };
    add(PlanAction::Create, "create {} topic", "create {} topics");
    add(PlanAction::AddPartitions, "{} has fewer partitions", "{} have fewer partitions");
    add(PlanAction::ChangeConfigs, "{} is configured otherwise", "{} are configured otherwise");
    add(PlanAction::Incompatible, "{} does not fit", "{} do not fit");
    add(PlanAction::Keep, "keep {}", "keep {}");
    return parts.empty() ? "nothing to do" : fmt::format("{}", fmt::join(parts, ", "));
}

Plan makePlan(const Topology& topology, const std::map<std::string, ExistingTopic>& existing)
{
    Plan plan;
    for (const auto& topic : topology.topics) {
        const auto it = existing.find(topic.name);
        plan.items.push_back(planTopic(topic, it == existing.end() ? nullptr : &it->second));
    }
    return plan;
}

Result<std::map<std::string, ExistingTopic>> readExisting(
    const Topology& topology, api::Admin& admin)
{
    std::map<std::string, ExistingTopic> existing;
    SB_TRY_ASSIGN(const auto topics, admin.describeTopics());
    for (const auto& description : topics) {
        if (!topology.topic(description.name))
            continue;
        ExistingTopic topic;
        topic.partitions = static_cast<int>(description.partitions.size());
        SB_TRY_ASSIGN(const auto configs, admin.describeTopicConfig(description.name));
        for (const auto& config : configs) {
            if (config.value)
                topic.configs[config.name] = *config.value;
        }
        existing[description.name] = std::move(topic);
    }
    return existing;
}

Result<> applyPlan(
    const Plan& plan, const Topology& topology, api::Admin& admin, ApplyOptions options)
{
    std::vector<api::NewTopic> created;
    for (const auto& item : plan.items) {
        const TopicSpec* spec = topology.topic(item.topic);
        if (spec && item.action == PlanAction::Create)
            created.push_back(
                {spec->name, spec->partitions, spec->replicationFactor, spec->configs});
    }
    if (!created.empty()) {
        SB_TRY_ASSIGN(const auto results, admin.createTopics(created));
        SB_TRY(firstFailure(results, "create topic"));
        SB_TRY(awaitLeaders(created, admin));
    }
    for (const auto& item : plan.items) {
        if (item.action == PlanAction::AddPartitions && options.addPartitions)
            SB_TRY(admin.createPartitions(item.topic, item.partitionsWanted));
        if (!item.configs.empty() && options.changeConfigs
            && item.action != PlanAction::Incompatible) {
            std::map<std::string, std::optional<std::string>> changes;
            for (const auto& [name, values] : item.configs)
                changes[name] = values.second;
            SB_TRY(admin.alterTopicConfig(item.topic, changes));
        }
    }
    return {};
}

Result<Plan> createMissingTopics(const Topology& topology, api::Admin& admin)
{
    SB_TRY_ASSIGN(const auto existing, readExisting(topology, admin));
    auto plan = makePlan(topology, existing);
    SB_TRY(applyPlan(plan, topology, admin));
    return plan;
}

}  // namespace stormbench::storming
