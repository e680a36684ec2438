// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "app/cli/admin_session.h"
#include "app/cli/command.h"
#include "app/cli/output.h"

namespace stormbench::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
    ConnectionOptions connection;
    bool json = false;
    bool internal = false;
    bool allConfigs = false;
    std::vector<std::string> names;
    int partitions = 1;
    int replicationFactor = -1;
    std::vector<std::string> set;
    std::vector<std::string> unset;
};

std::vector<int> numbers(const std::vector<BrokerId>& ids)
{
    std::vector<int> result;
    for (const auto id : ids)
        result.push_back(id.value());
    return result;
}

Json toJson(const api::TopicDescription& topic)
{
    Json partitions = Json::array();
    for (const auto& partition : topic.partitions)
        partitions.push_back({{"partition", partition.index.value()},
            {"leader", partition.leader.value()}, {"leaderEpoch", partition.leaderEpoch.value()},
            {"replicas", numbers(partition.replicas)}, {"isr", numbers(partition.isr)}});
    return {{"name", topic.name}, {"id", topic.id}, {"internal", topic.internal},
        {"partitions", partitions}};
}

int list(const Options& options, api::Admin& admin)
{
    auto topics = admin.describeTopics();
    if (!topics)
        return exitCodeFor(topics.error());
    if (!options.internal)
        std::erase_if(*topics, [](const auto& topic) { return topic.internal; });
    if (options.json) {
        Json result = Json::array();
        for (const auto& topic : *topics)
            result.push_back({{"name", topic.name}, {"partitions", topic.partitions.size()},
                {"replicationFactor",
                    topic.partitions.empty() ? 0 : topic.partitions[0].replicas.size()},
                {"internal", topic.internal}});
        print(result.dump(2));
        return kDone;
    }
    std::vector<std::vector<std::string>> rows{{"TOPIC", "PARTITIONS", "REPLICATION"}};
    for (const auto& topic : *topics)
        rows.push_back({topic.name, std::to_string(topic.partitions.size()),
            std::to_string(topic.partitions.empty() ? 0 : topic.partitions[0].replicas.size())});
    printTable(rows);
    return kDone;
}

int describe(const Options& options, api::Admin& admin)
{
    const auto topics = admin.describeTopics(options.names);
    if (!topics)
        return exitCodeFor(topics.error());
    if (options.json) {
        Json result = Json::array();
        for (const auto& topic : *topics)
            result.push_back(toJson(topic));
        print(result.dump(2));
    } else {
        std::vector<std::vector<std::string>> rows{
            {"TOPIC", "PARTITION", "LEADER", "EPOCH", "REPLICAS", "ISR"}};
        for (const auto& topic : *topics) {
            for (const auto& partition : topic.partitions)
                rows.push_back({topic.name, std::to_string(partition.index.value()),
                    partition.leader == kNoBroker ? "none"
                                                  : std::to_string(partition.leader.value()),
                    std::to_string(partition.leaderEpoch.value()),
                    fmt::format("{}", fmt::join(numbers(partition.replicas), ",")),
                    fmt::format("{}", fmt::join(numbers(partition.isr), ","))});
        }
        printTable(rows);
    }
    for (const auto& name : options.names) {
        if (std::none_of(topics->begin(), topics->end(),
                [&](const auto& topic) { return topic.name == name; })) {
            complain(fmt::format("there is no topic {}", name));
            return kFailed;
        }
    }
    return kDone;
}

int create(const Options& options, api::Admin& admin)
{
    std::vector<api::NewTopic> topics;
    for (const auto& name : options.names) {
        auto& topic = topics.emplace_back();
        topic.name = name;
        topic.partitions = options.partitions;
        topic.replicationFactor = options.replicationFactor;
        for (const auto& config : options.set) {
            auto pair = splitAssignment(config);
            if (!pair)
                return exitCodeFor(pair.error());
            topic.configs.insert(*std::move(pair));
        }
    }
    return reportItems(admin.createTopics(topics), "created", options.json);
}

int addPartitions(const Options& options, api::Admin& admin)
{
    const auto result = admin.createPartitions(options.names.front(), options.partitions);
    return reportItems(
        std::vector<api::ItemResult>{{options.names.front(), result}}, "changed", options.json);
}

