// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "engine/controller/config_definition.h"

namespace stormbench::controller {

/// Who and where a broker is, under Kafka's names, sorted: tools look broker.rack, listeners and
/// log.dirs up with DescribeConfigs. A broker's start says them, in its own options; no request
/// changes them.
[[nodiscard]] std::span<const ConfigDefinition> startConfigs();
[[nodiscard]] const ConfigDefinition* findStartConfig(
    std::string_view name);  ///< null: no such name

}  // namespace stormbench::controller
