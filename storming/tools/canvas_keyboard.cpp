// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/canvas_keyboard.h"

#include "resources/ui/tokens.h"
#include "storming/edit/board_controller.h"
#include "storming/geometry/geometry.h"
#include "storming/geometry/walk.h"
#include "storming/scene/reading_order.h"
#include "storming/tools/canvas_tools.h"
#include "storming/tools/neighbours.h"

#include <QKeyEvent>

namespace stormbench::storming {
namespace {

constexpr qreal kNudge = ui::size::kGrid;
constexpr qreal kNudgeFar = 6 * ui::size::kGrid;  // from dot to dot
constexpr qreal kResizeStep = 3 * ui::size::kGrid;
constexpr qreal kScrollShare = 0.8;  // of the view, so that something stays in sight
constexpr qreal kSmallest = 48;
constexpr qreal kMargin = 40;

Direction directionOf(QPoint way)
{
    if (way.x() != 0)
        return way.x() > 0 ? Direction::Right : Direction::Left;
    return way.y() > 0 ? Direction::Down : Direction::Up;
}

}  // namespace

CanvasState CanvasKeyboard::state() const
{
    if (m_tools.isEditing())
        return CanvasState::Typing;
    if (m_tools.toolId() != Tool::Id::Select)
        return CanvasState::Tool;
    const BoardSelection& selection = m_tools.selection();
    if (selection.singleNote())
        return CanvasState::Note;
    if (selection.singleFrame())
        return CanvasState::Frame;
    if (selection.singleConnector())
        return CanvasState::Arrow;
    return selection.current().isEmpty() ? CanvasState::Nothing : CanvasState::Several;
}

bool CanvasKeyboard::claims(const QKeyEvent& event) const
{
    const CanvasKey* key = canvasKeyFor(event, state());
    return key && key->command != KeyCommand::Typing && event.key() != Qt::Key_Space;
}

bool CanvasKeyboard::press(const QKeyEvent& event)
{
    const CanvasKey* key = canvasKeyFor(event, state());
    return key && run(*key);
}

bool CanvasKeyboard::run(const CanvasKey& key)
{
    using Flow = CanvasTools::Flow;
    switch (key.command) {
    case KeyCommand::Edit: return edit();
    case KeyCommand::Next:
        leaveArrow(true);
        m_tools.placeInFlow(Flow::Next);
        return true;
    case KeyCommand::Previous:
        leaveArrow(false);
        m_tools.placeInFlow(Flow::Previous);
        return true;
    case KeyCommand::Sibling: m_tools.placeInFlow(Flow::Sibling); return true;
    case KeyCommand::Link: m_tools.placeLinked(key.direction); return true;
    case KeyCommand::Nudge: nudge(key.direction, kNudge); return true;
    case KeyCommand::NudgeFar: nudge(key.direction, kNudgeFar); return true;
    case KeyCommand::Walk: walk(key.direction, false); return true;
    case KeyCommand::Extend: walk(key.direction, true); return true;
    case KeyCommand::Resize: resize(key.direction); return true;
    case KeyCommand::Scroll: scroll(key.direction); return true;
    case KeyCommand::First: selectEnd(false); return true;
    case KeyCommand::Last: selectEnd(true); return true;
    case KeyCommand::Place:
    case KeyCommand::Leave:
    case KeyCommand::Hold:
    case KeyCommand::Typing: return false;
    }
    return false;
}

bool CanvasKeyboard::edit()
{
    const BoardSelection& selection = m_tools.selection();
    if (const auto note = selection.singleNote())
        m_tools.editNote(*note);
    else if (const auto frame = selection.singleFrame())
        m_tools.editFrame(*frame);
    else if (const auto connector = selection.singleConnector())
        m_tools.editConnector(*connector);
    return true;
}

void CanvasKeyboard::nudge(QPoint direction, qreal step)
{
    const Selection chosen = m_tools.selection().current();
    if (!m_tools.mayEdit())
        return;
    if (m_nudge == 0)
        m_nudge = m_tools.controller().beginGesture();
    m_tools.controller().moveBy(chosen.notes, chosen.frames, QPointF(direction) * step, {m_nudge});
}

void CanvasKeyboard::resize(QPoint direction)
{
    if (!m_tools.mayEdit())
        return;
    BoardController& controller = m_tools.controller();
    const auto resized = [direction](QRectF rect) {
        rect.setWidth(qMax(kSmallest, rect.width() + direction.x() * kResizeStep));
        rect.setHeight(qMax(kSmallest, rect.height() + direction.y() * kResizeStep));
        return rect;
    };
    if (m_nudge == 0)
        m_nudge = controller.beginGesture();
    if (const auto id = m_tools.selection().singleNote()) {
        const Note& note = *controller.board().note(*id);
        if (!note.flag(NoteProperty::Locked))
            controller.resize(*id, resized(note.rect), {m_nudge});
    } else if (const auto frameId = m_tools.selection().singleFrame()) {
        Frame frame = *controller.board().frame(*frameId);
        frame.rect = resized(frame.rect);
        if (!frame.locked)
            controller.changeFrame(frame, {m_nudge});
    }
}

void CanvasKeyboard::scroll(QPoint direction)
{
    BoardView& view = m_tools.view();
    const QSize seen = view.viewport()->size();
    view.pan({-direction.x() * seen.width() * kScrollShare,
        -direction.y() * seen.height() * kScrollShare});
}

void CanvasKeyboard::reveal(NoteId note)
{
    m_tools.view().ensureVisible(m_tools.controller().board().note(note)->rect, kMargin, kMargin);
}

bool CanvasKeyboard::leaveArrow(bool toHead)
{
    const auto arrow = m_tools.selection().singleConnector();
    if (!arrow)
        return false;
    const Connector& connector = *m_tools.controller().board().connector(*arrow);
    const NoteId end = toHead ? connector.to : connector.from;
    m_tools.selection().selectNote(end);
    reveal(end);
    return true;
}

void CanvasKeyboard::walk(QPoint direction, bool extend)
{
    const Board& board = m_tools.controller().board();
    const Selection& chosen = m_tools.selection().current();
    if (const auto frame = m_tools.selection().singleFrame())
        return walkFrames(*frame, direction);
    if (leaveArrow(direction.x() + direction.y() > 0))
        return;
    if (chosen.notes.empty())
        return selectEnd(false);
    NoteId from;
    // Of several, the outermost on that side.
    for (const NoteId id : chosen.notes) {
        const QPointF way = from.isValid()
            ? board.note(id)->rect.center() - board.note(from)->rect.center()
            : QPointF();
        if (!from.isValid() || QPointF::dotProduct(way, direction) > 0)
            from = id;
    }
    const auto to = storming::walk(board, edges(board), from, directionOf(direction));
    if (!to)
        return;
    std::set<NoteId> notes = extend ? chosen.notes : std::set<NoteId>();
    notes.insert(*to);
    m_tools.selection().setNotes(std::move(notes));
    reveal(*to);
}

void CanvasKeyboard::walkFrames(FrameId from, QPoint direction)
{
    const Board& board = m_tools.controller().board();
    std::vector<FrameId> ids;
    std::vector<QPointF> places;
    for (const auto& [id, frame] : board.frames()) {
        if (id == from)
            continue;
        ids.push_back(id);
        places.push_back(frame.rect.center());
    }
    const int found = nearestToward(board.frame(from)->rect.center(), direction, places);
    if (found < 0)
        return;
    const FrameId to = ids[static_cast<std::size_t>(found)];
    m_tools.selection().set({{}, {to}, {}});
    m_tools.view().ensureVisible(frameTab(*board.frame(to)), kMargin, kMargin);
}

void CanvasKeyboard::selectEnd(bool last)
{
    const std::vector<NoteId> order = readingOrder(m_tools.controller().board());
    if (order.empty())
        return;
    const NoteId note = last ? order.back() : order.front();
    m_tools.selection().selectNote(note);
    reveal(note);
}

}  // namespace stormbench::storming
