// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/config_table.h"

#include <algorithm>
#include <array>
#include <numeric>

#include <fmt/format.h>

namespace stormbench::controller {
namespace {

const ConfigDefinition* find(std::span<const ConfigDefinition> table, std::string_view name)
{
    const auto found = std::lower_bound(table.begin(), table.end(), name,
        [](const ConfigDefinition& entry, std::string_view key) { return entry.name < key; });
    return found != table.end() && found->name == name ? &*found : nullptr;
}

// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

std::string_view nearestBrokerConfig(std::string_view name)
{
    const auto table = brokerConfigs();
    const auto nearest
        = std::min_element(table.begin(), table.end(), [&](const auto& a, const auto& b) {
              return distance(a.name, name) < distance(b.name, name);
          });
    return nearest->name;
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
            "Partitions have one replica until replication stands; a single broker must work."},
        {"transaction.state.log.replication.factor", "3",
            "As for offsets.topic.replication.factor."},
        {"transaction.state.log.min.isr", "2", "As for offsets.topic.replication.factor."},
        {"segment.bytes, log.segment.bytes", "at least 1 MiB (KIP-1030)",
            "The bound before 4.0 (14) stays, so that small logs can show rolling and retention."},
    }};
    return kDeviations;
}

}  // namespace stormbench::controller
