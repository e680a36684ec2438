// SPDX-License-Identifier: GPL-3.0-or-later
// What the canvas does with the selection and the clipboard.
#include "storming/edit/board_controller.h"
#include "storming/edit/clipboard.h"
#include "storming/edit/note_style.h"
#include "storming/edit/plans.h"
#include "storming/scene/note_text.h"
#include "storming/tools/canvas_tools.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

namespace stormbench::storming {

void CanvasTools::cut()
{
    if (!mayEdit())
        return;
    copy();
    removeSelection();
}

// Of a frame its members come along: it carries them.
void CanvasTools::copy() const
{
    const Selection& chosen = selection().current();
    const Handful carried = withMembers(controller().board(), {chosen.notes, chosen.frames});
    if (!carried.isEmpty())
        QGuiApplication::clipboard()->setMimeData(
            controller().copy(carried.notes, carried.frames).release());
}

void CanvasTools::paste(std::optional<QPointF> center)
{
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    if (data && mayEdit())
        pasteData(*data, center.value_or(pointerOrCenter()));
}

bool CanvasTools::pasteData(const QMimeData& data, QPointF center)
{
    // What others wrote has not been fitted by typing.
    const auto pasted = controller().paste(data, center, m_kind,
        [](const Note& note) { return grownFor(note.kind, note.rect, note.text); });
    const bool any = !pasted.notes.empty() || !pasted.frames.empty();
    if (any)
        selection().set({pasted.notes, pasted.frames, {}});
    else
        say(tr("Nothing here that a board can hold: notes, lines, rows or a picture"));
    return any;
}

void CanvasTools::copyStyle() const
{
    const std::set<NoteId>& notes = selection().current().notes;
    if (const Note* note = notes.empty() ? nullptr : controller().board().note(*notes.begin()))
        QGuiApplication::clipboard()->setMimeData(styleToMimeData(*note).release());
}

void CanvasTools::pasteStyle()
{
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    if (!data || !mayEdit())
        return;
    if (!data->hasFormat(QLatin1String(kStyleMimeType)))
        return say(tr("No style was copied: Ctrl+Alt+C copies that of a note"));
    controller().pasteStyle(*data, selection().current().notes);
}

void CanvasTools::duplicate()
{
    constexpr QPointF kBeside(24, 24);
    const Selection chosen = selection().current();
    const Handful carried = withMembers(controller().board(), {chosen.notes, chosen.frames});
    if (carried.isEmpty() || !mayEdit())
        return;
    const auto copies = controller().duplicate(carried.notes, carried.frames, kBeside);
    // What came along with a frame need not be selected: the frame carries it.
    selection().set(chosen.notes.empty() ? Selection{{}, copies.frames, {}}
                                         : Selection{copies.notes, copies.frames, {}});
}

void CanvasTools::removeSelection()
{
    const Selection chosen = selection().current();
    if (chosen.isEmpty() || !mayEdit())
        return;
    const Handful free = withoutLocked(controller().board(), {chosen.notes, chosen.frames});
    if (free.notes.size() < chosen.notes.size() || free.frames.size() < chosen.frames.size())
        say(tr("What is locked stays: Ctrl+Shift+L unlocks it"));
    controller().remove(free.notes, free.frames, chosen.connectors);
}

void CanvasTools::setKind(NoteKind kind)
{
    if (!mayEdit())
        return;
    controller().setKind(selection().current().notes, kind);
}

}  // namespace stormbench::storming
