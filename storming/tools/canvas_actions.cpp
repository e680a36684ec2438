// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas' actions: how they are made and when they are enabled.
#include "storming/tools/canvas_actions.h"

#include "resources/ui/icons.h"
#include "storming/edit/board_controller.h"
#include "storming/tools/find_bar.h"
#include "storming/tools/key_sheet.h"

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
    , m_questions(tools)
    , m_find(new FindBar(tools.view()))
    , m_keys(new KeySheet(tools.view()))
{
    for (const ui::ActionSpec& spec : canvasActions()) {
        QAction* action = ui::makeAction(spec, this);
        action->setShortcutContext(contextOf(spec));
        m_tools.view().addAction(action);
        m_actions.insert(spec.id, action);
    }
    addKinds();
    connectEditing();
    connectSelecting();
    connectTools();
    connectNotes();
    connectView();
    connectArranging();
    connectSwitches();
    connect(&tools.selection(), &BoardSelection::changed, this, &CanvasActions::update);
    connect(&tools.controller(), &BoardController::changed, this, &CanvasActions::update);
    connect(&tools.controller(), &BoardController::reset, this, &CanvasActions::update);
    connect(&tools.controller(), &BoardController::readOnlyChanged, this, &CanvasActions::update);
    connect(&tools, &CanvasTools::toolChanged, this, &CanvasActions::update);
    connect(&tools, &CanvasTools::viewOnlyChanged, this, &CanvasActions::update);
    connect(
        tools.controller().undoStack(), &QUndoStack::indexChanged, this, &CanvasActions::update);
    connect(&tools, &CanvasTools::contextMenuRequested, this, &CanvasActions::openContextMenu);
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
    return all + m_kinds + m_kindChanges;
}

void CanvasActions::on(const QString& id, std::function<void()> what)
{
    connect(m_actions.value(id), &QAction::triggered, this, [what = std::move(what)] { what(); });
}

QAction* CanvasActions::addKind(const ui::ActionSpec& spec, std::function<void()> what)
{
    QAction* action = ui::makeAction(spec, this);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_tools.view().addAction(action);
    m_actions.insert(spec.id, action);
    on(spec.id, std::move(what));
    return action;
}

// Alt with a kind's key turns what is selected into the kind.
void CanvasActions::addKinds()
{
    for (const NotationEntry& entry : notation()) {
        const NoteKind kind = entry.kind;
        const QString name = QString::fromUtf8(entry.name);
        const QString figure = kindKey(kind);
        ui::ActionSpec spec;
        spec.id = keyOf("kind.") + QLatin1String(entry.key);
        spec.text = name;
        spec.icon = glyphOf(kind);
        spec.tooltip = tr("Place: %1").arg(name);
        spec.shortcuts = {QKeySequence(figure)};
        m_kinds.append(addKind(spec, [this, kind] { m_tools.armKind(kind); }));
        spec.id = keyOf("become.") + QLatin1String(entry.key);
        spec.tooltip = tr("Turn the selection into: %1").arg(name);
        spec.shortcuts = {QKeySequence(QStringLiteral("Alt+") + figure)};
        m_kindChanges.append(addKind(spec, [this, kind] { m_tools.setKind(kind); }));
    }
}

void CanvasActions::enable(std::initializer_list<const char*> ids, bool on)
{
    for (const char* id : ids)
        m_actions.value(keyOf(id))->setEnabled(on);
}

