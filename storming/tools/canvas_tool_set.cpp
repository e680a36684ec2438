// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/canvas_tool_set.h"

#include "storming/geometry/geometry.h"
#include "storming/tools/canvas_tools.h"
#include "storming/tools/gestures.h"

#include <QKeyEvent>

namespace stormbench::storming {
namespace {

constexpr qreal kReachPixels = 6;

std::optional<QRectF> handledRect(const CanvasTools& host)
{
    if (!host.canEdit() || host.isEditing())
        return std::nullopt;
    const Board& board = host.controller().board();
    if (const auto id = host.selection().singleNote();
        id && !board.note(*id)->flag(NoteProperty::Locked))
        return board.note(*id)->rect;
    if (const auto id = host.selection().singleFrame())
        return board.frame(*id)->rect;
    return std::nullopt;
}

}  // namespace

SelectTool::Handle SelectTool::handleAt(const CanvasMouse& mouse) const
{
    const auto rect = handledRect(m_host);
    if (!rect)
        return {};
    const qreal pixel = 1.0 / m_host.view().zoom();
    const auto near = [&](QPointF handle) {
        return (mouse.scene - handle).manhattanLength() <= 1.4 * kReachPixels * pixel;
    };
    const auto corners = resizeHandlesOf(*rect);
    for (std::size_t i = 0; i < corners.size(); ++i) {
        if (near(corners[i]))
            return {static_cast<int>(i), false};
    }
    if (!m_host.selection().singleNote())
        return {};
    for (const QPointF& dot : connectHandlesOf(*rect, kConnectDistancePixels * pixel)) {
        if (near(dot))
            return {-1, true};
    }
    return {};
}

QCursor SelectTool::cursor(const CanvasMouse& mouse) const
{
    const Handle handle = handleAt(mouse);
    if (handle.corner >= 0)
        return handle.corner % 2 == 0 ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor;
    if (handle.connect)
        return Qt::CrossCursor;
    return Qt::ArrowCursor;
}

QString SelectTool::statusText() const
{
    return QObject::tr(
        "Double-click places a note · drag moves · Alt-drag copies · Space-drag pans");
}

bool SelectTool::pressHandle(const CanvasMouse& mouse)
{
    const Handle handle = handleAt(mouse);
    const auto note = m_host.selection().singleNote();
    const auto frame = m_host.selection().singleFrame();
    if (handle.corner >= 0) {
        begin(std::make_unique<ResizeGesture>(
            m_host.view(), note.value_or(NoteId()), frame.value_or(FrameId()), handle.corner));
        return true;
    }
    if (handle.connect && note) {
        begin(std::make_unique<ConnectGesture>(m_host.view(), *note, mouse));
        return true;
    }
    return false;
}

void SelectTool::press(const CanvasMouse& mouse)
{
    if (pressHandle(mouse))
        return;
    BoardView& view = m_host.view();
    BoardSelection& selection = m_host.selection();
    const qreal reach = kReachPixels / view.zoom();
    const Hit hit = hitTest(m_host.controller().board(), mouse.scene, reach);
    const ConnectorId connector
        = hit.note.isValid() ? ConnectorId() : view.boardScene().connectorAt(mouse.scene, reach);
    Selection chosen = selection.current();
    const bool extend = mouse.modifiers & Qt::ShiftModifier;
    const auto choose = [&](auto& set, auto id) {
        if (extend) {
            if (!set.erase(id))
                set.insert(id);
        } else if (!set.contains(id)) {
            chosen = {};
            set.insert(id);
        }
    };
    if (hit.note.isValid())
        choose(chosen.notes, hit.note);
    else if (connector.isValid())
        choose(chosen.connectors, connector);
    else if (hit.frame.isValid())
        choose(chosen.frames, hit.frame);
    else {
        begin(std::make_unique<MarqueeGesture>(view, mouse));
        return;
    }
    selection.set(std::move(chosen));
    const bool inHand
        = selection.contains(hit.note) || (!hit.note.isValid() && selection.contains(hit.frame));
    if (inHand && !connector.isValid())
        begin(std::make_unique<MoveGesture>(view, mouse));
}

void SelectTool::hover(const CanvasMouse& mouse)
{
    const qreal reach = kReachPixels / m_host.view().zoom();
    const Hit hit = hitTest(m_host.controller().board(), mouse.scene, reach);
    BoardScene::Hover hover;
    hover.note = hit.note;
    if (!hit.note.isValid()) {
        hover.connector = m_host.view().boardScene().connectorAt(mouse.scene, reach);
        if (!hover.connector.isValid())
            hover.frame = hit.frame;
    }
    m_host.view().boardScene().setHover(hover);
}

void SelectTool::doubleClick(const CanvasMouse& mouse)
{
    if (!m_host.canEdit())
        return;
    const Hit hit
        = hitTest(m_host.controller().board(), mouse.scene, kReachPixels / m_host.view().zoom());
    if (hit.note.isValid())
        m_host.editNote(hit.note);
    else if (hit.frame.isValid())
        m_host.editFrame(hit.frame);
    else
        m_host.placeNote(m_host.currentKind(), mouse.scene);
}

GestureFeedback SelectTool::feedback() const
{
    GestureFeedback feedback = Tool::feedback();
    if (!feedback.isEmpty())
        return feedback;
    feedback.resizeHandles = handledRect(m_host);
    if (m_host.selection().singleNote() && !isBusy())
        feedback.connectHandles = feedback.resizeHandles;
    return feedback;
}

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
        .arg(QString::fromUtf8(notationOf(m_host.currentKind()).name));
}

