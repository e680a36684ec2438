// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "engine/controller/config_definition.h"

namespace stormbench::controller {

/// All names, sorted. An unknown name is an error everywhere.
[[nodiscard]] std::span<const ConfigDefinition> topicConfigs();
[[nodiscard]] std::span<const ConfigDefinition> brokerConfigs();
[[nodiscard]] const ConfigDefinition* findTopicConfig(
    std::string_view name);  ///< null: no such name
[[nodiscard]] const ConfigDefinition* findBrokerConfig(std::string_view name);

/// The configurations that a broker is started with (`--set NAME=VALUE`, server.properties):
/// checked and canonical.
using StaticConfig = std::map<std::string, std::string, std::less<>>;

/// InvalidArgument for an unknown name or a bad value, naming it; the nearest known name is
/// suggested.
[[nodiscard]] Result<StaticConfig> checkBrokerConfigs(
    const std::map<std::string, std::string>& configs);

/// A default of ours that is not Kafka's, for ARCHITECTURE.md and `stormctl`.
struct ConfigDeviation {
    std::string_view name;
    std::string_view kafkaDefault;
    std::string_view why;
};
[[nodiscard]] std::span<const ConfigDeviation> configDeviations();

}  // namespace stormbench::controller
