// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "storming/exchange/json_schema.h"

namespace stormbench::storming {

/// A JSON tree as block-style YAML, keys in their order.
[[nodiscard]] std::string toYaml(const Json& value);

}  // namespace stormbench::storming
