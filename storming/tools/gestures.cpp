// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/gestures.h"

#include "storming/edit/plans.h"
#include "storming/geometry/geometry.h"

#include <cmath>

namespace stormbench::storming {
namespace {

constexpr qreal kGridStep = 4;
constexpr qreal kSmallestNote = 48;
constexpr qreal kSmallestFrame = 120;

}  // namespace

QPointF onGrid(QPointF point)
{
    return {std::round(point.x() / kGridStep) * kGridStep,
        std::round(point.y() / kGridStep) * kGridStep};
}

MarqueeGesture::MarqueeGesture(BoardView& view, const CanvasMouse& start)
    : m_view(view)
    , m_from(start.scene)
{
    if (start.modifiers & Qt::ShiftModifier)
        m_before = view.selection().current();
    view.selection().set(m_before);
}

void MarqueeGesture::move(const CanvasMouse& mouse)
{
    m_area = QRectF(m_from, mouse.scene).normalized();
    const Board& board = m_view.controller().board();
    Selection chosen = m_before;
    const bool encloses = mouse.modifiers & Qt::AltModifier;
    std::set<NoteId> met;
    for (const NoteId id :
        notesIn(board, m_area, encloses ? MarqueeMode::Enclose : MarqueeMode::Touch))
        if (!board.note(id)->flag(NoteProperty::Locked))
            met.insert(id);
    chosen.notes.merge(withGroups(board, std::move(met)));
    for (const FrameId id : framesIn(board, m_area))
        chosen.frames.insert(id);
    m_view.selection().set(std::move(chosen));
}

void MarqueeGesture::finish(const CanvasMouse&) { }

void MarqueeGesture::cancel()
{
    m_view.selection().set(m_before);
}

GestureFeedback MarqueeGesture::feedback() const
{
    GestureFeedback feedback;
    if (!m_area.isEmpty())
        feedback.marquee = m_area;
    return feedback;
}

ResizeGesture::ResizeGesture(BoardView& view, NoteId note, FrameId frame, int corner)
    : m_view(view)
    , m_note(note)
    , m_frame(frame)
    , m_corner(corner)
    , m_merge{view.controller().beginGesture()}
{
    const Board& board = view.controller().board();
    if (const Note* found = board.note(note))
        m_before = found->rect;
    else if (const Frame* found = board.frame(frame))
        m_before = found->rect;
}

void ResizeGesture::move(const CanvasMouse& mouse)
{
    const std::array<QPointF, 4> corners = resizeHandlesOf(m_before);
    const QPointF fixed = corners[static_cast<std::size_t>((m_corner + 2) % 4)];
    const QPointF away = corners[static_cast<std::size_t>(m_corner)] - fixed;
    const qreal smallest = m_note.isValid() ? kSmallestNote : kSmallestFrame;
    const QPointF wanted = onGrid(mouse.scene) - fixed;
    const qreal width = qMax(smallest, away.x() > 0 ? wanted.x() : -wanted.x());
    const qreal height = qMax(smallest, away.y() > 0 ? wanted.y() : -wanted.y());
    const QPointF moved
        = fixed + QPointF(away.x() > 0 ? width : -width, away.y() > 0 ? height : -height);
    m_begun = true;
    apply(QRectF(fixed, moved).normalized());
}

void ResizeGesture::apply(const QRectF& rect)
{
    BoardController& controller = m_view.controller();
    if (m_note.isValid()) {
        controller.resize(m_note, rect, m_merge);
        return;
    }
    if (const Frame* found = controller.board().frame(m_frame)) {
        Frame frame = *found;
        frame.rect = rect;
        controller.changeFrame(frame, m_merge);
    }
}

QCursor ResizeGesture::cursorOf(int corner)
{
    return corner % 2 == 0 ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor;
}

void ResizeGesture::finish(const CanvasMouse&) { }

void ResizeGesture::cancel()
{
    // As large as it was, it is no step at all.
    if (m_begun)
        apply(m_before);
}

PanGesture::PanGesture(BoardView& view, const CanvasMouse& start)
    : m_view(view)
    , m_last(start.view)
{
}

void PanGesture::move(const CanvasMouse& mouse)
{
    m_view.pan(mouse.view - m_last);
    m_last = mouse.view;
}

}  // namespace stormbench::storming
