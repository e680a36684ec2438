// SPDX-License-Identifier: GPL-3.0-or-later
// Frames by key: around what is selected, and cut in two.
#include "storming/edit/board_controller.h"
#include "storming/geometry/frames.h"
#include "storming/geometry/geometry.h"
#include "storming/geometry/snap.h"
#include "storming/tools/canvas_tools.h"
#include "storming/tools/gestures.h"

namespace stormbench::storming {
namespace {

constexpr qreal kFrameInset = 36;  // from the notes to the frame around them

}  // namespace

void CanvasTools::frameSelection(FrameKind kind)
{
    if (!mayEdit())
        return;
    endEditing();
    const Board& board = controller().board();
    const Selection chosen = selection().current();
    QRectF area = bounds(board, {chosen.notes.begin(), chosen.notes.end()});
    for (const FrameId id : chosen.frames)
        if (const Frame* inner = board.frame(id))
            area |= inner->rect | frameTab(*inner);
    Frame frame;
    frame.kind = kind;
    frame.name = newFrameName(kind);
    if (area.isEmpty()) {
        frame.rect = QRectF(QPointF(), newFrameSize(kind));
        frame.rect.moveCenter(settledCenter(pointerOrCenter(), frame.rect.size()));
    } else {
        frame.rect = area.adjusted(-kFrameInset, -kFrameInset, kFrameInset, kFrameInset);
    }
    const FrameId made = controller().addFrame(frame);
    if (!made.isValid())
        return;
    nameFrame(made);
}

FrameId CanvasTools::frameToSplit() const
{
    const Board& board = controller().board();
    const auto chosen = selection().singleNote();
    const Note* note = chosen ? board.note(*chosen) : nullptr;
    if (!note || note->kind != NoteKind::Event || !note->flag(NoteProperty::Pivotal))
        return {};
    const auto around = board.frameOf(*note);
    return around && !board.frame(*around)->locked ? *around : FrameId();
}

void CanvasTools::splitFrame()
{
    const FrameId frame = frameToSplit();
    if (!frame.isValid() || !mayEdit())
        return;
    endEditing();
    const auto split = splitFrameAt(
        controller().board(), frame, *selection().singleNote(), newFrameName(FrameKind::Context));
    if (!split)
        return say(tr("Nothing of the context lies after the event"));
    if (controller().edit(tr("Split the context"), split->operations))
        nameFrame(split->right);
}

void CanvasTools::nameFrame(FrameId frame)
{
    selection().set({{}, {frame}, {}});
    m_view.ensureVisible(frameTab(*controller().board().frame(frame)), 40, 40);
    editFrame(frame);
}

}  // namespace stormbench::storming
