// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/canvas_tools.h"

#include "storming/edit/board_controller.h"
#include "storming/geometry/geometry.h"
#include "storming/tools/canvas_tool_set.h"
#include "storming/tools/gestures.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

#include <cmath>

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
    }
    return nullptr;
}

QPointF settledCenter(QPointF center, QSizeF size)
{
    const QPointF half(size.width() / 2, size.height() / 2);
    const QPointF corner = (center - half) / ui::size::kGrid;
    return QPointF(std::round(corner.x()), std::round(corner.y())) * ui::size::kGrid + half;
}

}  // namespace

CanvasTools::CanvasTools(BoardView& view)
    : QObject(&view)
    , m_view(view)
    , m_tool(makeTool(Tool::Id::Select, *this))
{
    m_view.installEventFilter(this);
    m_view.viewport()->installEventFilter(this);
    m_view.viewport()->setAcceptDrops(true);
    connect(&selection(), &BoardSelection::changed, this, [this] {
        m_nudge = 0;
        refresh();
    });
    connect(&controller(), &BoardController::changed, this, [this](const ChangeSet& changes) {
        const bool gone = m_editor
            && (changes.removedNotes.contains(m_editor->note())
                || changes.removedFrames.contains(m_editor->frame()));
        if (gone)
            endEditing();
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
    if (m_editor)
        m_editor->disconnect(this);
    m_editor = nullptr;
}

bool CanvasTools::canEdit() const
{
    return !controller().isReadOnly();
}

void CanvasTools::setTool(Tool::Id id)
{
    if (id == m_tool->id())
        return;
    if (!canEdit() && id != Tool::Id::Select && id != Tool::Id::Pan)
        return;
    endEditing();
    m_tool->deactivate();
    m_tool = makeTool(id, *this);
    m_view.boardScene().setHover({});
    m_view.viewport()->setCursor(m_tool->cursor(m_last));
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

void CanvasTools::armKind(NoteKind kind)
{
    if (!canEdit())
        return;
    setCurrentKind(kind);
    setTool(Tool::Id::Note);
    m_tool->hover(m_last);
    refresh();
}

NoteId CanvasTools::placeNote(NoteKind kind, QPointF center)
{
    if (!canEdit())
        return {};
    endEditing();
    const NoteId note = controller().addNote(kind, settledCenter(center, notationOf(kind).size));
    afterPlacing(note);
    return note;
}

void CanvasTools::afterPlacing(NoteId note)
{
    if (!note.isValid())
        return;
    selection().selectNote(note);
    m_view.ensureVisible(controller().board().note(note)->rect, 40, 40);
    editNote(note);
    m_fresh = note;
}

NoteId CanvasTools::placeNoteSomewhere(NoteKind kind)
{
    const auto beside = selection().singleNote();
    if (!beside)
        return placeNote(kind, pointerOrCenter());
    const Board& board = controller().board();
    return placeNote(kind, slotBeside(board, *board.note(*beside), notationOf(kind).size).center());
}

NoteId CanvasTools::placeInFlow(Flow flow)
{
    const auto from = selection().singleNote();
    if (!from || !canEdit())
        return {};
    endEditing();
    const Board& board = controller().board();
    const Note anchor = *board.note(*from);
    const NoteKind kind = flow == Flow::Sibling ? anchor.kind
        : flow == Flow::Next                    ? usualNext(anchor.kind)
                                                : usualPrevious(anchor.kind);
    const QSizeF size = notationOf(kind).size;
    const QRectF slot = flow == Flow::Sibling
        ? slotBelow(board, anchor, size)
        : slotBeside(board, anchor, size, flow == Flow::Previous);
    controller().beginMacro(tr("Add %1").arg(QString::fromUtf8(notationOf(kind).name).toLower()));
    const NoteId made = controller().addNote(kind, slot.center());
    const Note* note = board.note(made);
    // Where the place beside it was taken, an arrow says what the distance does not.
    if (note && flow != Flow::Sibling && !adjacencyEdge(anchor, *note)) {
        if (flow == Flow::Next)
            controller().connectNotes(*from, made);
        else
            controller().connectNotes(made, *from);
    }
    controller().endMacro();
    afterPlacing(made);
    return made;
}

void CanvasTools::editNote(NoteId note, const QString& typed)
{
    const Note* found = controller().board().note(note);
    if (!found || !canEdit() || found->flag(NoteProperty::Locked))
        return;
    selection().selectNote(note);
    startEditor(std::make_unique<TextEditor>(m_view, note, typed));
}

void CanvasTools::editFrame(FrameId frame)
{
    if (!controller().board().frame(frame) || !canEdit())
        return;
    startEditor(std::make_unique<TextEditor>(m_view, frame));
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

void CanvasTools::cut()
{
    if (!canEdit())
        return;
    copy();
    removeSelection();
}

void CanvasTools::copy() const
{
    const Selection& chosen = selection().current();
    if (chosen.notes.empty() && chosen.frames.empty())
        return;
    QGuiApplication::clipboard()->setMimeData(
        controller().copy(chosen.notes, chosen.frames).release());
}

void CanvasTools::paste()
{
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    if (!data || !canEdit())
        return;
    const auto pasted = controller().paste(*data, pointerOrCenter(), m_kind);
    if (!pasted.notes.empty() || !pasted.frames.empty())
        selection().set({pasted.notes, pasted.frames, {}});
}

void CanvasTools::duplicate()
{
    constexpr QPointF kBeside(24, 24);
    const Selection chosen = selection().current();
    if (!canEdit() || (chosen.notes.empty() && chosen.frames.empty()))
        return;
    const auto copies = controller().duplicate(chosen.notes, chosen.frames, kBeside);
    selection().set({copies.notes, copies.frames, {}});
}

void CanvasTools::removeSelection()
{
    const Selection chosen = selection().current();
    if (canEdit() && !chosen.isEmpty())
        controller().remove(chosen.notes, chosen.frames, chosen.connectors);
}

void CanvasTools::nudge(QPointF delta)
{
    const Selection chosen = selection().current();
    if (!canEdit() || (chosen.notes.empty() && chosen.frames.empty()))
        return;
    if (m_nudge == 0)
        m_nudge = controller().beginGesture();
    controller().moveBy(chosen.notes, chosen.frames, delta, {m_nudge});
}

void CanvasTools::refresh()
{
    GestureFeedback feedback = m_tool->feedback();
    if (m_dropKind) {
        const QSizeF size = notationOf(*m_dropKind).size;
        feedback.ghostKind = m_dropKind;
        feedback.ghost = QRectF(m_dropAt - QPointF(size.width() / 2, size.height() / 2), size);
    }
    m_view.setFeedback(std::move(feedback));
}

QPointF CanvasTools::pointerOrCenter() const
{
    const QPoint pointer = m_view.viewport()->mapFromGlobal(QCursor::pos());
    if (m_view.viewport()->underMouse() && m_view.viewport()->rect().contains(pointer))
        return m_view.toScene(pointer);
    return m_view.toScene(QRectF(m_view.viewport()->rect()).center());
}

}  // namespace stormbench::storming
