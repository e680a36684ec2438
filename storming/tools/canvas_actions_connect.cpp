// SPDX-License-Identifier: GPL-3.0-or-later
// What each action of the canvas does.
#include "storming/edit/board_controller.h"
#include "storming/edit/plans.h"
#include "storming/geometry/arrange.h"
#include "storming/geometry/geometry.h"
#include "storming/geometry/tidy.h"
#include "storming/tools/canvas_actions.h"
#include "storming/tools/find_bar.h"
#include "storming/tools/neighbours.h"

#include <QAction>
#include <QUndoStack>

#include <algorithm>

namespace stormbench::storming {
namespace {

QString keyOf(const char* word)
{
    return QStringLiteral("board.") + QLatin1String(word);
}

}  // namespace

void CanvasActions::connectEditing()
{
    BoardController& controller = m_tools.controller();
    on(keyOf("undo"), [this, &controller] {
        m_tools.endEditing();
        controller.undoStack()->undo();
    });
    on(keyOf("redo"), [this, &controller] {
        m_tools.endEditing();
        controller.undoStack()->redo();
    });
    on(keyOf("cut"), [this] { m_tools.cut(); });
    on(keyOf("copy"), [this] { m_tools.copy(); });
    on(keyOf("paste"), [this] { m_tools.paste(); });
    on(keyOf("copyStyle"), [this] { m_tools.copyStyle(); });
    on(keyOf("pasteStyle"), [this] { m_tools.pasteStyle(); });
    on(keyOf("duplicate"), [this] { m_tools.duplicate(); });
    on(keyOf("delete"), [this] { m_tools.removeSelection(); });
    on(keyOf("find"), [this] {
        m_tools.endEditing();
        m_find->find();
    });
    on(keyOf("findNext"), [this] { m_find->step(1); });
    on(keyOf("findPrevious"), [this] { m_find->step(-1); });
}

void CanvasActions::connectSelecting()
{
    BoardSelection& selection = m_tools.selection();
    const Board& board = m_tools.controller().board();
    on(keyOf("selectAll"), [&selection] { selection.selectAll(); });
    on(keyOf("selectFlow"),
        [&selection, &board] { selection.setNotes(flowOf(board, selection.current().notes)); });
    on(keyOf("selectFrame"), [this] { selectFrame(); });
    on(keyOf("selectMembers"), [&selection, &board] {
        selection.setNotes(withMembers(board, {{}, selection.current().frames}).notes);
    });
    on(keyOf("selectArrow"), [this] { selectArrow(); });
    on(keyOf("selectBeneath"), [this] { selectBeneath(); });
}

void CanvasActions::connectTools()
{
    const auto tool = [this](const char* id, Tool::Id which) {
        on(keyOf(id), [this, which] {
            m_tools.setTool(which);
            update();
        });
    };
    tool("tool.select", Tool::Id::Select);
    tool("tool.pan", Tool::Id::Pan);
    tool("tool.connect", Tool::Id::Connect);
    tool("tool.erase", Tool::Id::Erase);
    const auto frames = [this](const char* id, FrameKind kind) {
        on(keyOf(id), [this, kind] { m_tools.armFrame(kind); });
    };
    frames("tool.frame", FrameKind::Context);
    frames("tool.swimlane", FrameKind::Swimlane);
    frames("tool.slice", FrameKind::Slice);
    frames("tool.parking", FrameKind::Parking);
    on(keyOf("frameSelection"), [this] { m_tools.frameSelection(FrameKind::Context); });
    on(keyOf("moveToFrame"), [this] { m_questions.moveToFrame(); });
    on(keyOf("splitFrame"), [this] { m_tools.splitFrame(); });
    on(keyOf("frameKind"), [this] { cycleFrameKind(); });
}

void CanvasActions::connectNotes()
{
    BoardController& controller = m_tools.controller();
    BoardSelection& selection = m_tools.selection();
    on(keyOf("note"), [this] { m_tools.placeNoteSomewhere(m_tools.currentKind()); });
    on(keyOf("eyedropper"), [this, &controller, &selection] {
        const std::set<NoteId>& notes = selection.current().notes;
        const Note* note = controller.board().note(
            notes.empty() ? m_tools.view().boardScene().hover().note : *notes.begin());
        if (!note)
            return m_tools.say(tr("Select a note, or point to it"));
        m_tools.setCurrentKind(note->kind);
        m_tools.say(tr("New notes: %1").arg(controller.board().settings().nameOf(note->kind)));
    });
    on(keyOf("next"), [this] { m_tools.placeInFlow(CanvasTools::Flow::Next); });
    on(keyOf("previous"), [this] { m_tools.placeInFlow(CanvasTools::Flow::Previous); });
    on(keyOf("connectTo"), [this] { m_questions.connectTo(); });
    on(keyOf("connectFrom"), [this] { m_questions.connectFrom(); });
    on(keyOf("flip"),
        [&controller, &selection] { controller.flip(selection.current().connectors); });
    on(keyOf("pin"), [&controller, &selection] { controller.pinEdges(selection.current().notes); });
    on(keyOf("group"), [&controller, &selection] { controller.group(selection.current().notes); });
    on(keyOf("ungroup"),
        [&controller, &selection] { controller.ungroup(selection.current().notes); });
    on(keyOf("lock"), [this, &controller, &selection] {
        const Selection chosen = selection.current();
        controller.setLocked(
            chosen.notes, chosen.frames, m_actions.value(keyOf("lock"))->isChecked());
    });
}

void CanvasActions::connectView()
{
    BoardView& view = m_tools.view();
    on(keyOf("zoomIn"), [&view] { view.zoomIn(); });
    on(keyOf("zoomOut"), [&view] { view.zoomOut(); });
    on(keyOf("zoomReset"), [&view] { view.setZoom(1.0); });
    on(keyOf("fitAll"), [&view] { view.fitAll(); });
    on(keyOf("fitSelection"), [&view] { view.fitSelection(); });
    on(keyOf("keys"), [this] { showKeys(); });
    on(keyOf("menu"), [this] { m_tools.requestMenu(); });
    QAction* minimap = m_actions.value(keyOf("minimap"));
    minimap->setChecked(view.isMinimapVisible());
    connect(minimap, &QAction::toggled, &view, &BoardView::setMinimapVisible);
}

void CanvasActions::connectSwitches()
{
    const auto bind = [this](const char* id, bool on, auto set) {
        QAction* action = m_actions.value(keyOf(id));
        action->setChecked(on);
        connect(action, &QAction::toggled, this, set);
    };
    bind("toolLock", false, [this](bool on) { m_tools.setToolLocked(on); });
    bind("viewOnly", false, [this](bool on) { m_tools.setViewOnly(on); });
    bind("snapGrid", true, [this](bool on) {
        m_tools.setSnapping({on, m_tools.snapping().objects});
    });
    bind("snapObjects", true, [this](bool on) {
        m_tools.setSnapping({m_tools.snapping().grid, on});
    });
}

void CanvasActions::connectArranging()
{
    BoardController& controller = m_tools.controller();
    const auto chosen = [this] {
        const Handful free = withoutLocked(
            m_tools.controller().board(), {m_tools.selection().current().notes, {}});
        return std::vector<NoteId>(free.notes.begin(), free.notes.end());
    };
    const auto aligning = [&](const char* id, Alignment alignment) {
        on(keyOf(id), [&controller, chosen, alignment] {
            controller.moveTo(align(controller.board(), chosen(), alignment));
        });
    };
    aligning("alignLeft", Alignment::Left);
    aligning("alignRight", Alignment::Right);
    aligning("alignTop", Alignment::Top);
    aligning("alignBottom", Alignment::Bottom);
    aligning("alignCenter", Alignment::HorizontalCenter);
    aligning("alignMiddle", Alignment::VerticalCenter);
    on(keyOf("distributeX"), [&controller, chosen] {
        controller.moveTo(distribute(controller.board(), chosen(), Axis::Horizontal));
    });
    on(keyOf("distributeY"), [&controller, chosen] {
        controller.moveTo(distribute(controller.board(), chosen(), Axis::Vertical));
    });
    on(keyOf("tidy"), [this] { tidy(); });
    const auto stacking = [&](const char* id, BoardController::Stacking where) {
        on(keyOf(id), [this, &controller, where] {
            controller.restack(m_tools.selection().current().notes, where);
        });
    };
    stacking("forward", BoardController::Stacking::Forward);
    stacking("backward", BoardController::Stacking::Backward);
    stacking("front", BoardController::Stacking::Front);
    stacking("back", BoardController::Stacking::Back);
}

}  // namespace stormbench::storming
