// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>

#include "engine/base/result.h"

namespace stormbench {

/// 128 bits, big-endian on the wire. Written as Kafka writes topic ids: 22 characters of URL-safe
/// base64.
struct Uuid {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    [[nodiscard]] bool isZero() const { return high == 0 && low == 0; }
    [[nodiscard]] std::string toString() const;
    [[nodiscard]] static Result<Uuid> parse(std::string_view text);
    /// A version 4 UUID made of 128 random bits.
    [[nodiscard]] static Uuid fromRandomBits(std::uint64_t high, std::uint64_t low);

    friend auto operator<=>(const Uuid&, const Uuid&) = default;
};

/// Kafka's fixed id of the metadata topic, `__cluster_metadata`.
inline constexpr Uuid kMetadataTopicId{0, 1};

}  // namespace stormbench

template <> struct std::hash<stormbench::Uuid> {
    std::size_t operator()(const stormbench::Uuid& id) const noexcept
    {
        return id.high ^ (id.low * 0x9E3779B97F4A7C15ull);
    }
};
