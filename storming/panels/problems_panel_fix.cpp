// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/fix.h"
#include "storming/edit/board_controller.h"
#include "storming/panels/problems_panel.h"
#include "storming/scene/selection.h"

#include <QTreeWidget>

#include <algorithm>

namespace stormbench::storming {

bool ProblemsPanel::fixSelected()
{
    const Finding* finding = m_list->hasFocus() ? current() : gravestOfSelection();
    if (!finding)
        finding = m_list->hasFocus() ? gravestOfSelection() : nullptr;
    if (finding)
        return fix(Finding(*finding));
    emit said(m_selection.current().notes.empty()
            ? tr("Select a note with a problem first")
            : tr("Nothing here can be mended by itself: see Problems"));
    return false;
}

const Finding* ProblemsPanel::gravestOfSelection() const
{
    const auto& selected = m_selection.current().notes;
    for (const Finding& finding : m_findings)
        if (std::ranges::any_of(finding.notes, [&](NoteId id) { return selected.contains(id); })
            && !fixNameOf(m_controller.board(), finding).isEmpty())
            return &finding;
    return nullptr;
}

/// The list may be older than the board: what has been mended meanwhile is left alone.
bool ProblemsPanel::fix(const Finding& finding)
{
    const auto now = check(m_controller.board());
    const auto still = std::ranges::find_if(now, [&](const Finding& other) {
        return other.rule == finding.rule && other.notes == finding.notes;
    });
    const auto fix = still == now.end() ? std::nullopt : fixOf(m_controller.board(), *still);
    if (!fix) {
        emit said(tr("This cannot be mended by itself: %1").arg(finding.fix));
        return false;
    }
    if (!m_controller.edit(fix->name, fix->operations))
        return false;
    std::set<NoteId> added;
    for (const Operation& operation : fix->operations)
        if (const auto* add = std::get_if<AddNote>(&operation))
            added.insert(add->note.id);
    if (!added.empty()) {
        const NoteId first = *added.begin();
        m_selection.setNotes(std::move(added));
        emit jumpRequested(first);
    }
    setFindings(shownFindings(m_controller.board(), check(m_controller.board())));
    return true;
}

}  // namespace stormbench::storming
