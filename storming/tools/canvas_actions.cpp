// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/canvas_actions.h"

#include "resources/ui/icons.h"
#include "storming/edit/board_controller.h"
#include "storming/geometry/arrange.h"
#include "storming/geometry/edges.h"

#include <QAction>
#include <QMenu>
#include <QUndoStack>

namespace stormbench::storming {
namespace {

QString keyOf(const char* word)
{
    return QStringLiteral("board.") + QLatin1String(word);
}

// Letters and figures are the canvas' own; what has Ctrl in it works in the whole window.
Qt::ShortcutContext contextOf(const ui::ActionSpec& spec)
{
    for (const QKeySequence& sequence : spec.shortcuts) {
        if (!(sequence[0].keyboardModifiers() & Qt::ControlModifier))
            return Qt::WidgetWithChildrenShortcut;
    }
    return Qt::WindowShortcut;
}

}  // namespace

CanvasActions::CanvasActions(CanvasTools& tools)
    : QObject(&tools)
    , m_tools(tools)
{
    for (const ui::ActionSpec& spec : canvasActions()) {
        QAction* action = ui::makeAction(spec, this);
        action->setShortcutContext(contextOf(spec));
        m_tools.view().addAction(action);
        m_actions.insert(spec.id, action);
    }
    addKinds();
    connectEditing();
    connectView();
    connectArranging();
    connect(&tools.selection(), &BoardSelection::changed, this, &CanvasActions::update);
    connect(&tools.controller(), &BoardController::changed, this, &CanvasActions::update);
    connect(&tools.controller(), &BoardController::reset, this, &CanvasActions::update);
    connect(&tools.controller(), &BoardController::readOnlyChanged, this, &CanvasActions::update);
    connect(&tools, &CanvasTools::toolChanged, this, &CanvasActions::update);
    connect(
        tools.controller().undoStack(), &QUndoStack::indexChanged, this, &CanvasActions::update);
    connect(&tools, &CanvasTools::contextMenuRequested, this, [this](const QPoint& at) {
        QMenu menu(&m_tools.view());
        fillContextMenu(menu);
        menu.exec(at);
    });
    update();
}

QAction* CanvasActions::action(const QString& id) const
{
    return m_actions.value(id);
}

QList<QAction*> CanvasActions::actions() const
{
    QList<QAction*> all;
    for (const ui::ActionSpec& spec : canvasActions())
        all.append(m_actions.value(spec.id));
    return all + m_kinds;
}

void CanvasActions::on(const QString& id, std::function<void()> what)
{
    connect(m_actions.value(id), &QAction::triggered, this, [what = std::move(what)] { what(); });
}

void CanvasActions::addKinds()
{
    for (const NotationEntry& entry : notation()) {
        const NoteKind kind = entry.kind;
        const QString name = QString::fromUtf8(entry.name);
        ui::ActionSpec spec;
        spec.id = QStringLiteral("board.kind.") + QLatin1String(entry.key);
        spec.text = name;
        spec.icon = glyphOf(kind);
        spec.tooltip = tr("Place: %1").arg(name);
        if (entry.digit)
            spec.shortcuts = {QKeySequence(QString(QLatin1Char(entry.digit)))};
        QAction* place = ui::makeAction(spec, this);
        place->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(place, &QAction::triggered, this, [this, kind] { m_tools.armKind(kind); });
        m_tools.view().addAction(place);
        m_actions.insert(spec.id, place);
        m_kinds.append(place);

        spec.id = QStringLiteral("board.become.") + QLatin1String(entry.key);
        spec.tooltip = tr("Turn the selection into: %1").arg(name);
        if (entry.digit)
            spec.shortcuts = {QKeySequence(QStringLiteral("Alt+") + QLatin1Char(entry.digit))};
        QAction* become = ui::makeAction(spec, this);
        become->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(become, &QAction::triggered, this, [this, kind] {
            if (m_tools.canEdit())
                m_tools.controller().setKind(m_tools.selection().current().notes, kind);
        });
        m_tools.view().addAction(become);
        m_actions.insert(spec.id, become);
        m_kindChanges.append(become);
    }
}

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
    on(keyOf("duplicate"), [this] { m_tools.duplicate(); });
    on(keyOf("delete"), [this] { m_tools.removeSelection(); });
    on(keyOf("selectAll"), [this] { m_tools.selection().selectAll(); });
    on(keyOf("tool.select"), [this] { m_tools.setTool(Tool::Id::Select); });
    on(keyOf("tool.pan"), [this] { m_tools.setTool(Tool::Id::Pan); });
    on(keyOf("tool.connect"), [this] { m_tools.setTool(Tool::Id::Connect); });
    on(keyOf("tool.frame"), [this] { m_tools.setTool(Tool::Id::Frame); });
    on(keyOf("note"), [this] { m_tools.placeNoteSomewhere(m_tools.currentKind()); });
    on(keyOf("next"), [this] { m_tools.placeInFlow(CanvasTools::Flow::Next); });
    on(keyOf("previous"), [this] { m_tools.placeInFlow(CanvasTools::Flow::Previous); });
    on(keyOf("lock"), [this, &controller] {
        controller.setProperty(m_tools.selection().current().notes, NoteProperty::Locked,
            m_actions.value(keyOf("lock"))->isChecked());
    });
    on(keyOf("pin"), [this, &controller] {
        const std::set<NoteId> notes = m_tools.selection().current().notes;
        controller.beginMacro(tr("Pin edges"));
        for (const Edge& edge : edges(controller.board())) {
            const bool touched = notes.contains(edge.from) || notes.contains(edge.to);
            if (touched && edge.origin == EdgeOrigin::Adjacency)
                controller.connectNotes(edge.from, edge.to, {}, true);
        }
        controller.endMacro();
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
    QAction* minimap = m_actions.value(keyOf("minimap"));
    minimap->setChecked(view.isMinimapVisible());
    connect(minimap, &QAction::toggled, &view, &BoardView::setMinimapVisible);
}

void CanvasActions::connectArranging()
{
    BoardController& controller = m_tools.controller();
    const auto chosen = [this] {
        const std::set<NoteId>& notes = m_tools.selection().current().notes;
        return std::vector<NoteId>(notes.begin(), notes.end());
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
    aligning("alignMiddle", Alignment::VerticalCenter);
    on(keyOf("distributeX"), [&controller, chosen] {
        controller.moveTo(distribute(controller.board(), chosen(), Axis::Horizontal));
    });
    on(keyOf("distributeY"), [&controller, chosen] {
        controller.moveTo(distribute(controller.board(), chosen(), Axis::Vertical));
    });
    on(keyOf("front"), [this, &controller] {
        controller.restack(m_tools.selection().current().notes, BoardController::Stacking::Front);
    });
    on(keyOf("back"), [this, &controller] {
        controller.restack(m_tools.selection().current().notes, BoardController::Stacking::Back);
    });
}

void CanvasActions::update()
{
    const Selection& chosen = m_tools.selection().current();
    const BoardController& controller = m_tools.controller();
    const bool edit = m_tools.canEdit();
    const bool content = !chosen.notes.empty() || !chosen.frames.empty();
    const auto enable
        = [this](const char* id, bool on) { m_actions.value(keyOf(id))->setEnabled(on); };
    const QUndoStack& stack = *controller.undoStack();
    enable("undo", edit && stack.canUndo());
    enable("redo", edit && stack.canRedo());
    m_actions.value(keyOf("undo"))
        ->setText(stack.canUndo() ? tr("Undo: %1").arg(stack.undoText()) : tr("Undo"));
    m_actions.value(keyOf("redo"))
        ->setText(stack.canRedo() ? tr("Redo: %1").arg(stack.redoText()) : tr("Redo"));
    enable("copy", content);
    for (const char* id : {"cut", "duplicate"})
        enable(id, edit && content);
    enable("delete", edit && !chosen.isEmpty());
    for (const char* id : {"paste", "note", "tool.connect", "tool.frame"})
        enable(id, edit);
    const bool single = edit && m_tools.selection().singleNote().has_value();
    for (const char* id : {"next", "previous"})
        enable(id, single);
    for (const char* id : {"pin", "lock", "front", "back"})
        enable(id, edit && !chosen.notes.empty());
    for (const char* id : {"alignLeft", "alignRight", "alignTop", "alignBottom", "alignMiddle"})
        enable(id, edit && chosen.notes.size() > 1);
    for (const char* id : {"distributeX", "distributeY"})
        enable(id, edit && chosen.notes.size() > 2);
    enable("fitSelection", content);
    for (QAction* action : m_kinds)
        action->setEnabled(edit);
    for (QAction* action : m_kindChanges)
        action->setEnabled(edit && !chosen.notes.empty());
    const Note* first
        = chosen.notes.empty() ? nullptr : controller.board().note(*chosen.notes.begin());
    m_actions.value(keyOf("lock"))->setChecked(first && first->flag(NoteProperty::Locked));
    const auto check = [this](const char* id, Tool::Id tool) {
        m_actions.value(keyOf(id))->setChecked(m_tools.toolId() == tool);
    };
    check("tool.select", Tool::Id::Select);
    check("tool.pan", Tool::Id::Pan);
    check("tool.connect", Tool::Id::Connect);
    check("tool.frame", Tool::Id::Frame);
}

void CanvasActions::fillContextMenu(QMenu& menu) const
{
    const Selection& chosen = m_tools.selection().current();
    if (chosen.isEmpty()) {
        QMenu* place = menu.addMenu(ui::icon(QStringLiteral("note")), tr("New note"));
        for (QAction* action : m_kinds)
            place->addAction(action);
        for (const char* id : {"tool.frame", "paste", "selectAll"})
            menu.addAction(m_actions.value(keyOf(id)));
        menu.addSeparator();
        for (const char* id : {"fitAll", "zoomReset"})
            menu.addAction(m_actions.value(keyOf(id)));
        return;
    }
    if (!chosen.notes.empty()) {
        QMenu* become = menu.addMenu(ui::icon(QStringLiteral("palette")), tr("Change kind to"));
        for (QAction* action : m_kindChanges)
            become->addAction(action);
        for (const char* id : {"next", "previous", "pin"})
            menu.addAction(m_actions.value(keyOf(id)));
        menu.addSeparator();
    }
    for (const char* id : {"cut", "copy", "paste", "duplicate", "delete"})
        menu.addAction(m_actions.value(keyOf(id)));
    if (chosen.notes.empty())
        return;
    menu.addSeparator();
    QMenu* arrange = menu.addMenu(tr("Arrange"));
    for (const char* id : {"front", "back", "alignLeft", "alignRight", "alignTop", "alignBottom",
             "alignMiddle", "distributeX", "distributeY"}) {
        arrange->addAction(m_actions.value(keyOf(id)));
    }
    menu.addAction(m_actions.value(keyOf("lock")));
}

}  // namespace stormbench::storming