void CanvasActions::update()
{
    const BoardController& controller = m_tools.controller();
    const QUndoStack& stack = *controller.undoStack();
    const bool edit = m_tools.canEdit();
    enable({"undo"}, edit && stack.canUndo());
    enable({"redo"}, edit && stack.canRedo());
    m_actions.value(keyOf("undo"))
        ->setText(stack.canUndo() ? tr("Undo: %1").arg(stack.undoText()) : tr("Undo"));
    m_actions.value(keyOf("redo"))
        ->setText(stack.canRedo() ? tr("Redo: %1").arg(stack.redoText()) : tr("Redo"));
    enable({"paste", "note", "tool.connect", "tool.frame", "tool.swimlane", "tool.slice",
               "tool.parking", "tool.erase", "frameSelection", "tidy", "eyedropper"},
        edit);
    enable({"viewOnly"}, !controller.isReadOnly());
    for (QAction* action : m_kinds)
        action->setEnabled(edit);
    const BoardSettings& settings = controller.board().settings();
    for (qsizetype i = 0; i < m_kinds.size(); ++i) {
        const QString name = settings.nameOf(notation()[static_cast<std::size_t>(i)].kind);
        m_kinds[i]->setText(name);
        m_kindChanges[i]->setText(name);
    }
    updateSelectionActions();
    updateChecks();
}

void CanvasActions::updateSelectionActions()
{
    const Selection& chosen = m_tools.selection().current();
    const Board& board = m_tools.controller().board();
    const bool edit = m_tools.canEdit();
    const bool content = !chosen.notes.empty() || !chosen.frames.empty();
    const bool note = !chosen.notes.empty();
    enable({"copy", "fitSelection"}, content);
    enable({"cut", "duplicate", "lock"}, edit && content);
    enable({"delete"}, edit && !chosen.isEmpty());
    const bool single = m_tools.selection().singleNote().has_value();
    const bool arrow = m_tools.selection().singleConnector().has_value();
    enable({"next", "previous"}, edit && single);
    enable({"connectTo"}, edit && (single || arrow));
    enable({"connectFrom"}, edit && arrow);
    enable({"flip"}, edit && !chosen.connectors.empty());
    enable({"pin", "forward", "backward", "front", "back", "ungroup", "pasteStyle"}, edit && note);
    enable({"moveToFrame"}, edit && note);
    enable({"splitFrame"}, edit && m_tools.frameToSplit().isValid());
    enable({"copyStyle", "selectFlow", "selectBeneath"}, note);
    enable({"selectArrow"}, (note || arrow) && !board.connectors().empty());
    enable({"selectFrame"}, !board.frames().empty());
    enable({"selectMembers"}, !chosen.frames.empty());
    enable({"frameKind"}, edit && !chosen.frames.empty());
    enable({"group", "alignLeft", "alignRight", "alignTop", "alignBottom", "alignCenter",
               "alignMiddle"},
        edit && chosen.notes.size() > 1);
    enable({"distributeX", "distributeY"}, edit && chosen.notes.size() > 2);
    for (QAction* action : m_kindChanges)
        action->setEnabled(edit && note);
}

void CanvasActions::updateChecks()
{
    const Selection& chosen = m_tools.selection().current();
    const Board& board = m_tools.controller().board();
    const Note* note = chosen.notes.empty() ? nullptr : board.note(*chosen.notes.begin());
    const Frame* frame = chosen.frames.empty() ? nullptr : board.frame(*chosen.frames.begin());
    const bool locked = note ? note->flag(NoteProperty::Locked) : frame && frame->locked;
    m_actions.value(keyOf("lock"))->setChecked(locked);
    m_actions.value(keyOf("viewOnly"))->setChecked(m_tools.isViewOnly());
    const auto check
        = [this](const char* id, bool on) { m_actions.value(keyOf(id))->setChecked(on); };
    const Tool::Id tool = m_tools.toolId();
    check("tool.select", tool == Tool::Id::Select);
    check("tool.pan", tool == Tool::Id::Pan);
    check("tool.connect", tool == Tool::Id::Connect);
    check("tool.erase", tool == Tool::Id::Erase);
    const auto frames
        = [&](FrameKind kind) { return tool == Tool::Id::Frame && m_tools.frameKind() == kind; };
    check("tool.frame", frames(FrameKind::Context));
    check("tool.swimlane", frames(FrameKind::Swimlane));
    check("tool.slice", frames(FrameKind::Slice));
    check("tool.parking", frames(FrameKind::Parking));
}

}  // namespace stormbench::storming
