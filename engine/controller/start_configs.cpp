// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/start_configs.h"

#include <algorithm>
#include <array>

namespace stormbench::controller {

std::span<const ConfigDefinition> startConfigs()
{
    static const std::array<ConfigDefinition, 8> kTable{{
        {.name = "advertised.listeners",
            .type = ConfigType::List,
            .doc = "What clients are told to connect to."},
        {.name = "broker.id", .type = ConfigType::Int, .doc = "The older name of node.id."},
        {.name = "broker.rack",
            .doc = "Where the broker stands: replicas are spread over racks, and consumers may "
                   "read from a follower in theirs."},
        {.name = "controller.quorum.voters",
            .type = ConfigType::List,
            .doc = "The voters of the controller quorum, as ID@HOST:PORT."},
        {.name = "listeners", .type = ConfigType::List, .doc = "Where the broker listens."},
        {.name = "log.dirs", .type = ConfigType::List, .doc = "Where the logs are kept."},
        {.name = "node.id", .type = ConfigType::Int, .doc = "The broker's number."},
        {.name = "process.roles",
            .type = ConfigType::List,
            .doc = "Whether the broker votes in the controller quorum too."},
    }};
    return kTable;
}

const ConfigDefinition* findStartConfig(std::string_view name)
{
    const auto table = startConfigs();
    const auto found = std::find_if(
        table.begin(), table.end(), [&](const auto& entry) { return entry.name == name; });
    return found == table.end() ? nullptr : &*found;
}

}  // namespace stormbench::controller
