// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/workshop/private_writing.h"

namespace stormbench::storming {

std::set<NoteId> hiddenNotes(const Board& board)
{
    std::set<NoteId> hidden;
    for (const auto& [id, note] : board.notes())
        if (note.isSet(NoteProperty::Hidden) && note.flag(NoteProperty::Hidden))
            hidden.insert(id);
    return hidden;
}

Operations revealing(const std::set<NoteId>& notes)
{
    Operations operations;
    for (const NoteId id : notes)
        operations.emplace_back(ChangeNote{id, NoteProperty::Hidden, {}});
    return operations;
}

}  // namespace stormbench::storming
