// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <type_traits>

namespace stormbench {

/// A number that cannot be mixed up with another number. Ordered, hashable, explicit both ways.
template <typename Tag, typename Rep> class StrongId {
public:
    using rep = Rep;

    constexpr StrongId() = default;
    constexpr explicit StrongId(Rep value)
        : m_value(value)
    {
    }

    [[nodiscard]] constexpr Rep value() const { return m_value; }
    friend constexpr auto operator<=>(StrongId, StrongId) = default;

    // Arithmetic that keeps the kind: a position moved by a distance, and the distance between two
    // positions.
    friend constexpr StrongId operator+(StrongId id, Rep distance)
    {
        return StrongId(static_cast<Rep>(id.m_value + distance));
    }
    friend constexpr StrongId operator-(StrongId id, Rep distance)
    {
        return StrongId(static_cast<Rep>(id.m_value - distance));
    }
    friend constexpr Rep operator-(StrongId a, StrongId b)
    {
        return static_cast<Rep>(a.m_value - b.m_value);
    }
    constexpr StrongId& operator++()
    {
        ++m_value;
        return *this;
    }

private:
    Rep m_value{};
};

}  // namespace stormbench

template <typename Tag, typename Rep> struct std::hash<stormbench::StrongId<Tag, Rep>> {
    std::size_t operator()(stormbench::StrongId<Tag, Rep> id) const noexcept
    {
        return std::hash<Rep>{}(id.value());
    }
};
