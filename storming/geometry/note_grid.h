// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <unordered_map>
#include <vector>

namespace stormbench::storming {

/// Notes by where they lie, in squares a little larger than a note, so that those around a place
/// are found without looking at the others. Holds pointers into a board, which must outlive it and
/// stay as it is.
class NoteGrid {
public:
    void add(const Note& note);
    /// Takes out a note that was added with that rectangle; it need not exist any more.
    void remove(const Note* note, const QRectF& rect);
    /// Every note whose rectangle comes within `reach` of the area, each once, in the order of
    /// adding; some may lie a little farther off.
    [[nodiscard]] std::vector<const Note*> notesNear(const QRectF& area, qreal reach) const;

private:
    struct Cells {
        qint64 left;
        qint64 top;
        qint64 right;
        qint64 bottom;
        [[nodiscard]] bool areMany() const;
    };
    [[nodiscard]] static Cells cellsOf(const QRectF& area, qreal reach);
    [[nodiscard]] static quint64 keyOf(qint64 column, qint64 row);

    std::vector<const Note*> m_notes;                          ///< null: removed
    std::unordered_map<quint64, std::vector<size_t>> m_cells;  ///< indexes into m_notes
    std::vector<size_t> m_large;                               ///< of those that cover many squares
};

}  // namespace stormbench::storming
