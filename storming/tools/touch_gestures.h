// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

class QEvent;
class QGestureEvent;
class QNativeGestureEvent;

namespace stormbench::storming {

class BoardView;

/// Fingers on a touchpad or a touch screen: two pan, a pinch zooms around its middle, a double tap
/// with two fingers shows the selection or the whole board. (Pinch and two-finger scrolling of most
/// touchpads reach the view as they are.) Owned by CanvasTools; runs on: the UI thread.
class TouchGestures {
public:
    explicit TouchGestures(BoardView& view);
    /// An event of the viewport; true if it is taken.
    bool take(QEvent& event);

private:
    bool native(const QNativeGestureEvent& event);
    bool touch(QGestureEvent& event);

    BoardView& m_view;
    bool m_wasNear = false;  ///< what a second smart zoom goes back from
};

}  // namespace stormbench::storming
