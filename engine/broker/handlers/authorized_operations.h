// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace stormbench::broker {

// Bit sets of Kafka's ACL operations (KIP-430): without an authorizer everybody may do everything
// that the kind of resource has.
inline constexpr std::int32_t kTopicOperations
    = 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 10 | 1 << 11;
inline constexpr std::int32_t kClusterOperations
    = 1 << 5 | 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12;
inline constexpr std::int32_t kGroupOperations = 1 << 3 | 1 << 6 | 1 << 8;

}  // namespace stormbench::broker
