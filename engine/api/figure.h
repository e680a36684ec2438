// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace stormbench::api {

/// How a figure was come by, from the best to the worst. Views show Estimated as "≈" and Unknown as
/// "–".
enum class Precision { Exact, Estimated, Unknown };

template <typename T> struct Figure {
    T value{};
    Precision precision = Precision::Unknown;

    [[nodiscard]] bool known() const { return precision != Precision::Unknown; }
    friend bool operator==(const Figure&, const Figure&) = default;
};

/// A sum is as precise as its least precise part, an estimate ("at least") when a part is unknown,
/// and unknown only when no part is known.
template <typename T> class FigureSum {
public:
    void add(const Figure<T>& part)
    {
        if (!part.known()) {
            m_missing = true;
            return;
        }
        m_sum.value += part.value;
        m_sum.precision
            = m_sum.known() ? std::max(m_sum.precision, part.precision) : part.precision;
    }
    [[nodiscard]] Figure<T> total() const
    {
        auto total = m_sum;
        if (total.known() && m_missing)
            total.precision = Precision::Estimated;
        return total;
    }

private:
    Figure<T> m_sum;
    bool m_missing = false;
};

}  // namespace stormbench::api
