// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/canvas_tools.h"

#include "storming/edit/board_controller.h"
#include "storming/geometry/geometry.h"
#include "storming/tools/canvas_tool_set.h"
#include "storming/tools/gestures.h"
#include "storming/tools/touch_gestures.h"

#include <QUndoStack>

namespace stormbench::storming {
namespace {

std::unique_ptr<Tool> makeTool(Tool::Id id, CanvasTools& host)
{
    switch (id) {
    case Tool::Id::Select: return std::make_unique<SelectTool>(host);
    case Tool::Id::Pan: return std::make_unique<PanTool>(host);
    case Tool::Id::Note: return std::make_unique<NoteTool>(host);
    case Tool::Id::Connect: return std::make_unique<ConnectTool>(host);
    case Tool::Id::Frame: return std::make_unique<FrameTool>(host);
    case Tool::Id::Erase: return std::make_unique<EraseTool>(host);
    }
    return nullptr;
}

}  // namespace

CanvasTools::CanvasTools(BoardView& view)
    : QObject(&view)
    , m_view(view)
    , m_tool(makeTool(Tool::Id::Select, *this))
    , m_touch(std::make_unique<TouchGestures>(view))
    , m_edges(view,
          {[this] { return !m_pan && m_tool->scrollsAtEdge(); },
              [this] { viewMovedUnderGesture(); }})
{
    m_view.installEventFilter(this);
    m_view.viewport()->installEventFilter(this);
    m_view.viewport()->setAcceptDrops(true);
    connect(&selection(), &BoardSelection::changed, this, [this] {
        m_keyboard.endNudging();
        refresh();
    });
    connect(&controller(), &BoardController::changed, this, [this](const ChangeSet& changes) {
        const bool gone = m_editor
            && (changes.removedNotes.contains(m_editor->note())
                || changes.removedFrames.contains(m_editor->frame())
                || changes.removedConnectors.contains(m_editor->connector()));
        if (gone)
            endEditing();
        else if (m_editor)
            m_editor->follow(changes);
        refresh();
    });
    connect(&controller(), &BoardController::reset, this, [this] {
        endEditing();
        m_tool->cancel();
        refresh();
    });
    connect(&m_view, &BoardView::zoomChanged, this, &CanvasTools::refresh);
    // A window's members die before its child widgets: from then on there is no board to edit.
    connect(&controller(), &QObject::destroyed, this, &CanvasTools::letGo);
    connect(&m_view, &BoardView::closing, this, &CanvasTools::letGo);
}

CanvasTools::~CanvasTools() = default;

void CanvasTools::letGo()
{
    m_view.removeEventFilter(this);
    m_view.viewport()->removeEventFilter(this);
    m_edges.stop();
    if (m_editor)
        m_editor->disconnect(this);
    m_editor = nullptr;
}

bool CanvasTools::canEdit() const
{
    return !m_viewOnly && !controller().isReadOnly();
}

bool CanvasTools::mayEdit()
{
    if (controller().isReadOnly())
        say(tr("This board is read-only: save it under another name to change it"));
    else if (m_viewOnly)
        say(tr("The board is only being shown: Alt+R ends that"));
    return canEdit();
}

void CanvasTools::setViewOnly(bool on)
{
    if (on == m_viewOnly)
        return;
    setTool(Tool::Id::Select);
    endEditing();
    m_viewOnly = on;
    refresh();
    emit viewOnlyChanged(on);
}

void CanvasTools::setTool(Tool::Id id)
{
    if (id == m_tool->id())
        return;
    if (id != Tool::Id::Select && id != Tool::Id::Pan && !mayEdit())
        return;
    endEditing();
    m_tool->deactivate();
    m_tool = makeTool(id, *this);
    m_view.boardScene().setHover({});
    showCursor();
    refresh();
    emit toolChanged(id);
    emit statusChanged(m_tool->statusText());
}

void CanvasTools::setCurrentKind(NoteKind kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    emit currentKindChanged(kind);
    emit statusChanged(m_tool->statusText());
    refresh();
}

void CanvasTools::toolDone()
{
    if (!m_toolLocked)
        setTool(Tool::Id::Select);
}

void CanvasTools::armFrame(FrameKind kind)
{
    if (!mayEdit())
        return;
    m_frameKind = kind;
    setTool(Tool::Id::Frame);
    emit toolChanged(m_tool->id());
    say(m_tool->statusText());
}

void CanvasTools::armKind(NoteKind kind)
{
    if (!mayEdit())
        return;
    setCurrentKind(kind);
    setTool(Tool::Id::Note);
    m_tool->hover(m_last);
    refresh();
}

void CanvasTools::editNote(NoteId note, const QString& typed)
{
    const Note* found = controller().board().note(note);
    if (!found || !mayEdit())
        return;
    if (found->flag(NoteProperty::Locked))
        return say(tr("The note is locked: Ctrl+Shift+L unlocks it"));
    selection().selectNote(note);
    startEditor(std::make_unique<TextEditor>(m_view, note, typed));
}

void CanvasTools::editFrame(FrameId frame)
{
    const Frame* found = controller().board().frame(frame);
    if (!found || !mayEdit())
        return;
    if (found->locked)
        return say(tr("The frame is locked: Ctrl+Shift+L unlocks it"));
    startEditor(std::make_unique<TextEditor>(m_view, frame));
}

void CanvasTools::editConnector(ConnectorId connector)
{
    if (controller().board().connector(connector) && mayEdit())
        startEditor(std::make_unique<TextEditor>(m_view, connector));
}

void CanvasTools::startEditor(std::unique_ptr<TextEditor> editor)
{
    endEditing();
    m_fresh = {};
    m_tool->cancel();
    m_editor = editor.release();
    m_view.boardScene().addItem(m_editor);
    m_view.boardScene().setEditing(m_editor->note(), m_editor->frame());
    connect(m_editor, &TextEditor::finished, this, &CanvasTools::editorFinished);
    connect(m_editor, &TextEditor::linesPasted, this, [this] {
        const NoteId note = m_editor->note();
        const QPointF at = controller().board().note(note)->rect.center();
        const bool fresh = m_fresh.isValid() && m_fresh == note;
        endEditing();
        if (fresh)
            controller().remove({note});
        paste(at);
    });
    m_view.setFocus();
    m_editor->start();
    refresh();
}

void CanvasTools::editorFinished(TextEditor::End end)
{
    const NoteId note = m_editor ? m_editor->note() : NoteId();
    const bool unwritten = m_fresh.isValid() && m_fresh == note;
    endEditing();
    const Note* found = controller().board().note(note);
    if (found && unwritten && end == TextEditor::End::Left && found->name().isEmpty()) {
        // As if it had never been, if nothing happened since.
        if (QUndoStack& stack = *controller().undoStack(); stack.index() == m_freshIndex)
            stack.undo();
        else
            controller().remove({note});
        return;
    }
    if (end == TextEditor::End::Next)
        placeInFlow(Flow::Next);
    else if (end == TextEditor::End::Previous)
        placeInFlow(Flow::Previous);
    else if (end == TextEditor::End::Sibling && found)
        placeInFlow(Flow::Sibling);
}

void CanvasTools::endEditing()
{
    if (!m_editor)
        return;
    TextEditor* editor = m_editor;
    m_editor = nullptr;
    m_fresh = {};
    editor->disconnect(this);
    editor->setVisible(false);
    editor->deleteLater();
    m_view.boardScene().setEditing({});
    refresh();
}

void CanvasTools::refresh()
{
    GestureFeedback feedback = m_preview ? *m_preview : m_tool->feedback();
    if (m_dropKind) {
        const QSizeF size = notationOf(*m_dropKind).size;
        feedback.ghostKind = m_dropKind;
        feedback.ghost = QRectF(m_dropAt - QPointF(size.width() / 2, size.height() / 2), size);
    }
    m_view.setFeedback(std::move(feedback));
}

void CanvasTools::setPreview(std::optional<GestureFeedback> preview)
{
    m_preview = std::move(preview);
    refresh();
}

QPointF CanvasTools::pointerOrCenter() const
{
    const QPoint pointer = m_view.viewport()->mapFromGlobal(QCursor::pos());
    if (m_view.viewport()->underMouse() && m_view.viewport()->rect().contains(pointer))
        return m_view.toScene(pointer);
    return m_view.toScene(QRectF(m_view.viewport()->rect()).center());
}

}  // namespace stormbench::storming
