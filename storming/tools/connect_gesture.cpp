// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/geometry.h"
#include "storming/model/grammar.h"
#include "storming/scene/edge_route.h"
#include "storming/tools/gestures.h"

#include <QUndoStack>

namespace stormbench::storming {
namespace {

// What an arrow between two notes has to go around; on a vast board only a preview's worth.
std::vector<QRectF> between(const Board& board, const Note& from, const Note& to)
{
    constexpr qreal kAround = 160;
    constexpr std::size_t kMost = 200;
    const QRectF area = from.rect.united(to.rect).adjusted(-kAround, -kAround, kAround, kAround);
    std::vector<QRectF> rects;
    for (const auto& [id, note] : board.notes())
        if (id != from.id && id != to.id && rects.size() < kMost && area.intersects(note.rect))
            rects.push_back(note.rect);
    return rects;
}

}  // namespace

void explainEdge(GestureFeedback& feedback, const Board& board, NoteId from, NoteId to, QPointF at)
{
    const Note* start = board.note(from);
    const Note* end = board.note(to);
    if (!start || !end)
        return;
    const GrammarEntry grammar = grammarOf(start->kind, end->kind, board.settings().method);
    feedback.connection = routeBetween(start->rect, end->rect, between(board, *start, *end)).path;
    feedback.connectionLegal = grammar.verdict != Verdict::Error;
    feedback.hint = QString::fromUtf8(grammar.verdict == Verdict::Ok ? grammar.verb : grammar.why);
    if (grammar.verdict != Verdict::Ok && grammar.fix.label)
        feedback.hint += QStringLiteral(" → ") + QString::fromUtf8(grammar.fix.label);
    feedback.hintAt = at;
}

ConnectGesture::ConnectGesture(BoardView& view, NoteId from, const CanvasMouse& start)
    : m_view(view)
    , m_fixed(from)
    , m_at(start.scene)
{
}

ConnectGesture::ConnectGesture(
    BoardView& view, ConnectorId connector, End end, const CanvasMouse& start)
    : m_view(view)
    , m_connector(connector)
    , m_end(end)
    , m_at(start.scene)
{
    if (const Connector* found = view.controller().board().connector(connector))
        m_fixed = end == End::To ? found->from : found->to;
}

void ConnectGesture::move(const CanvasMouse& mouse)
{
    m_at = mouse.scene;
    const Hit hit = hitTest(m_view.controller().board(), mouse.scene);
    m_target = hit.note == m_fixed ? NoteId() : hit.note;
    m_view.boardScene().setHover({m_target, {}, {}});
}

void ConnectGesture::finish(const CanvasMouse& mouse)
{
    move(mouse);
    m_view.boardScene().setHover({});
    if (!m_target.isValid())
        return;
    BoardController& controller = m_view.controller();
    if (const Connector* found = controller.board().connector(m_connector)) {
        Connector connector = *found;
        (m_end == End::To ? connector.to : connector.from) = m_target;
        controller.changeConnector(connector);
        return;
    }
    const ConnectorId made = controller.connectNotes(m_fixed, m_target);
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
    const Note* fixed = board.note(m_fixed);
    if (!fixed)
        return feedback;
    const bool forward = m_end == End::To;
    if (m_target.isValid())
        explainEdge(
            feedback, board, forward ? m_fixed : m_target, forward ? m_target : m_fixed, m_at);
    else if (forward)
        feedback.connection = routeToPoint(fixed->rect, m_at);
    else
        feedback.connection = routeToPoint(fixed->rect, m_at).toReversed();
    return feedback;
}

EraseGesture::EraseGesture(BoardView& view, const CanvasMouse& start)
    : m_view(view)
    , m_last(start.scene)
    , m_merge{view.controller().beginGesture()}
{
    eraseAt(start.scene);
}

// Between two events the pointer may have jumped over an arrow.
void EraseGesture::move(const CanvasMouse& mouse)
{
    constexpr qreal kStep = 4;
    const QLineF way(m_last, mouse.scene);
    const int steps = qMax(1, qCeil(way.length() * m_view.zoom() / kStep));
    for (int i = 1; i <= steps; ++i)
        eraseAt(way.pointAt(static_cast<qreal>(i) / steps));
    m_last = mouse.scene;
}

void EraseGesture::eraseAt(QPointF point)
{
    constexpr qreal kReachPixels = 6;
    const ConnectorId arrow = m_view.boardScene().connectorAt(point, kReachPixels / m_view.zoom());
    if (!arrow.isValid())
        return;
    BoardController& controller = m_view.controller();
    m_erased |= controller.edit(
        QObject::tr("Erase arrows"), removalOf(controller.board(), {}, {}, {arrow}), m_merge);
}

void EraseGesture::cancel()
{
    if (m_erased)
        m_view.controller().undoStack()->undo();
}

}  // namespace stormbench::storming