int changeConfig(const Options& options, api::Admin& admin)
{
    std::map<std::string, std::optional<std::string>> changes;
    for (const auto& assignment : options.set) {
        auto pair = splitAssignment(assignment);
        if (!pair)
            return exitCodeFor(pair.error());
        changes[pair->first] = pair->second;
    }
    for (const auto& name : options.unset)
        changes[name] = std::nullopt;
    const auto result = admin.alterTopicConfig(options.names.front(), changes);
    return reportItems(
        std::vector<api::ItemResult>{{options.names.front(), result}}, "changed", options.json);
}

int config(const Options& options, api::Admin& admin)
{
    if (!options.set.empty() || !options.unset.empty())
        return changeConfig(options, admin);
    auto entries = admin.describeTopicConfig(options.names.front());
    if (!entries)
        return exitCodeFor(entries.error());
    if (!options.allConfigs)
        std::erase_if(
            *entries, [](const auto& entry) { return entry.source == api::ConfigSource::Default; });
    if (options.json) {
        Json result = Json::array();
        for (const auto& entry : *entries)
            result.push_back(
                {{"name", entry.name}, {"value", entry.value ? Json(*entry.value) : Json()},
                    {"source", configSourceName(entry.source)}, {"readOnly", entry.readOnly}});
        print(result.dump(2));
        return kDone;
    }
    std::vector<std::vector<std::string>> rows{{"NAME", "VALUE", "SOURCE"}};
    for (const auto& entry : *entries)
        rows.push_back({entry.name, entry.value.value_or("(hidden)"),
            std::string(configSourceName(entry.source))});
    printTable(rows);
    return kDone;
}

using Body = int (*)(const Options&, api::Admin&);

CLI::App& add(CLI::App& app, Action& chosen, const std::shared_ptr<Options>& options,
    const char* name, const char* summary, Body body)
{
    auto& sub = *app.add_subcommand(name, summary);
    options->connection.declare(sub);
    sub.add_flag("--json", options->json, "Print JSON");
    sub.callback([options, body, &chosen] {
        chosen = [options, body] {
            return withAdmin(
                options->connection, [&](api::Admin& admin) { return body(*options, admin); });
        };
    });
    return sub;
}

}  // namespace

void declareTopics(CLI::App& app, Action& chosen)
{
    app.require_subcommand(1);
    const auto options = std::make_shared<Options>();
    const auto names = [&](CLI::App& sub, int count) {
        sub.add_option("topic", options->names, "Topic names")->required()->expected(1, count);
    };
    constexpr int kAny = 1'000;

    add(app, chosen, options, "list", "Print the topics", list)
        .add_flag("--internal", options->internal, "Internal topics too");
    names(add(app, chosen, options, "describe", "Print partitions, leaders and replicas", describe),
        kAny);

    auto& creating = add(app, chosen, options, "create", "Create topics", create);
    names(creating, kAny);
    creating.add_option("--partitions", options->partitions, "How many partitions")
        ->capture_default_str();
    creating
        .add_option("--replication-factor", options->replicationFactor,
            "How many replicas; -1: the cluster's default")
        ->capture_default_str();
    creating.add_option("--config", options->set, "Topic configuration, as NAME=VALUE")
        ->allow_extra_args(false);

    names(add(app, chosen, options, "delete", "Delete topics",
              [](const Options& given, api::Admin& admin) {
                  return reportItems(admin.deleteTopics(given.names), "deleted", given.json);
              }),
        kAny);

    auto& adding = add(
        app, chosen, options, "add-partitions", "Give a topic more partitions", addPartitions);
    names(adding, 1);
    adding.add_option("--total", options->partitions, "How many there shall be then")->required();

    auto& configuring
        = add(app, chosen, options, "config", "Print or change a topic's configuration", config);
    names(configuring, 1);
    configuring.add_flag("--all", options->allConfigs, "Defaults too");
    configuring.add_option("--set", options->set, "Set a configuration, as NAME=VALUE")
        ->allow_extra_args(false);
    configuring.add_option("--unset", options->unset, "Return a configuration to its default")
        ->allow_extra_args(false);
}

}  // namespace stormbench::cli
