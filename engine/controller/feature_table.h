// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace stormbench::controller {

/// A feature level that the cluster's brokers agree on: ApiVersions announces the range as
/// supported and the finalised level with the metadata offset as its epoch (KIP-584).
struct FeatureInfo {
    std::string_view name;
    std::int16_t minLevel = 0;
    std::int16_t maxLevel = 0;
    std::int16_t initial = 0;  ///< finalised in a new cluster; 0: not at all
};

/// Clients read only those that stand for something we offer: no group.version (KIP-848) and no
/// transaction.version yet.
[[nodiscard]] constexpr std::array<FeatureInfo, 1> featureTable()
{
    return {{{"metadata.version", 7, 25, 25}}};  // 25 is 4.0-IV3
}

}  // namespace stormbench::controller
