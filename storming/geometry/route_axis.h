// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QtGlobal>

#include <cstddef>
#include <vector>

namespace stormbench::storming {

/// One direction of a RouteGrid. The sides of all rectangles cut it into intervals; what is free at
/// one place of an interval is free at all of it. Lines are where a way may run: in the middle of a
/// narrow interval, at some distance from its ends in a wide one.
class RouteAxis {
public:
    struct Line {
        qreal at = 0;
        int interval = 0;    ///< between the sides number interval-1 and interval
        qreal cost = 0;      ///< of turning into it
        bool tight = false;  ///< close to an end of its interval
    };

    /// In any order.
    explicit RouteAxis(std::vector<qreal> sides);

    /// `useful` are the intervals that get lines, `wanted` those that ports ask for.
    void layLines(const std::vector<bool>& useful, const std::vector<qreal>& wanted, int lane);

    [[nodiscard]] qreal widthOf(int interval) const;
    [[nodiscard]] const std::vector<Line>& lines() const { return m_lines; }
    [[nodiscard]] const Line& line(int index) const
    {
        return m_lines[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] int lineCount() const { return static_cast<int>(m_lines.size()); }
    [[nodiscard]] int intervalCount() const { return static_cast<int>(m_sides.size()) + 1; }
    /// The number of a side that is on this axis.
    [[nodiscard]] int indexOf(qreal side) const;
    /// The first line at or beyond a place, possibly lineCount().
    [[nodiscard]] int firstLineFrom(qreal place) const;

private:
    void addLines(int interval, int lane);
    void addWanted(qreal at);

    std::vector<qreal> m_sides;  ///< ascending, each once
    std::vector<Line> m_lines;   ///< ascending
};

}  // namespace stormbench::storming
