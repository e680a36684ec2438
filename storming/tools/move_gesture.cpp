// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/edit/plans.h"
#include "storming/geometry/frames.h"
#include "storming/geometry/geometry.h"
#include "storming/tools/gestures.h"

#include <QApplication>
#include <QUndoStack>

namespace stormbench::storming {
namespace {

constexpr qreal kSnapPixels = 7;
constexpr qreal kSlotPixels = 24;

}  // namespace

MoveGesture::MoveGesture(
    BoardView& view, const CanvasMouse& start, const SnapOptions& snapping, Clicked clicked)
    : m_view(view)
    , m_controller(view.controller())
    , m_start(start)
    , m_snapping(snapping)
    , m_clicked(std::move(clicked))
    , m_before(view.selection().current())
{
}

Handful MoveGesture::movable() const
{
    const Board& board = m_controller.board();
    const Handful chosen = withoutLocked(board, {m_before.notes, m_before.frames});
    return withoutLocked(board, withMembers(board, chosen));
}

bool MoveGesture::lift(const CanvasMouse& mouse)
{
    const Board& board = m_controller.board();
    Handful inHand{m_before.notes, m_before.frames};
    m_copies = mouse.modifiers & Qt::AltModifier;
    if (m_copies) {
        const Handful originals = withMembers(board, inHand);
        m_controller.beginMacro(QObject::tr("Duplicate"));
        const auto copies = m_controller.duplicate(originals.notes, originals.frames, {0, 0});
        m_view.selection().set({copies.notes, copies.frames, {}});
        inHand = {copies.notes, copies.frames};
    } else {
        inHand = movable();
    }
    for (const FrameId id : inHand.frames) {
        m_frames[id] = board.frame(id)->rect.topLeft();
        m_bounds |= board.frame(id)->rect;
    }
    for (const NoteId id : inHand.notes) {
        m_notes[id] = board.note(id)->rect.topLeft();
        m_bounds |= board.note(id)->rect;
    }
    m_held = hitTest(board, m_start.scene).note;
    m_merge = {m_controller.beginGesture()};
    return !inHand.isEmpty();
}

void MoveGesture::move(const CanvasMouse& mouse)
{
    if (!m_begun) {
        if ((mouse.view - m_start.view).manhattanLength() < QApplication::startDragDistance())
            return;
        if (m_controller.isReadOnly() || !lift(mouse))
            return;
        m_begun = true;
    }
    QPointF delta = mouse.scene - m_start.scene;
    if (mouse.modifiers & Qt::ShiftModifier) {
        if (qAbs(delta.x()) > qAbs(delta.y()))
            delta.setY(0);
        else
            delta.setX(0);
    }
    m_settled = {};
    m_slot.reset();
    if (!(mouse.modifiers & Qt::ControlModifier))
        delta = settle(delta, mouse);
    moveBy(delta);
    showReceiver(receiver());
}

// A slot beside another note draws a single note in; everything else lines up.
QPointF MoveGesture::settle(QPointF delta, const CanvasMouse& mouse)
{
    const Board& board = m_controller.board();
    std::set<NoteId> moving;
    for (const auto& [id, corner] : m_notes)
        moving.insert(id);
    const QRectF held = m_bounds.translated(delta);
    const bool straight = mouse.modifiers & Qt::ShiftModifier;
    if (m_snapping.toNotes && !straight && m_frames.empty() && moving.size() == 1) {
        SlotOptions reach;
        reach.reach = kSlotPixels / m_view.zoom();
        m_slot = slotFor(board, *board.note(*moving.begin()), held, moving, reach);
        if (m_slot && !m_slot->isIllegal())
            return m_slot->rect.topLeft() - m_bounds.topLeft();
    }
    SnapOptions options = m_snapping;
    options.reach = kSnapPixels / m_view.zoom();
    options.toNotes = options.toNotes && m_frames.empty();
    m_settled = snap(board, held, moving, options);
    return delta + m_settled.offset;
}

void MoveGesture::moveBy(QPointF delta)
{
    std::map<NoteId, QPointF> notes = m_notes;
    std::map<FrameId, QPointF> frames = m_frames;
    for (auto& [id, corner] : notes)
        corner += delta;
    for (auto& [id, corner] : frames)
        corner += delta;
    m_controller.moveTo(notes, frames, m_merge);
}

// Of the note in hand; if that is taken by none, of any that is carried along.
FrameId MoveGesture::receiver() const
{
    const Board& board = m_controller.board();
    const auto takes = [&](NoteId id) {
        const Note* note = board.note(id);
        const FrameId frame = note ? frameFor(board, *note) : FrameId();
        return m_frames.contains(frame) ? FrameId() : frame;
    };
    if (const FrameId frame = m_notes.contains(m_held) ? takes(m_held) : FrameId(); frame.isValid())
        return frame;
    for (const auto& [id, corner] : m_notes)
        if (const FrameId frame = takes(id); frame.isValid())
            return frame;
    const FrameId carried = m_view.boardScene().hover().frame;
    return m_frames.contains(carried) ? carried : FrameId();
}

void MoveGesture::showReceiver(FrameId frame)
{
    BoardScene::Hover hover = m_view.boardScene().hover();
    hover.frame = frame;
    m_view.boardScene().setHover(hover);
}

void MoveGesture::finish(const CanvasMouse&)
{
    if (m_begun)
        showReceiver({});
    if (!m_begun) {
        if (m_clicked)
            m_clicked();
    } else if (m_copies) {
        m_controller.endMacro();
    }
}

void MoveGesture::cancel()
{
    if (!m_begun)
        return;
    showReceiver({});
    if (m_copies) {
        m_controller.endMacro();
        m_controller.undoStack()->undo();
        m_view.selection().set(m_before);
    } else {
        // Back where it was, the drag is no step at all.
        moveBy({0, 0});
    }
}

QCursor MoveGesture::cursor() const
{
    if (m_begun)
        return m_copies ? Qt::DragCopyCursor : Qt::ClosedHandCursor;
    if (m_controller.isReadOnly())
        return Qt::ArrowCursor;
    const bool wouldCopy = m_start.modifiers & Qt::AltModifier;
    return wouldCopy || !movable().isEmpty() ? Qt::OpenHandCursor : Qt::ForbiddenCursor;
}

GestureFeedback MoveGesture::feedback() const
{
    GestureFeedback feedback;
    feedback.guides = m_settled.guides;
    feedback.gaps = m_settled.gaps;
    if (m_slot) {
        feedback.hint = m_slot->words();
        feedback.connectionLegal = !m_slot->isIllegal();
        feedback.hintAt = m_slot->rect.bottomLeft();
    }
    return feedback;
}

}  // namespace stormbench::storming
