// SPDX-License-Identifier: GPL-3.0-or-later
// Every tool but Select.
#include "storming/tools/canvas_tool_set.h"

#include "storming/geometry/geometry.h"
#include "storming/geometry/slots.h"
#include "storming/tools/canvas_tools.h"
#include "storming/tools/gestures.h"

#include <QKeyEvent>

namespace stormbench::storming {
namespace {

bool isReturn(const QKeyEvent& event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

QRectF paperAt(QPointF center, QSizeF size)
{
    return {center - QPointF(size.width() / 2, size.height() / 2), size};
}

}  // namespace

QString PanTool::statusText() const
{
    return QObject::tr("Drag to move the board");
}

void PanTool::press(const CanvasMouse& mouse)
{
    begin(std::make_unique<PanGesture>(m_host.view(), mouse));
}

QString NoteTool::statusText() const
{
    return QObject::tr("Click to place: %1 · Enter places beside the selection · Esc ends")
        .arg(m_host.controller().board().settings().nameOf(m_host.currentKind()));
}

void NoteTool::press(const CanvasMouse& mouse)
{
    const bool more = mouse.modifiers & Qt::ShiftModifier;
    hover(mouse);
    const QPointF at = m_slot ? m_slot->rect.center() : mouse.scene;
    CanvasTools& host = m_host;
    // From here on this tool may be gone.
    if (!more)
        host.toolDone();
    host.placeNote(host.currentKind(), at);
}

void NoteTool::hover(const CanvasMouse& mouse)
{
    constexpr qreal kReachPixels = 24;
    m_at = mouse.scene;
    m_slot.reset();
    if (!m_host.snapping().objects || (mouse.modifiers & Qt::ControlModifier))
        return;
    const Note inHand = makeNote({}, m_host.currentKind(), mouse.scene);
    SlotOptions reach;
    reach.reach = kReachPixels / m_host.view().zoom();
    m_slot = slotFor(m_host.controller().board(), inHand, inHand.rect, {}, reach);
    if (m_slot && m_slot->isIllegal())
        m_slot.reset();
}

bool NoteTool::keyPress(QKeyEvent& event)
{
    if (!isReturn(event))
        return false;
    CanvasTools& host = m_host;
    host.toolDone();
    host.placeNoteSomewhere(host.currentKind());
    return true;
}

GestureFeedback NoteTool::feedback() const
{
    GestureFeedback feedback;
    if (!m_at)
        return feedback;
    feedback.ghostKind = m_host.currentKind();
    feedback.ghost = paperAt(*m_at, notationOf(m_host.currentKind()).size);
    if (m_slot) {
        feedback.ghost = m_slot->rect;
        feedback.hint = m_slot->words();
        feedback.hintAt = m_slot->rect.bottomLeft();
    }
    return feedback;
}

QString ConnectTool::statusText() const
{
    return QObject::tr("Drag from one note to another · Esc ends");
}

void ConnectTool::press(const CanvasMouse& mouse)
{
    const Hit hit = hitTest(m_host.controller().board(), mouse.scene);
    if (hit.note.isValid() && m_host.mayEdit())
        begin(std::make_unique<ConnectGesture>(m_host.view(), hit.note, mouse));
}

void ConnectTool::hover(const CanvasMouse& mouse)
{
    m_host.view().boardScene().setHover(
        {hitTest(m_host.controller().board(), mouse.scene).note, {}, {}});
}

QString FrameTool::statusText() const
{
    const QString what = QString::fromUtf8(frameKindEntry(m_host.frameKind()).name).toLower();
    return QObject::tr("Drag the rectangle of a %1 · Enter puts it around the selection · Esc ends")
        .arg(what);
}

void FrameTool::press(const CanvasMouse& mouse)
{
    if (!m_host.mayEdit())
        return;
    CanvasTools& host = m_host;
    const auto done = [&host](FrameId frame) {
        host.toolDone();
        if (!frame.isValid())
            return;
        host.selection().set({{}, {frame}, {}});
        host.editFrame(frame);
    };
    begin(std::make_unique<FrameGesture>(m_host.view(), m_host.frameKind(), mouse, done));
}

bool FrameTool::keyPress(QKeyEvent& event)
{
    if (!isReturn(event))
        return false;
    CanvasTools& host = m_host;
    const FrameKind kind = host.frameKind();
    host.toolDone();
    host.frameSelection(kind);
    return true;
}

QString EraseTool::statusText() const
{
    return QObject::tr("Drag over arrows to take them away · Esc ends");
}

void EraseTool::press(const CanvasMouse& mouse)
{
    if (m_host.mayEdit())
        begin(std::make_unique<EraseGesture>(m_host.view(), mouse));
}

void EraseTool::hover(const CanvasMouse& mouse)
{
    constexpr qreal kReachPixels = 6;
    const ConnectorId arrow
        = m_host.view().boardScene().connectorAt(mouse.scene, kReachPixels / m_host.view().zoom());
    m_host.view().boardScene().setHover({{}, {}, arrow});
}

}  // namespace stormbench::storming
