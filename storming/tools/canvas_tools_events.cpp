// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas' events: who gets what, in which order.
#include "storming/edit/board_controller.h"
#include "storming/edit/plans.h"
#include "storming/geometry/geometry.h"
#include "storming/tools/canvas_tools.h"
#include "storming/tools/gestures.h"
#include "storming/tools/touch_gestures.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>

namespace stormbench::storming {
namespace {

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
    if (watched == m_view.viewport())
        return m_touch->take(*event) || viewportEvent(event);
    if (watched != &m_view || isForABar(*event))
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
    case QEvent::FocusOut:
        setSpaceHeld(false);
        m_edges.stop();
        return false;
    default: return false;
    }
}

// Keys that a bar over the canvas has no use for come by here.
bool CanvasTools::isForABar(const QEvent& event) const
{
    const QWidget* focus = QApplication::focusWidget();
    return (event.type() == QEvent::ShortcutOverride || event.type() == QEvent::KeyPress) && focus
        && focus != &m_view && focus != m_view.viewport() && m_view.isAncestorOf(focus);
}

bool CanvasTools::viewportEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick: return mousePress(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseMove: return mouseMove(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonRelease: return mouseRelease(*static_cast<QMouseEvent*>(event));
    case QEvent::Leave: m_view.boardScene().setHover({}); return false;
    case QEvent::Wheel:
        // What is in the hand stays there; first the view has to move.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_tool->scrollsAtEdge())
                    viewMovedUnderGesture();
            },
            Qt::QueuedConnection);
        return false;
    case QEvent::ContextMenu: return openContextMenu(*static_cast<QContextMenuEvent*>(event));
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::DragLeave:
    case QEvent::Drop: return dragDrop(*event);
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
        showCursor();
        return true;
    }
    if (event.button() != Qt::LeftButton)
        return true;
    if (event.type() == QEvent::MouseButtonDblClick)
        m_tool->doubleClick(mouse);
    else
        m_tool->press(mouse);
    m_edges.begin(mouse.view);
    showCursor();
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
    m_edges.follow(mouse.view);
    showCursor();
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
        showCursor();
        return true;
    }
    if (event.button() != Qt::LeftButton)
        return true;
    m_edges.stop();
    m_tool->release(mouse);
    showCursor();
    refresh();
    return true;
}

void CanvasTools::viewMovedUnderGesture()
{
    m_last.scene = m_view.toScene(m_last.view);
    m_tool->move(m_last);
    refresh();
}

void CanvasTools::showCursor()
{
    const bool inText = m_editor && m_editor->sceneBoundingRect().contains(m_last.scene);
    QCursor cursor = inText ? QCursor(Qt::IBeamCursor) : m_tool->cursor(m_last);
    if (m_pan)
        cursor = Qt::ClosedHandCursor;
    else if (m_spaceHeld)
        cursor = Qt::OpenHandCursor;
    m_view.viewport()->setCursor(cursor);
}

void CanvasTools::setSpaceHeld(bool held)
{
    if (held == m_spaceHeld)
        return;
    m_spaceHeld = held;
    showCursor();
}

// Keys that must reach keyPress although an action has them as its shortcut.
bool CanvasTools::wantsOverride(const QKeyEvent& event) const
{
    if (m_editor) {
        const bool editing = event.matches(QKeySequence::Undo) || event.matches(QKeySequence::Redo)
            || event.matches(QKeySequence::Copy) || event.matches(QKeySequence::Cut)
            || event.matches(QKeySequence::Paste) || event.matches(QKeySequence::SelectAll);
        const bool moving = event.key() == Qt::Key_Delete || event.key() == Qt::Key_Backspace;
        const bool leaving = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter
            || event.key() == Qt::Key_Escape;
        return isPlainText(event) || event.key() == Qt::Key_Space || editing || moving || leaving;
    }
    if (m_keyboard.claims(event))
        return true;
    // A selected note takes letters as its text; figures still pick kinds.
    return selection().singleNote() && canEdit() && m_tool->id() == Tool::Id::Select
        && isPlainText(event) && event.text().at(0).isLetter();
}

bool CanvasTools::keyPress(QKeyEvent& event)
{
    if (m_editor)
        return editorKey(event);
    if (event.key() == Qt::Key_Space && !event.isAutoRepeat()) {
        setSpaceHeld(true);
        return true;
    }
    if (event.key() == Qt::Key_Escape) {
        if (m_tool->cancel())
            refresh();
        else if (m_tool->id() != Tool::Id::Select)
            setTool(Tool::Id::Select);
        else if (!selection().current().isEmpty())
            selection().clear();
        else
            return false;  // for who shows the canvas
        showCursor();
        return true;
    }
    if (m_tool->keyPress(event) || m_keyboard.press(event))
        return true;
    const auto note = selection().singleNote();
    if (!note || !isPlainText(event) || !mayEdit())
        return false;
    editNote(*note, event.text());
    return true;
}

bool CanvasTools::editorKey(QKeyEvent& event)
{
    if (event.key() != Qt::Key_Tab && event.key() != Qt::Key_Backtab)
        return false;
    // The view would move the focus on.
    m_editor->tab(event.key() == Qt::Key_Backtab);
    return true;
}

bool CanvasTools::openContextMenu(const QContextMenuEvent& event)
{
    if (m_editor)
        return false;
    if (event.reason() != QContextMenuEvent::Mouse) {
        requestMenu();
        return true;
    }
    const qreal reach = 6 / m_view.zoom();
    const QPointF at = m_view.toScene(event.pos());
    const Hit hit = hitTest(controller().board(), at, reach);
    const ConnectorId connector = m_view.boardScene().connectorAt(at, reach);
    if (hit.note.isValid() && !selection().contains(hit.note))
        selection().setNotes(withGroups(controller().board(), {hit.note}));
    else if (!hit.note.isValid() && connector.isValid())
        selection().set({{}, {}, {connector}});
    else if (!hit.note.isValid() && hit.frame.isValid() && !selection().contains(hit.frame))
        selection().set({{}, {hit.frame}, {}});
    else if (hit.isNothing())
        selection().clear();
    emit contextMenuRequested(event.globalPos());
    return true;
}

void CanvasTools::requestMenu()
{
    const Selection& chosen = selection().current();
    const QRectF area = bounds(controller().board(), {chosen.notes.begin(), chosen.notes.end()});
    const QPoint at
        = area.isEmpty() ? m_view.viewport()->rect().center() : m_view.mapFromScene(area.center());
    emit contextMenuRequested(m_view.viewport()->mapToGlobal(at));
}

}  // namespace stormbench::storming
