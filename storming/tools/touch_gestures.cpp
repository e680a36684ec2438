// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/touch_gestures.h"

#include "storming/scene/board_view.h"

#include <QGestureEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>

namespace stormbench::storming {

TouchGestures::TouchGestures(BoardView& view)
    : m_view(view)
{
    view.viewport()->grabGesture(Qt::PinchGesture);
}

bool TouchGestures::take(QEvent& event)
{
    if (event.type() == QEvent::NativeGesture)
        return native(static_cast<const QNativeGestureEvent&>(event));
    if (event.type() == QEvent::Gesture)
        return touch(static_cast<QGestureEvent&>(event));
    return false;
}

bool TouchGestures::native(const QNativeGestureEvent& event)
{
    switch (event.gestureType()) {
    case Qt::PanNativeGesture: m_view.pan(event.delta()); return true;
    case Qt::SmartZoomNativeGesture:
        m_wasNear = !m_wasNear;
        if (m_wasNear)
            m_view.fitSelection();
        else
            m_view.fitAll();
        return true;
    default: return false;  // the view zooms by itself
    }
}

bool TouchGestures::touch(QGestureEvent& event)
{
    auto* pinch = static_cast<QPinchGesture*>(event.gesture(Qt::PinchGesture));
    if (!pinch)
        return false;
    event.accept(pinch);
    if (pinch->changeFlags() & QPinchGesture::CenterPointChanged)
        m_view.pan(pinch->centerPoint() - pinch->lastCenterPoint());
    if (pinch->changeFlags() & QPinchGesture::ScaleFactorChanged) {
        const QPoint middle = m_view.viewport()->mapFromGlobal(pinch->centerPoint().toPoint());
        m_view.setZoom(m_view.zoom() * pinch->scaleFactor(), middle);
    }
    return true;
}

}  // namespace stormbench::storming
