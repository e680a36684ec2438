// SPDX-License-Identifier: GPL-3.0-or-later
// Actions of the canvas that take more than one line, its context menu and its sheet of keys.
#include "resources/ui/icons.h"
#include "storming/edit/board_controller.h"
#include "storming/geometry/geometry.h"
#include "storming/geometry/tidy.h"
#include "storming/tools/canvas_actions.h"
#include "storming/tools/key_sheet.h"

#include <QAction>
#include <QMenu>

#include <algorithm>

namespace stormbench::storming {
namespace {

QString keyOf(const char* word)
{
    return QStringLiteral("board.") + QLatin1String(word);
}

// The smallest frame around an area, other than itself.
FrameId frameAround(const Board& board, const QRectF& area, FrameId except)
{
    const auto size = [](const QRectF& rect) { return rect.width() * rect.height(); };
    const Frame* smallest = nullptr;
    for (const auto& [id, frame] : board.frames())
        if (id != except && frame.rect.contains(area.center()) && size(frame.rect) > size(area)
            && (!smallest || size(frame.rect) < size(smallest->rect)))
            smallest = &frame;
    return smallest ? smallest->id : FrameId();
}

// In the order in which the board's frames stand, from left to right.
FrameId firstFrame(const Board& board)
{
    FrameId first;
    for (const auto& [id, frame] : board.frames())
        if (!first.isValid() || frame.rect.x() < board.frame(first)->rect.x())
            first = id;
    return first;
}

}  // namespace

void CanvasActions::selectFrame()
{
    const Board& board = m_tools.controller().board();
    const Selection& chosen = m_tools.selection().current();
    QRectF area = bounds(board, {chosen.notes.begin(), chosen.notes.end()});
    FrameId own;
    for (const FrameId id : chosen.frames) {
        area |= board.frame(id)->rect;
        own = id;
    }
    FrameId around = area.isEmpty() ? FrameId() : frameAround(board, area, own);
    if (!around.isValid() && chosen.frames.empty())
        around = firstFrame(board);
    if (around.isValid())
        m_tools.selection().set({{}, {around}, {}});
}

// One after the other: the arrows of the selected note, or after an arrow the next one of the note
// it begins at.
void CanvasActions::selectArrow()
{
    const Board& board = m_tools.controller().board();
    const auto current = m_tools.selection().singleConnector();
    const std::set<NoteId>& notes = m_tools.selection().current().notes;
    if (!current && notes.empty())
        return;
    const NoteId note = current ? board.connector(*current)->from : *notes.begin();
    const std::vector<ConnectorId> arrows = board.connectorsOf(note);
    if (arrows.empty())
        return m_tools.say(tr("No arrow begins or ends here"));
    auto next = current ? std::ranges::find(arrows, *current) : arrows.end();
    next = next == arrows.end() || std::next(next) == arrows.end() ? arrows.begin()
                                                                   : std::next(next);
    m_tools.selection().set({{}, {}, {*next}});
}

void CanvasActions::selectBeneath()
{
    const Board& board = m_tools.controller().board();
    const NoteId current = *m_tools.selection().current().notes.begin();
    const QRectF area = board.note(current)->rect;
    std::vector<NoteId> pile;
    for (const NoteId id : paintingOrder(board))
        if (board.note(id)->rect.intersects(area))
            pile.push_back(id);
    const auto at = std::ranges::find(pile, current);
    m_tools.selection().selectNote(at == pile.begin() ? pile.back() : *std::prev(at));
}

void CanvasActions::cycleFrameKind()
{
    BoardController& controller = m_tools.controller();
    Operations operations;
    for (const FrameId id : m_tools.selection().current().frames) {
        Frame frame = *controller.board().frame(id);
        if (frame.locked)
            continue;
        const auto kinds = frameKinds();
        for (std::size_t i = 0; i < kinds.size(); ++i)
            if (kinds[i].kind == frame.kind) {
                frame.kind = kinds[(i + 1) % kinds.size()].kind;
                break;
            }
        operations.emplace_back(ChangeFrame{frame});
    }
    controller.edit(tr("Change kind of frame"), std::move(operations));
}

void CanvasActions::tidy()
{
    BoardController& controller = m_tools.controller();
    const Selection& chosen = m_tools.selection().current();
    const TidyPlan plan
        = tidyTimeline(controller.board(), {chosen.notes.begin(), chosen.notes.end()});
    Operations operations;
    for (const auto& [id, rect] : plan.frames) {
        Frame frame = *controller.board().frame(id);
        frame.rect = rect;
        operations.emplace_back(ChangeFrame{frame});
    }
    if (!plan.notes.empty())
        operations.emplace_back(MoveElements{plan.notes, {}});
    if (operations.empty())
        m_tools.say(tr("Everything stands in its order already"));
    controller.edit(tr("Tidy by timeline"), std::move(operations));
}

void CanvasActions::showKeys()
{
    if (m_keys->isVisible())
        return m_keys->hide();
    const CanvasState state = m_tools.keyboard().state();
    const char* title = QT_TR_NOOP("Keys");
    switch (state) {
    case CanvasState::Nothing: title = QT_TR_NOOP("Keys while nothing is selected"); break;
    case CanvasState::Note: title = QT_TR_NOOP("Keys for the selected note"); break;
    case CanvasState::Several: title = QT_TR_NOOP("Keys for what is selected"); break;
    case CanvasState::Frame: title = QT_TR_NOOP("Keys for the selected frame"); break;
    case CanvasState::Arrow: title = QT_TR_NOOP("Keys for the selected arrow"); break;
    case CanvasState::Typing: title = QT_TR_NOOP("Keys while typing"); break;
    case CanvasState::Tool: title = QT_TR_NOOP("Keys with this tool"); break;
    }
    QList<QAction*> shown;
    for (const ui::ActionSpec& spec : canvasActions())
        shown.append(m_actions.value(spec.id));
    QList<KeyHelp> keys = keysFor(state, shown);
    if (m_tools.canEdit() && state != CanvasState::Typing) {
        keys.append({QStringLiteral("0 … 9"), tr("Place a note of that kind")});
        keys.append({QStringLiteral("Ctrl+1 … 8"), tr("Place a rarer kind")});
    }
    if (m_tools.canEdit() && !m_tools.selection().current().notes.empty())
        keys.append({QStringLiteral("Alt+0 … 9"), tr("Turn the notes into that kind")});
    m_keys->show(tr(title), keys);
}

void CanvasActions::openContextMenu(const QPoint& at)
{
    auto* menu = new QMenu(&m_tools.view());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("canvasMenu"));
    fillContextMenu(*menu);
    menu->popup(at);
}

