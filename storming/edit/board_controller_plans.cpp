// SPDX-License-Identifier: GPL-3.0-or-later
// Edits of the BoardController that plans.h thinks out.
#include "storming/edit/board_controller.h"
#include "storming/edit/locks.h"
#include "storming/edit/plans.h"

#include <algorithm>

namespace stormbench::storming {

bool BoardController::moveInto(const std::set<NoteId>& notes, FrameId frame)
{
    const Frame* around = m_board.frame(frame);
    return edit(tr("Move into %1").arg(around ? around->name : QString()),
        intoFramePlan(m_board, notes, frame));
}

bool BoardController::group(const std::set<NoteId>& notes)
{
    return edit(tr("Group"), groupPlan(m_board, unlessLocked(m_board, notes)));
}

bool BoardController::ungroup(const std::set<NoteId>& notes)
{
    return edit(tr("Ungroup"), ungroupPlan(m_board, notes));
}

bool BoardController::setLocked(
    const std::set<NoteId>& notes, const std::set<FrameId>& frames, bool locked)
{
    return edit(locked ? tr("Lock") : tr("Unlock"), lockPlan(m_board, {notes, frames}, locked));
}

bool BoardController::vote(NoteId note, int dots)
{
    const Note* found = m_board.note(note);
    const qint64 votes
        = std::max<qint64>(0, (found ? found->integer(NoteProperty::Votes) : 0) + dots);
    return edit(dots < 0 ? tr("Take a vote back") : tr("Vote"),
        {ChangeNote{
            note, NoteProperty::Votes, votes == 0 ? PropertyValue() : PropertyValue(votes)}});
}

bool BoardController::flip(const std::set<ConnectorId>& connectors)
{
    return edit(tr("Turn arrow around"), flipPlan(m_board, connectors));
}

bool BoardController::pinEdges(const std::set<NoteId>& notes)
{
    return edit(tr("Pin edges"), pinPlan(m_board, notes));
}

}  // namespace stormbench::storming
