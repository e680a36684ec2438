// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/rule.h"

namespace stormbench::storming {

// The parts of the one table of rules, by subject; rules() joins them.
[[nodiscard]] std::span<const Rule> nameRules();
[[nodiscard]] std::span<const Rule> structureRules();
[[nodiscard]] std::span<const Rule> dataRules();
[[nodiscard]] std::span<const Rule> streamRules();

}  // namespace stormbench::storming