void CanvasActions::addTo(QMenu& menu, std::initializer_list<const char*> ids) const
{
    for (const char* id : ids)
        menu.addAction(m_actions.value(keyOf(id)));
}

void CanvasActions::fillContextMenu(QMenu& menu) const
{
    const Selection& chosen = m_tools.selection().current();
    if (chosen.isEmpty()) {
        QMenu* place = menu.addMenu(ui::icon(QStringLiteral("note")), tr("New note"));
        for (QAction* action : m_kinds)
            place->addAction(action);
        addTo(menu, {"tool.frame", "paste", "selectAll"});
        menu.addSeparator();
        addTo(menu, {"find", "fitAll", "zoomReset", "keys"});
        return;
    }
    if (!chosen.notes.empty()) {
        QMenu* become = menu.addMenu(ui::icon(QStringLiteral("palette")), tr("Change kind to"));
        for (QAction* action : m_kindChanges)
            become->addAction(action);
        addTo(menu, {"next", "previous", "connectTo", "pin"});
        menu.addSeparator();
        addTo(menu, {"frameSelection", "moveToFrame", "splitFrame"});
        menu.addSeparator();
    }
    if (!chosen.connectors.empty()) {
        addTo(menu, {"flip", "connectTo", "connectFrom"});
        menu.addSeparator();
    }
    if (!chosen.frames.empty()) {
        addTo(menu, {"selectMembers", "frameKind"});
        menu.addSeparator();
    }
    addTo(menu, {"cut", "copy", "paste", "duplicate", "delete"});
    menu.addSeparator();
    if (!chosen.notes.empty()) {
        addTo(menu, {"copyStyle", "pasteStyle", "group", "ungroup"});
        QMenu* arrange = menu.addMenu(tr("Arrange"));
        addTo(*arrange,
            {"front", "forward", "backward", "back", "alignLeft", "alignCenter", "alignRight",
                "alignTop", "alignMiddle", "alignBottom", "distributeX", "distributeY", "tidy"});
    }
    addTo(menu, {"lock", "keys"});
}

}  // namespace stormbench::storming
