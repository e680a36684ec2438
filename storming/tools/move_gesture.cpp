// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/geometry.h"
#include "storming/tools/gestures.h"

#include <QApplication>
#include <QUndoStack>

namespace stormbench::storming {
namespace {

constexpr qreal kSnapPixels = 7;

}  // namespace

MoveGesture::MoveGesture(BoardView& view, const CanvasMouse& start)
    : m_view(view)
    , m_controller(view.controller())
    , m_start(start)
    , m_before(view.selection().current())
{
}

void MoveGesture::lift(const CanvasMouse& mouse)
{
    m_begun = true;
    const Selection& chosen = m_view.selection().current();
    m_controller.beginMacro(
        mouse.modifiers & Qt::AltModifier ? QObject::tr("Duplicate") : QObject::tr("Move"));
    if (mouse.modifiers & Qt::AltModifier) {
        const auto copies = m_controller.duplicate(chosen.notes, chosen.frames, {0, 0});
        m_view.selection().set({copies.notes, copies.frames, {}});
    }
    const Board& board = m_controller.board();
    std::set<NoteId> notes = m_view.selection().current().notes;
    for (const FrameId id : m_view.selection().current().frames) {
        m_frames[id] = board.frame(id)->rect.topLeft();
        m_bounds = m_bounds.united(board.frame(id)->rect);
        for (const NoteId member : board.membersOf(id))
            notes.insert(member);
    }
    std::erase_if(
        notes, [&board](NoteId id) { return board.note(id)->flag(NoteProperty::Locked); });
    for (const NoteId id : notes) {
        m_notes[id] = board.note(id)->rect.topLeft();
        m_bounds = m_bounds.united(board.note(id)->rect);
    }
    m_merge = {m_controller.beginGesture()};
}

void MoveGesture::move(const CanvasMouse& mouse)
{
    if (!m_begun) {
        if ((mouse.view - m_start.view).manhattanLength() < QApplication::startDragDistance())
            return;
        if (m_controller.isReadOnly())
            return;
        lift(mouse);
    }
    QPointF delta = mouse.scene - m_start.scene;
    if (mouse.modifiers & Qt::ShiftModifier) {
        if (qAbs(delta.x()) > qAbs(delta.y()))
            delta.setY(0);
        else
            delta.setX(0);
    }
    m_guides.clear();
    if (!(mouse.modifiers & Qt::ControlModifier)) {
        std::set<NoteId> moving;
        for (const auto& [id, corner] : m_notes)
            moving.insert(id);
        SnapOptions options;
        options.reach = kSnapPixels / m_view.zoom();
        options.toNotes = m_frames.empty();
        const Snap settled
            = snap(m_controller.board(), m_bounds.translated(delta), moving, options);
        delta += settled.offset;
        m_guides = settled.guides;
    }
    std::map<NoteId, QPointF> notes = m_notes;
    std::map<FrameId, QPointF> frames = m_frames;
    for (auto& [id, corner] : notes)
        corner += delta;
    for (auto& [id, corner] : frames)
        corner += delta;
    m_controller.moveTo(notes, frames, m_merge);
}

void MoveGesture::finish(const CanvasMouse&)
{
    if (m_begun)
        m_controller.endMacro();
}

void MoveGesture::cancel()
{
    if (!m_begun)
        return;
    m_controller.endMacro();
    m_controller.undoStack()->undo();
    m_view.selection().set(m_before);
}

GestureFeedback MoveGesture::feedback() const
{
    GestureFeedback feedback;
    feedback.guides = m_guides;
    return feedback;
}

}  // namespace stormbench::storming
