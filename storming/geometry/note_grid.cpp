// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/note_grid.h"

#include <algorithm>
#include <cmath>

namespace stormbench::storming {

namespace {

constexpr qreal kCell = 256;
constexpr qint64 kMostCells = 64;
// Places beyond share the outermost squares; keys hold a column and a row of 32 bits each.
constexpr qreal kOutermost = 1 << 30;

qint64 cellAt(qreal place)
{
    return static_cast<qint64>(std::clamp(std::floor(place / kCell), -kOutermost, kOutermost));
}

}  // namespace

bool NoteGrid::Cells::areMany() const
{
    return (right - left + 1) > kMostCells / (bottom - top + 1);
}

NoteGrid::Cells NoteGrid::cellsOf(const QRectF& area, qreal reach)
{
    return {cellAt(area.left() - reach), cellAt(area.top() - reach), cellAt(area.right() + reach),
        cellAt(area.bottom() + reach)};
}

quint64 NoteGrid::keyOf(qint64 column, qint64 row)
{
    return static_cast<quint64>(static_cast<quint32>(column)) << 32 | static_cast<quint32>(row);
}

void NoteGrid::add(const Note& note)
{
    const size_t index = m_notes.size();
    m_notes.push_back(&note);
    const Cells cells = cellsOf(note.rect, 0);
    if (cells.areMany()) {
        m_large.push_back(index);
        return;
    }
    for (qint64 column = cells.left; column <= cells.right; ++column)
        for (qint64 row = cells.top; row <= cells.bottom; ++row)
            m_cells[keyOf(column, row)].push_back(index);
}

void NoteGrid::remove(const Note* note, const QRectF& rect)
{
    const auto take = [&](std::vector<size_t>& indexes) {
        std::erase_if(indexes, [&](size_t index) {
            const bool isNote = m_notes[index] == note || !m_notes[index];
            if (isNote)
                m_notes[index] = nullptr;
            return isNote;
        });
    };
    const Cells cells = cellsOf(rect, 0);
    if (cells.areMany())
        return take(m_large);
    for (qint64 column = cells.left; column <= cells.right; ++column)
        for (qint64 row = cells.top; row <= cells.bottom; ++row)
            if (const auto cell = m_cells.find(keyOf(column, row)); cell != m_cells.end())
                take(cell->second);
}

std::vector<const Note*> NoteGrid::notesNear(const QRectF& area, qreal reach) const
{
    const Cells cells = cellsOf(area, reach + 1);  // sums of large numbers are not exact
    if (cells.areMany()) {
        std::vector<const Note*> all = m_notes;
        std::erase(all, nullptr);
        return all;
    }
    std::vector<size_t> found = m_large;
    for (qint64 column = cells.left; column <= cells.right; ++column)
        for (qint64 row = cells.top; row <= cells.bottom; ++row)
            if (const auto cell = m_cells.find(keyOf(column, row)); cell != m_cells.end())
                found.insert(found.end(), cell->second.begin(), cell->second.end());
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());

    std::vector<const Note*> notes;
    notes.reserve(found.size());
    for (const size_t index : found)
        notes.push_back(m_notes[index]);
    return notes;
}

}  // namespace stormbench::storming
