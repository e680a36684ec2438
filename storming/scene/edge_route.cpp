// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/edge_route.h"

#include <QLineF>
#include <QPolygonF>

#include <algorithm>

namespace stormbench::storming {
namespace {

using Points = std::vector<QPointF>;

QPainterPath rounded(const Points& points, qreal widest)
{
    QPainterPath path(points.front());
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const QLineF before(points[i], points[i - 1]);
        const QLineF after(points[i], points[i + 1]);
        const qreal radius = std::min({widest, before.length() / 2, after.length() / 2});
        path.lineTo(before.pointAt(radius / std::max(before.length(), 0.01)));
        path.quadTo(points[i], after.pointAt(radius / std::max(after.length(), 0.01)));
    }
    path.lineTo(points.back());
    return path;
}

QPointF middleOfLongest(const Points& points)
{
    qreal longest = -1;
    QPointF middle;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const qreal length = QLineF(points[i - 1], points[i]).length();
        if (length > longest) {
            longest = length;
            middle = (points[i - 1] + points[i]) / 2;
        }
    }
    return middle;
}

}  // namespace

EdgeRoute painted(const Route& route)
{
    EdgeRoute result;
    if (route.points.empty())
        return result;
    result.path = rounded(route.points, route.radius);
    result.travel = result.path;
    result.pill = middleOfLongest(route.points);
    return result;
}

void translate(EdgeRoute& route, QPointF by)
{
    if (!route.seam)
        route.travel = {};  // the same path, which stays shared
    route.path.translate(by);
    if (route.seam)
        route.travel.translate(by);
    else
        route.travel = route.path;
    route.pill += by;
}

EdgeRoute routeBetween(const QRectF& from, const QRectF& to, const std::vector<QRectF>& obstacles)
{
    return painted(route(RouteRequest{from, to, {}, {}, 0}, obstacles));
}

EdgeRoute routeAcrossSeam(const QRectF& from, const QRectF& to)
{
    constexpr qreal kReachIn = 26;
    constexpr qreal kPillBelow = 20;
    constexpr qreal kOverlap
        = 3;  // the sign laps a little over both papers, so that it can be seen in a narrow gap
    EdgeRoute route;
    route.seam = true;
    const qreal left = qMax(from.left(), to.left());
    const qreal right = qMin(from.right(), to.right());
    const qreal top = qMax(from.top(), to.top());
    const qreal bottom = qMin(from.bottom(), to.bottom());
    QPointF start;
    QPointF end;
    QPointF along;
    if (bottom - top >= right - left) {
        const qreal y = (top + bottom) / 2;
        const bool rightwards = from.center().x() < to.center().x();
        start = {rightwards ? from.right() - kOverlap : from.left() + kOverlap, y};
        end = {rightwards ? to.left() + kOverlap : to.right() - kOverlap, y};
        along = {rightwards ? 1.0 : -1.0, 0};
        route.pill = {(start.x() + end.x()) / 2, qMax(bottom - 13, y + kPillBelow)};
    } else {
        const qreal x = (left + right) / 2;
        const bool downwards = from.center().y() < to.center().y();
        start = {x, downwards ? from.bottom() - kOverlap : from.top() + kOverlap};
        end = {x, downwards ? to.top() + kOverlap : to.bottom() - kOverlap};
        along = {0, downwards ? 1.0 : -1.0};
        route.pill = {left + (right - left) / 4, (start.y() + end.y()) / 2};
    }
    route.path.moveTo(start);
    route.path.lineTo(end);
    route.travel.moveTo(start - along * kReachIn);
    route.travel.lineTo(end + along * kReachIn);
    return route;
}

QPainterPath routeToPoint(const QRectF& from, QPointF to)
{
    return routeBetween(from, QRectF(to - QPointF(1, 1), QSizeF(2, 2)), {}).path;
}

// From a path's end back along it. Most end in a straight stretch, which says it without measuring
// the whole path.
static QLineF endOf(const QPainterPath& path, qreal length)
{
    if (const int last = path.elementCount() - 1; last > 0 && path.elementAt(last).isLineTo()) {
        const QLineF stretch(path.elementAt(last), path.elementAt(last - 1));
        if (stretch.length() >= length)
            return stretch;
    }
    const qreal total = path.length();
    return {path.pointAtPercent(1),
        path.pointAtPercent(path.percentAtLength(qMax<qreal>(0, total - length)))};
}

QPolygonF arrowHead(const QPainterPath& path, qreal length)
{
    if (path.elementCount() < 2)
        return {};
    QLineF back = endOf(path, length);
    const QPointF tip = back.p1();
    if (back.length() < 0.1)
        return {};
    back.setLength(length);
    const QPointF across = QPointF(-back.dy(), back.dx()) * 0.45;
    return QPolygonF({tip, back.p2() + across, back.p2() - across});
}

}  // namespace stormbench::storming
