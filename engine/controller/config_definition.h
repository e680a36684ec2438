// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/controller/records.h"

namespace stormbench::controller {

/// Kafka's numbers, as DescribeConfigs sends them.
enum class ConfigType : std::int8_t {
    Boolean = 1,
    String = 2,
    Int = 3,
    Long = 5,
    Double = 6,
    List = 7
};

/// When a broker configuration may change.
enum class ConfigScope : std::uint8_t {
    ReadOnly,     ///< only by the broker's start options
    PerBroker,    ///< by AlterConfigs, for one broker or as the cluster-wide default
    ClusterWide,  ///< by AlterConfigs, for the cluster only
};

/// What a value must be besides of its type. Which members count depends on the type.
struct ConfigRange {
    double min = -9.3e18;
    double max = 9.3e18;
    std::vector<std::string_view> oneOf{};  ///< of a String: the value; of a List: each element
    bool mayBeEmpty = true;                 ///< of a List
    bool (*holds)(const std::vector<std::string>& elements) = nullptr;  ///< of a List, as a whole
    std::string_view expected{};  ///< what to say when it does not hold
};

/// Another name under which brokers know the same thing, perhaps in another unit: retention.ms ↔
/// log.retention.hours.
struct ConfigSynonym {
    std::string_view name;
    std::int64_t factor = 1;  ///< value of the synonym × factor = value of the configuration
};

/// One configuration name. Declared once, in topic_configs.cpp or broker_configs.cpp; the checks of
/// CreateTopics and AlterConfigs, DescribeConfigs, `--set` and the settings of the logs all derive
/// from it.
struct ConfigDefinition {
    std::string_view name{};
    ConfigType type = ConfigType::String;
    std::string_view defaultValue{};
    ConfigRange range{};
    std::string_view doc{};
    ConfigScope scope
        = ConfigScope::ReadOnly;  ///< of broker configurations; a topic's can always change
    std::vector<ConfigSynonym> synonyms{};  ///< the broker's names for it, the strongest first
    bool unset = false;                     ///< has no value by default (null on the wire)
};

/// The parsed, canonical form of `text` for this configuration (trimmed, "true"/"false" in lower
/// case), or InvalidArgument with Kafka's kind of sentence.
[[nodiscard]] Result<std::string> checkedValue(
    const ConfigDefinition& definition, std::string_view text);

/// The elements of a List value: split at commas, trimmed, without empty ones.
[[nodiscard]] std::vector<std::string> listElements(std::string_view value);

}  // namespace stormbench::controller
