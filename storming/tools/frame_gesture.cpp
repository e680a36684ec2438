// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/gestures.h"

namespace stormbench::storming {
namespace {

constexpr qreal kSmallestFrame = 120;

}  // namespace

QString newFrameName(FrameKind kind)
{
    switch (kind) {
    case FrameKind::Context: return QObject::tr("New context");
    case FrameKind::Swimlane: return QObject::tr("New swimlane");
    case FrameKind::Slice: return QObject::tr("New slice");
    case FrameKind::Parking: return QObject::tr("Parking lot");
    }
    return {};
}

// Room for three notes in a row; a lane is long, a slice is tall.
QSizeF newFrameSize(FrameKind kind)
{
    switch (kind) {
    case FrameKind::Swimlane: return {1440, 200};
    case FrameKind::Slice: return {280, 720};
    case FrameKind::Parking: return {320, 320};
    case FrameKind::Context: break;
    }
    return {640, 320};
}

FrameGesture::FrameGesture(BoardView& view, FrameKind kind, const CanvasMouse& start, Done done)
    : m_view(view)
    , m_kind(kind)
    , m_from(onGrid(start.scene))
    , m_done(std::move(done))
{
}

void FrameGesture::move(const CanvasMouse& mouse)
{
    m_area = QRectF(m_from, onGrid(mouse.scene)).normalized();
}

void FrameGesture::finish(const CanvasMouse&)
{
    if (m_area.width() < kSmallestFrame || m_area.height() < kSmallestFrame)
        m_area = QRectF(m_from, newFrameSize(m_kind));
    Frame frame;
    frame.kind = m_kind;
    frame.name = newFrameName(m_kind);
    frame.rect = m_area;
    m_done(m_view.controller().addFrame(frame));
}

GestureFeedback FrameGesture::feedback() const
{
    GestureFeedback feedback;
    if (!m_area.isEmpty())
        feedback.frame = m_area;
    return feedback;
}

}  // namespace stormbench::storming
