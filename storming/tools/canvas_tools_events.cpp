// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas' events: who gets what, in which order.
#include "storming/edit/board_controller.h"
#include "storming/geometry/geometry.h"
#include "storming/scene/kind_drag.h"
#include "storming/tools/canvas_tools.h"
#include "storming/tools/gestures.h"

#include <QContextMenuEvent>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>

namespace stormbench::storming {
namespace {

constexpr qreal kNudge = 4;
constexpr qreal kLargeNudge = 40;

bool isPlainText(const QKeyEvent& event)
{
    const QString text = event.text();
    const bool modified
        = event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    return !modified && !text.isEmpty() && text.at(0).isPrint() && text != QStringLiteral(" ");
}

}  // namespace

bool CanvasTools::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view.viewport()) {
        switch (event->type()) {
        case QEvent::MouseButtonPress:
        case QEvent::MouseButtonDblClick: return mousePress(*static_cast<QMouseEvent*>(event));
        case QEvent::MouseMove: return mouseMove(*static_cast<QMouseEvent*>(event));
        case QEvent::MouseButtonRelease: return mouseRelease(*static_cast<QMouseEvent*>(event));
        case QEvent::Leave: m_view.boardScene().setHover({}); return false;
        case QEvent::ContextMenu: return openContextMenu(*static_cast<QContextMenuEvent*>(event));
        case QEvent::DragEnter:
        case QEvent::DragMove:
        case QEvent::DragLeave:
        case QEvent::Drop: return dragDrop(*event);
        default: return false;
        }
    }
    if (watched != &m_view)
        return false;
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        if (!wantsOverride(*static_cast<QKeyEvent*>(event)))
            return false;
        event->accept();
        return true;
    case QEvent::KeyPress: return keyPress(*static_cast<QKeyEvent*>(event));
    case QEvent::KeyRelease: {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() != Qt::Key_Space || key->isAutoRepeat() || !m_spaceHeld)
            return false;
        setSpaceHeld(false);
        return true;
    }
    case QEvent::FocusOut: setSpaceHeld(false); return false;
    default: return false;
    }
}

CanvasMouse CanvasTools::mouseOf(const QMouseEvent& event) const
{
    return {m_view.toScene(event.position()), event.position(), event.button(), event.modifiers()};
}

bool CanvasTools::mousePress(QMouseEvent& event)
{
    const CanvasMouse mouse = mouseOf(event);
    m_last = mouse;
    m_view.setFocus(Qt::MouseFocusReason);
    if (m_editor && m_editor->sceneBoundingRect().contains(mouse.scene)) {
        m_pointerInEditor = true;
        return false;
    }
    endEditing();
    if (event.button() == Qt::MiddleButton || (event.button() == Qt::LeftButton && m_spaceHeld)) {
        m_pan = std::make_unique<PanGesture>(m_view, mouse);
        m_view.viewport()->setCursor(Qt::ClosedHandCursor);
        return true;
    }
    if (event.button() != Qt::LeftButton)
        return true;
    if (event.type() == QEvent::MouseButtonDblClick)
        m_tool->doubleClick(mouse);
    else
        m_tool->press(mouse);
    refresh();
    return true;
}

bool CanvasTools::mouseMove(QMouseEvent& event)
{
    if (m_pointerInEditor)
        return false;
    const CanvasMouse mouse = mouseOf(event);
    m_last = mouse;
    if (m_pan) {
        m_pan->move(mouse);
        return true;
    }
    m_tool->move(mouse);
    if (m_spaceHeld)
        m_view.viewport()->setCursor(Qt::OpenHandCursor);
    else if (m_editor && m_editor->sceneBoundingRect().contains(mouse.scene))
        m_view.viewport()->setCursor(Qt::IBeamCursor);
    else
        m_view.viewport()->setCursor(m_tool->cursor(mouse));
    if (m_tool->isBusy() || m_tool->id() == Tool::Id::Note)
        refresh();
    return true;
}

bool CanvasTools::mouseRelease(QMouseEvent& event)
{
    if (m_pointerInEditor) {
        m_pointerInEditor = false;
        return false;
    }
    const CanvasMouse mouse = mouseOf(event);
    m_last = mouse;
    if (m_pan) {
        m_pan.reset();
        m_view.viewport()->setCursor(
            m_spaceHeld ? QCursor(Qt::OpenHandCursor) : m_tool->cursor(mouse));
        return true;
    }
    if (event.button() != Qt::LeftButton)
        return true;
    m_tool->release(mouse);
    m_view.viewport()->setCursor(m_tool->cursor(mouse));
    refresh();
    return true;
}

void CanvasTools::setSpaceHeld(bool held)
{
    if (held == m_spaceHeld)
        return;
    m_spaceHeld = held;
    m_view.viewport()->setCursor(held ? QCursor(Qt::OpenHandCursor) : m_tool->cursor(m_last));
}

