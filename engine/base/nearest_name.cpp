// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/nearest_name.h"

#include <algorithm>
#include <numeric>

namespace stormbench {
namespace {

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

}  // namespace

std::string_view nearestName(std::string_view name, const std::vector<std::string_view>& known)
{
    std::string_view nearest;
    std::size_t least = 0;
    for (const auto candidate : known) {
        const auto changes = distance(name, candidate);
        if (nearest.empty() || changes < least) {
            nearest = candidate;
            least = changes;
        }
    }
    return nearest;
}

}  // namespace stormbench
