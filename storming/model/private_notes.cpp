// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/model/private_notes.h"

#include "storming/model/operation.h"

namespace stormbench::storming {

std::set<NoteId> hiddenNotes(const Board& board)
{
    std::set<NoteId> hidden;
    for (const auto& [id, note] : board.notes())
        if (note.flag(NoteProperty::Hidden))
            hidden.insert(id);
    return hidden;
}

Board withoutPrivateNotes(const Board& board)
{
    Board rest = board;
    if (const auto hidden = hiddenNotes(board); !hidden.empty())
        (void)apply(rest, removalOf(board, hidden));
    return rest;
}

}  // namespace stormbench::storming
