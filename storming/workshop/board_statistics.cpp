// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/workshop/board_statistics.h"

#include "storming/workshop/discussion.h"

#include <map>

namespace stormbench::storming {

BoardStatistics statisticsOf(const Board& board)
{
    BoardStatistics found;
    std::map<NoteKind, int> counts;
    for (const auto& [id, note] : board.notes()) {
        ++counts[note.kind];
        if (note.flag(NoteProperty::Hidden))
            continue;
        found.pivotalEvents += note.flag(NoteProperty::Pivotal) ? 1 : 0;
        if (note.isSet(NoteProperty::Comments))
            found.openComments += openComments(note);
    }
    for (const NotationEntry& entry : notation())
        if (const auto count = counts.find(entry.kind); count != counts.end())
            found.kinds.push_back({entry.kind, count->second});
    for (const auto& [id, frame] : board.frames())
        found.contexts += frame.kind == FrameKind::Context ? 1 : 0;
    found.arrows = static_cast<int>(board.connectors().size());
    return found;
}

}  // namespace stormbench::storming
