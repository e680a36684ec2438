// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/core.h"

namespace stormbench::broker {

/// Who and where this broker is, as configurations under Kafka's names: tools look broker.rack,
/// listeners and log.dirs up with DescribeConfigs. Its start says them; no request changes them.
[[nodiscard]] std::vector<controller::ConfigEntry> ownConfigs(const Core& core);

}  // namespace stormbench::broker
