// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/handlers/own_configs.h"

#include <fmt/format.h>

#include "engine/base/assert.h"
#include "engine/controller/start_configs.h"

namespace stormbench::broker {
namespace {

using controller::ConfigEntry;
using controller::ConfigSource;

ConfigEntry startedWith(std::string_view name, std::string value)
{
    ConfigEntry entry;
    entry.definition = controller::findStartConfig(name);
    SB_ASSERT(entry.definition, "every name here is in the table");
    entry.readOnly = true;
    if (value.empty())
        return entry;
    entry.value = std::move(value);
    entry.source = ConfigSource::StaticBroker;
    entry.synonyms.push_back({std::string(name), entry.value, entry.source});
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
    entries.push_back(startedWith("advertised.listeners",
        at ? listener({at->host, static_cast<std::uint16_t>(at->port)}) : ""));
    entries.push_back(startedWith("broker.id", id));
    entries.push_back(startedWith("broker.rack", options.rack));
    entries.push_back(startedWith("controller.quorum.voters", votersOf(options)));
    entries.push_back(startedWith("listeners", listener(listens)));
    entries.push_back(startedWith("log.dirs", options.dataDirectory));
    entries.push_back(startedWith("node.id", id));
    entries.push_back(startedWith("process.roles", votes ? "broker,controller" : "broker"));
    return entries;
}

}  // namespace stormbench::broker