// Keys that must reach keyPress although an action has them as its shortcut.
bool CanvasTools::wantsOverride(const QKeyEvent& event) const
{
    if (m_editor) {
        const bool editing = event.matches(QKeySequence::Undo) || event.matches(QKeySequence::Redo)
            || event.matches(QKeySequence::Copy) || event.matches(QKeySequence::Cut)
            || event.matches(QKeySequence::Paste) || event.matches(QKeySequence::SelectAll);
        const bool moving = event.key() == Qt::Key_Delete || event.key() == Qt::Key_Backspace;
        return isPlainText(event) || event.key() == Qt::Key_Space || editing || moving;
    }
    // A selected note takes letters as its text; figures still pick kinds.
    return selection().singleNote() && canEdit() && m_tool->id() == Tool::Id::Select
        && isPlainText(event) && event.text().at(0).isLetter();
}

bool CanvasTools::keyPress(QKeyEvent& event)
{
    if (m_editor) {
        if (event.key() != Qt::Key_Tab && event.key() != Qt::Key_Backtab)
            return false;
        // The view would move the focus on.
        m_editor->tab(event.key() == Qt::Key_Backtab);
        return true;
    }
    if (event.key() == Qt::Key_Space && !event.isAutoRepeat()) {
        setSpaceHeld(true);
        return true;
    }
    if (event.key() == Qt::Key_Escape) {
        if (m_tool->cancel())
            refresh();
        else if (m_tool->id() != Tool::Id::Select)
            setTool(Tool::Id::Select);
        else
            selection().clear();
        return true;
    }
    if (m_tool->keyPress(event))
        return true;
    return flowKey(event);
}

bool CanvasTools::flowKey(QKeyEvent& event)
{
    const auto note = selection().singleNote();
    const qreal step = event.modifiers() & Qt::ShiftModifier ? kLargeNudge : kNudge;
    switch (event.key()) {
    case Qt::Key_Left: nudge({-step, 0}); return true;
    case Qt::Key_Right: nudge({step, 0}); return true;
    case Qt::Key_Up: nudge({0, -step}); return true;
    case Qt::Key_Down: nudge({0, step}); return true;
    case Qt::Key_Tab:
        if (note && canEdit())
            return placeInFlow(Flow::Next).isValid();
        return false;
    case Qt::Key_Backtab:
        if (note && canEdit())
            return placeInFlow(Flow::Previous).isValid();
        return false;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (note && (event.modifiers() & Qt::ControlModifier))
            placeInFlow(Flow::Sibling);
        else if (note)
            editNote(*note);
        else if (const auto frame = selection().singleFrame())
            editFrame(*frame);
        else
            return false;
        return true;
    default: break;
    }
    if (!note || !isPlainText(event) || !canEdit())
        return false;
    editNote(*note, event.text());
    return true;
}

bool CanvasTools::openContextMenu(const QContextMenuEvent& event)
{
    if (m_editor)
        return false;
    QPoint global = event.globalPos();
    if (event.reason() == QContextMenuEvent::Mouse) {
        const qreal reach = 6 / m_view.zoom();
        const QPointF at = m_view.toScene(event.pos());
        const Hit hit = hitTest(controller().board(), at, reach);
        const ConnectorId connector = m_view.boardScene().connectorAt(at, reach);
        if (hit.note.isValid() && !selection().contains(hit.note))
            selection().selectNote(hit.note);
        else if (!hit.note.isValid() && connector.isValid())
            selection().set({{}, {}, {connector}});
        else if (!hit.note.isValid() && hit.frame.isValid() && !selection().contains(hit.frame))
            selection().set({{}, {hit.frame}, {}});
        else if (hit.isNothing())
            selection().clear();
    } else {
        const QRectF chosen = bounds(controller().board(),
            {selection().current().notes.begin(), selection().current().notes.end()});
        if (!chosen.isEmpty())
            global = m_view.viewport()->mapToGlobal(m_view.mapFromScene(chosen.center()));
    }
    emit contextMenuRequested(global);
    return true;
}

bool CanvasTools::dragDrop(QEvent& event)
{
    if (event.type() == QEvent::DragLeave) {
        m_dropKind.reset();
        refresh();
        return true;
    }
    auto& drop = static_cast<QDropEvent&>(event);
    if (!drop.mimeData()->hasFormat(QLatin1String(kKindMimeType)) || !canEdit())
        return false;
    const auto kind
        = noteKindFromNumber(drop.mimeData()->data(QLatin1String(kKindMimeType)).toUInt());
    if (!kind)
        return false;
    drop.setDropAction(Qt::CopyAction);
    drop.accept();
    m_dropAt = m_view.toScene(drop.position());
    m_dropKind = kind;
    if (event.type() == QEvent::Drop) {
        m_dropKind.reset();
        setTool(Tool::Id::Select);
        placeNote(*kind, m_dropAt);
    }
    refresh();
    return true;
}

}  // namespace stormbench::storming