void NoteTool::press(const CanvasMouse& mouse)
{
    const bool more = mouse.modifiers & Qt::ShiftModifier;
    const QPointF at = mouse.scene;
    CanvasTools& host = m_host;
    // From here on this tool may be gone.
    if (!more)
        host.setTool(Id::Select);
    host.placeNote(host.currentKind(), at);
}

void NoteTool::hover(const CanvasMouse& mouse)
{
    m_at = mouse.scene;
}

bool NoteTool::keyPress(QKeyEvent& event)
{
    if (event.key() != Qt::Key_Return && event.key() != Qt::Key_Enter)
        return false;
    CanvasTools& host = m_host;
    host.setTool(Id::Select);
    host.placeNoteSomewhere(host.currentKind());
    return true;
}

GestureFeedback NoteTool::feedback() const
{
    GestureFeedback feedback;
    if (!m_at)
        return feedback;
    const QSizeF size = notationOf(m_host.currentKind()).size;
    feedback.ghostKind = m_host.currentKind();
    feedback.ghost = QRectF(*m_at - QPointF(size.width() / 2, size.height() / 2), size);
    return feedback;
}

QString ConnectTool::statusText() const
{
    return QObject::tr("Drag from one note to another · Esc ends");
}

void ConnectTool::press(const CanvasMouse& mouse)
{
    const Hit hit = hitTest(m_host.controller().board(), mouse.scene);
    if (hit.note.isValid() && m_host.canEdit())
        begin(std::make_unique<ConnectGesture>(m_host.view(), hit.note, mouse));
}

void ConnectTool::hover(const CanvasMouse& mouse)
{
    m_host.view().boardScene().setHover(
        {hitTest(m_host.controller().board(), mouse.scene).note, {}, {}});
}

QString FrameTool::statusText() const
{
    return QObject::tr("Drag a rectangle around a bounded context · Esc ends");
}

void FrameTool::press(const CanvasMouse& mouse)
{
    if (!m_host.canEdit())
        return;
    CanvasTools& host = m_host;
    begin(std::make_unique<FrameGesture>(m_host.view(), mouse, [&host](FrameId frame) {
        host.setTool(Id::Select);
        if (!frame.isValid())
            return;
        host.selection().set({{}, {frame}, {}});
        host.editFrame(frame);
    }));
}

}  // namespace stormbench::storming
