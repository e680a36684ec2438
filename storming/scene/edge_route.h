// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/route.h"

#include <QPainterPath>

namespace stormbench::storming {

/// How an edge runs from one note to another.
struct EdgeRoute {
    QPainterPath path;    ///< from the source's side to the target's
    QPainterPath travel;  ///< where tokens move: longer than the path where notes nearly touch
    QPointF pill;         ///< centre of the rate
    bool seam = false;    ///< between notes that touch: a mere sign in the gap
};

/// A route with rounded corners.
[[nodiscard]] EdgeRoute painted(const Route& route);
void translate(EdgeRoute& route, QPointF by);
/// Right-angled, around `obstacles` (the two notes themselves must not be among them).
[[nodiscard]] EdgeRoute routeBetween(
    const QRectF& from, const QRectF& to, const std::vector<QRectF>& obstacles);
/// Across the gap of two notes that lie side by side or one above the other.
[[nodiscard]] EdgeRoute routeAcrossSeam(const QRectF& from, const QRectF& to);
/// From a note to a point in the hand.
[[nodiscard]] QPainterPath routeToPoint(const QRectF& from, QPointF to);

/// The head at the end of a path.
[[nodiscard]] QPolygonF arrowHead(const QPainterPath& path, qreal length);

}  // namespace stormbench::storming
