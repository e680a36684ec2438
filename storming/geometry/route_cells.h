// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QtGlobal>

#include <array>
#include <vector>

namespace stormbench::storming {

/// What lies in the cells that the intervals of two RouteAxis make.
class RouteCells {
public:
    enum Content : quint8 { Third = 1, From = 2, To = 4 };

    /// A half-open stretch of intervals.
    struct Range {
        int first = 0;
        int end = 0;
    };

    RouteCells(int columns, int rows);

    void mark(Range columns, Range rows, Content what);
    [[nodiscard]] quint8 at(int column, int row) const
    {
        return m_cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns.count)
            + static_cast<std::size_t>(column)];
    }
    /// Whether whatever way runs along a column or row could as well run along the other one.
    [[nodiscard]] bool isAsFree(bool columns, int interval, int other) const;

private:
    /// The intervals of one direction, each with all that lies along it.
    struct Lines {
        Lines(int count, int across);
        void mark(Range own, Range across, Content what);

        int count;
        std::size_t words;            ///< of each
        std::vector<quint64> thirds;  ///< a bit for each cell
        std::vector<quint8> ends;     ///< which of the two notes
    };

    Lines m_columns;
    Lines m_rows;
    std::vector<quint8> m_cells;
};

}  // namespace stormbench::storming
