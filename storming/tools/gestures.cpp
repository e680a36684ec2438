// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/gestures.h"

#include "storming/geometry/geometry.h"
#include "storming/model/grammar.h"
#include "storming/scene/edge_route.h"

#include <QUndoStack>

#include <cmath>

namespace stormbench::storming {
namespace {

constexpr qreal kGridStep = 4;
constexpr qreal kSmallestNote = 48;
constexpr qreal kSmallestFrame = 120;

QPointF onGrid(QPointF point)
{
    return {std::round(point.x() / kGridStep) * kGridStep,
        std::round(point.y() / kGridStep) * kGridStep};
}

}  // namespace

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
    for (const NoteId id : notesIn(board, m_area, MarqueeMode::Touch))
        chosen.notes.insert(id);
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

void ResizeGesture::finish(const CanvasMouse&) { }

void ResizeGesture::cancel()
{
    if (m_begun)
        m_view.controller().undoStack()->undo();
}

ConnectGesture::ConnectGesture(BoardView& view, NoteId from, const CanvasMouse& start)
    : m_view(view)
    , m_from(from)
    , m_at(start.scene)
{
}

void ConnectGesture::move(const CanvasMouse& mouse)
{
    m_at = mouse.scene;
    const Hit hit = hitTest(m_view.controller().board(), mouse.scene);
    m_target = hit.note == m_from ? NoteId() : hit.note;
    m_view.boardScene().setHover({m_target, {}, {}});
}

void ConnectGesture::finish(const CanvasMouse& mouse)
{
    move(mouse);
    m_view.boardScene().setHover({});
    if (!m_target.isValid())
        return;
    const ConnectorId made = m_view.controller().connectNotes(m_from, m_target);
    if (made.isValid())
        m_view.selection().set({{}, {}, {made}});
}

void ConnectGesture::cancel()
{
    m_view.boardScene().setHover({});
}

GestureFeedback ConnectGesture::feedback() const
{
    GestureFeedback feedback;
    const Board& board = m_view.controller().board();
    const Note* from = board.note(m_from);
    if (!from)
        return feedback;
    const Note* target = board.note(m_target);
    feedback.connection
        = target ? routeBetween(from->rect, target->rect, {}).path : routeToPoint(from->rect, m_at);
    if (target) {
        const GrammarEntry grammar = grammarOf(from->kind, target->kind);
        feedback.connectionLegal = grammar.verdict != Verdict::Error;
        feedback.hint
            = QString::fromUtf8(grammar.verdict == Verdict::Ok ? grammar.verb : grammar.why);
        feedback.hintAt = m_at;
    }
    return feedback;
}

FrameGesture::FrameGesture(BoardView& view, const CanvasMouse& start, Done done)
    : m_view(view)
    , m_from(onGrid(start.scene))
    , m_done(std::move(done))
{
}

void FrameGesture::move(const CanvasMouse& mouse)
{
    m_area = QRectF(m_from, onGrid(mouse.scene)).normalized();
}

void FrameGesture::finish(const CanvasMouse&)
{
    // A mere click gives a frame that three notes in a row fit into.
    if (m_area.width() < kSmallestFrame || m_area.height() < kSmallestFrame)
        m_area = QRectF(m_from, QSizeF(640, 320));
    m_done(m_view.controller().addFrame(m_area, QObject::tr("New context")));
}

GestureFeedback FrameGesture::feedback() const
{
    GestureFeedback feedback;
    if (!m_area.isEmpty())
        feedback.frame = m_area;
    return feedback;
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
