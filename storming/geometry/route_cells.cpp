// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/route_cells.h"

namespace stormbench::storming {

namespace {

constexpr std::size_t kBits = 64;

std::size_t sizeOf(int count)
{
    return static_cast<std::size_t>(count);
}

}  // namespace

RouteCells::Lines::Lines(int lines, int across)
    : count(lines)
    , words((sizeOf(across) + kBits - 1) / kBits)
    , thirds(sizeOf(lines) * words)
    , ends(sizeOf(lines))
{
}

void RouteCells::Lines::mark(Range own, Range across, Content what)
{
    for (auto line = sizeOf(own.first); line < sizeOf(own.end); ++line) {
        if (what != Third) {
            ends[line] |= what;
            continue;
        }
        for (auto cell = sizeOf(across.first); cell < sizeOf(across.end); ++cell)
            thirds[line * words + cell / kBits] |= quint64{1} << cell % kBits;
    }
}

RouteCells::RouteCells(int columns, int rows)
    : m_columns(columns, rows)
    , m_rows(rows, columns)
    , m_cells(sizeOf(columns) * sizeOf(rows))
{
}

void RouteCells::mark(Range columns, Range rows, Content what)
{
    if (columns.first >= columns.end || rows.first >= rows.end)
        return;
    for (auto row = sizeOf(rows.first); row < sizeOf(rows.end); ++row)
        for (auto column = sizeOf(columns.first); column < sizeOf(columns.end); ++column)
            m_cells[row * sizeOf(m_columns.count) + column] |= what;
    m_columns.mark(columns, rows, what);
    m_rows.mark(rows, columns, what);
}

bool RouteCells::isAsFree(bool columns, int interval, int other) const
{
    const Lines& lines = columns ? m_columns : m_rows;
    // The two notes take the same stretch of every line that they lie on.
    if (lines.ends[sizeOf(interval)] != lines.ends[sizeOf(other)])
        return false;
    const quint64* here = lines.thirds.data() + sizeOf(interval) * lines.words;
    const quint64* there = lines.thirds.data() + sizeOf(other) * lines.words;
    for (std::size_t word = 0; word < lines.words; ++word)
        if ((there[word] & ~here[word]) != 0)
            return false;
    return true;
}

}  // namespace stormbench::storming
