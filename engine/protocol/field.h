// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace stormbench::protocol {

/// In which versions of a message a field is on the wire, and how. Encoder, decoder and printer all
/// read this one declaration; a field's default is the initialiser of the member.
///
///     template <class Visitor>
///     static void fields(Visitor& v)
///     {
///         v("groupId", &Self::groupId);                      // in every version
///         v("rackId", &Self::rackId, since(3).nullable());   // from version 3 on, may be null
///         v("state", &Self::state, since(15).tagged(1));     // tagged: sent if not the default
///     }
struct Field {
    static constexpr std::int16_t kNever = 0x7fff;
    /// From here on tags are this project's, and Kafka's classes do not know them.
    static constexpr std::int32_t kFirstOwnTag = 10'000;

    std::int16_t first = 0;
    std::int16_t last = kNever;
    std::int16_t nullableSince = kNever;
    std::int32_t tag = -1;  ///< -1: in the body, not among the tagged fields
    /// A set value may be dropped silently for a version that lacks the field.
    bool mayBeIgnored = false;

    [[nodiscard]] constexpr bool isIn(std::int16_t version) const
    {
        return version >= first && version <= last;
    }
    [[nodiscard]] constexpr bool isNullable(std::int16_t version) const
    {
        return version >= nullableSince;
    }
    [[nodiscard]] constexpr bool isTagged() const { return tag >= 0; }

    [[nodiscard]] constexpr Field nullable(std::int16_t from = 0) const
    {
        Field copy = *this;
        copy.nullableSince = from;
        return copy;
    }
    [[nodiscard]] constexpr Field tagged(std::int32_t number) const
    {
        Field copy = *this;
        copy.tag = number;
        return copy;
    }
    [[nodiscard]] constexpr Field ignorable() const
    {
        Field copy = *this;
        copy.mayBeIgnored = true;
        return copy;
    }
};

[[nodiscard]] constexpr Field always()
{
    return {};
}
[[nodiscard]] constexpr Field since(std::int16_t first)
{
    return {.first = first};
}
[[nodiscard]] constexpr Field until(std::int16_t last)
{
    return {.last = last};
}
[[nodiscard]] constexpr Field between(std::int16_t first, std::int16_t last)
{
    return {.first = first, .last = last};
}

}  // namespace stormbench::protocol
