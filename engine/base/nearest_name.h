// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace stormbench {

/// The known name that takes the fewest changes of a character (Levenshtein) to get from `name`;
/// the first of several. Empty if none is known.
[[nodiscard]] std::string_view nearestName(
    std::string_view name, const std::vector<std::string_view>& known);

}  // namespace stormbench
