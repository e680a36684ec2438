// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/handlers/own_configs.h"

#include <fmt/format.h>

namespace stormbench::broker {
namespace {

using controller::ConfigDefinition;
using controller::ConfigEntry;
using controller::ConfigSource;
using controller::ConfigType;

ConfigEntry startedWith(const ConfigDefinition& definition, std::string value)
{
    ConfigEntry entry;
    entry.definition = &definition;
    entry.readOnly = true;
    if (value.empty())
        return entry;
    entry.value = std::move(value);
    entry.source = ConfigSource::StaticBroker;
    entry.synonyms.push_back({std::string(definition.name), entry.value, entry.source});
    return entry;
}

std::string listener(const env::Endpoint& at)
{
    return "PLAINTEXT://" + env::toString(at);
}

std::string votersOf(const BrokerOptions& options)
{
    std::string text;
    for (const auto& [id, at] : options.voters)
        text += fmt::format("{}{}@{}", text.empty() ? "" : ",", id.value(), env::toString(at));
    return text;
}

}  // namespace

std::vector<ConfigEntry> ownConfigs(const Core& core)
{
    static const ConfigDefinition kAdvertised{.name = "advertised.listeners",
        .type = ConfigType::List,
        .doc = "What clients are told to connect to."};
    static const ConfigDefinition kBroker{
        .name = "broker.id", .type = ConfigType::Int, .doc = "The older name of node.id."};
    static const ConfigDefinition kRack{.name = "broker.rack",
        .doc = "Where the broker stands: replicas are spread over racks, and consumers may read "
               "from a follower in theirs."};
    static const ConfigDefinition kVoters{.name = "controller.quorum.voters",
        .type = ConfigType::List,
        .doc = "The voters of the controller quorum, as ID@HOST:PORT."};
    static const ConfigDefinition kListeners{
        .name = "listeners", .type = ConfigType::List, .doc = "Where the broker listens."};
    static const ConfigDefinition kDirectory{
        .name = "log.dirs", .type = ConfigType::List, .doc = "Where the logs are kept."};
    static const ConfigDefinition kNode{
        .name = "node.id", .type = ConfigType::Int, .doc = "The broker's number."};
    static const ConfigDefinition kRoles{.name = "process.roles",
        .type = ConfigType::List,
        .doc = "Whether the broker votes in the controller quorum too."};

    const auto& options = core.options;
    const auto id = std::to_string(options.id.value());
    const auto& brokers = core.image().brokers();
    const auto self = brokers.find(options.id);
    const auto* at = self == brokers.end() ? nullptr : self->second.endpoint();
    auto listens = options.listen;
    if (listens.port == 0 && at)
        listens.port = at->port;
    const bool votes = options.voters.empty() || options.voters.contains(options.id);
    std::vector<ConfigEntry> entries;
    entries.push_back(startedWith(
        kAdvertised, at ? listener({at->host, static_cast<std::uint16_t>(at->port)}) : ""));
    entries.push_back(startedWith(kBroker, id));
    entries.push_back(startedWith(kRack, options.rack));
    entries.push_back(startedWith(kVoters, votersOf(options)));
    entries.push_back(startedWith(kListeners, listener(listens)));
    entries.push_back(startedWith(kDirectory, options.dataDirectory));
    entries.push_back(startedWith(kNode, id));
    entries.push_back(startedWith(kRoles, votes ? "broker,controller" : "broker"));
    return entries;
}

}  // namespace stormbench::broker
