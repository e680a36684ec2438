// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/reading_order.h"

#include <algorithm>

namespace stormbench::storming {

std::vector<NoteId> readingOrder(const Board& board)
{
    std::vector<NoteId> notes;
    for (const auto& [id, note] : board.notes())
        notes.push_back(id);
    return readingOrder(board, std::move(notes));
}

std::vector<NoteId> readingOrder(const Board& board, std::vector<NoteId> notes)
{
    constexpr qreal kRow = 80;  // two thirds of a square note
    const auto middle = [&board](NoteId id) { return board.note(id)->rect.center(); };
    std::sort(notes.begin(), notes.end(), [&](NoteId a, NoteId b) {
        return std::pair(middle(a).y(), a) < std::pair(middle(b).y(), b);
    });
    for (auto from = notes.begin(); from != notes.end();) {
        const qreal limit = middle(*from).y() + kRow;
        const auto to
            = std::find_if(from, notes.end(), [&](NoteId id) { return middle(id).y() > limit; });
        std::sort(from, to, [&](NoteId a, NoteId b) {
            return std::pair(middle(a).x(), a) < std::pair(middle(b).x(), b);
        });
        from = to;
    }
    return notes;
}

}  // namespace stormbench::storming
