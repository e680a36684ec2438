// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/config_table.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/base/nearest_name.h"

namespace stormbench::controller {
namespace {

const ConfigDefinition* find(std::span<const ConfigDefinition> table, std::string_view name)
{
    const auto found = std::lower_bound(table.begin(), table.end(), name,
        [](const ConfigDefinition& entry, std::string_view key) { return entry.name < key; });
    return found != table.end() && found->name == name ? &*found : nullptr;
}

std::string_view nearestBrokerConfig(std::string_view name)
{
    std::vector<std::string_view> known;
    for (const auto& definition : brokerConfigs())
        known.push_back(definition.name);
    return nearestName(name, known);
}

}  // namespace

const ConfigDefinition* findTopicConfig(std::string_view name)
{
    return find(topicConfigs(), name);
}

const ConfigDefinition* findBrokerConfig(std::string_view name)
{
    return find(brokerConfigs(), name);
}

Result<StaticConfig> checkBrokerConfigs(const std::map<std::string, std::string>& configs)
{
    StaticConfig checked;
    for (const auto& [name, value] : configs) {
        const auto* definition = findBrokerConfig(name);
        if (!definition)
            return fail(ErrorCode::InvalidArgument,
                fmt::format("Unknown broker configuration {}; did you mean {}?", name,
                    nearestBrokerConfig(name)));
        SB_TRY_ASSIGN(checked[name], checkedValue(*definition, value));
    }
    return checked;
}

std::span<const ConfigDeviation> configDeviations()
{
    static constexpr std::array<ConfigDeviation, 5> kDeviations{{
        {"group.initial.rebalance.delay.ms", "3000",
            "A group of one machine starts at once; tests and demonstrations do not wait."},
        {"offsets.topic.replication.factor", "3",
            "A single broker must work. The embedded cluster sets 3, with min.insync.replicas 2, where it "
            "has three brokers."},
        {"transaction.state.log.replication.factor", "3",
            "As for offsets.topic.replication.factor."},
        {"transaction.state.log.min.isr", "2", "As for offsets.topic.replication.factor."},
        {"segment.bytes, log.segment.bytes", "at least 1 MiB (KIP-1030)",
            "The bound before 4.0 (14) stays, so that small logs can show rolling and retention."},
    }};
    return kDeviations;
}

}  // namespace stormbench::controller
