// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/edge_route.h"

#include <QLineF>
#include <QPolygonF>

#include <array>
#include <cmath>
#include <limits>

namespace stormbench::storming {
namespace {

enum class Side : quint8 { Left, Right, Top, Bottom };
constexpr std::array kSides = {Side::Right, Side::Left, Side::Bottom, Side::Top};

constexpr qreal kStub = 20;  // how far an edge runs straight out of a note
constexpr qreal kRadius = 10;
constexpr qreal kBendCost = 30;
constexpr qreal kCrossCost = 900;
constexpr qreal kBackCost = 400;  // leaving on the side that faces away
constexpr qreal kClearance = 6;

QPointF normal(Side side)
{
    switch (side) {
    case Side::Left: return {-1, 0};
    case Side::Right: return {1, 0};
    case Side::Top: return {0, -1};
    case Side::Bottom: return {0, 1};
    }
    return {};
}

bool isHorizontal(Side side)
{
    return side == Side::Left || side == Side::Right;
}

QPointF anchor(const QRectF& rect, Side side)
{
    const QPointF n = normal(side);
    return rect.center() + QPointF(n.x() * rect.width() / 2, n.y() * rect.height() / 2);
}

using Points = std::vector<QPointF>;

// Drops repeated points and the middle ones of straight runs.
Points straightened(const Points& points)
{
    Points result;
    for (const QPointF& point : points) {
        if (!result.empty() && QLineF(result.back(), point).length() < 0.5)
            continue;
        while (result.size() >= 2) {
            const QPointF a = result[result.size() - 2];
            const QPointF b = result.back();
            const bool inLine = (qAbs(a.x() - b.x()) < 0.5 && qAbs(b.x() - point.x()) < 0.5)
                || (qAbs(a.y() - b.y()) < 0.5 && qAbs(b.y() - point.y()) < 0.5);
            if (!inLine)
                break;
            result.pop_back();
        }
        result.push_back(point);
    }
    return result;
}

Points connect(const QRectF& from, Side out, const QRectF& to, Side in, qreal share)
{
    const QPointF start = anchor(from, out);
    const QPointF end = anchor(to, in);
    const QPointF a = start + normal(out) * kStub;
    const QPointF b = end + normal(in) * kStub;
    if (isHorizontal(out) && isHorizontal(in)) {
        const qreal x = out == in ? (out == Side::Right ? qMax(a.x(), b.x()) : qMin(a.x(), b.x()))
                                  : a.x() + (b.x() - a.x()) * share;
        return straightened({start, a, {x, a.y()}, {x, b.y()}, b, end});
    }
    if (!isHorizontal(out) && !isHorizontal(in)) {
        const qreal y = out == in ? (out == Side::Bottom ? qMax(a.y(), b.y()) : qMin(a.y(), b.y()))
                                  : a.y() + (b.y() - a.y()) * share;
        return straightened({start, a, {a.x(), y}, {b.x(), y}, b, end});
    }
    if (isHorizontal(out))
        return straightened({start, a, {b.x(), a.y()}, b, end});
    return straightened({start, a, {a.x(), b.y()}, b, end});
}

bool crosses(const QPointF& a, const QPointF& b, const QRectF& rect)
{
    const QRectF box = QRectF(a, b).normalized().adjusted(-0.1, -0.1, 0.1, 0.1);
    return box.intersects(rect);
}

qreal costOf(const Points& points, const QRectF& from, const QRectF& to,
    const std::vector<QRectF>& obstacles)
{
    qreal cost = kBendCost * static_cast<qreal>(points.size());
    for (std::size_t i = 1; i < points.size(); ++i) {
        cost += QLineF(points[i - 1], points[i]).length();
        for (const QRectF& obstacle : obstacles) {
            if (crosses(points[i - 1], points[i],
                    obstacle.adjusted(-kClearance, -kClearance, kClearance, kClearance)))
                cost += kCrossCost;
        }
        const bool ownsFirst = i == 1;
        const bool ownsLast = i + 1 == points.size();
        if (!ownsFirst && crosses(points[i - 1], points[i], from))
            cost += kBackCost;
        if (!ownsLast && crosses(points[i - 1], points[i], to))
            cost += kBackCost;
        // A first step back into its own note, or a last one through the target.
        if (ownsFirst && from.adjusted(1, 1, -1, -1).contains((points[0] + points[1]) / 2))
            cost += kBackCost;
        if (ownsLast && to.adjusted(1, 1, -1, -1).contains((points[i - 1] + points[i]) / 2))
            cost += kBackCost;
    }
    return cost;
}

QPainterPath rounded(const Points& points)
{
    QPainterPath path(points.front());
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const QLineF before(points[i], points[i - 1]);
        const QLineF after(points[i], points[i + 1]);
        const qreal radius = std::min({kRadius, before.length() / 2, after.length() / 2});
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

EdgeRoute routeBetween(const QRectF& from, const QRectF& to, const std::vector<QRectF>& obstacles)
{
    qreal best = std::numeric_limits<qreal>::max();
    Points chosen = {from.center(), to.center()};
    for (const Side out : kSides) {
        for (const Side in : kSides) {
            for (const qreal share : {0.5, 0.0, 1.0}) {
                const Points points = connect(from, out, to, in, share);
                const qreal cost = costOf(points, from, to, obstacles) + (share == 0.5 ? 0 : 5);
                if (cost < best) {
                    best = cost;
                    chosen = points;
                }
            }
        }
    }
    EdgeRoute route;
    route.path = rounded(chosen);
    route.travel = route.path;
    route.pill = middleOfLongest(chosen);
    return route;
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

QPolygonF arrowHead(const QPainterPath& path, qreal length)
{
    const qreal total = path.length();
    if (total < 0.1)
        return {};
    const QPointF tip = path.pointAtPercent(1);
    const QPointF before
        = path.pointAtPercent(path.percentAtLength(qMax<qreal>(0, total - length)));
    QLineF back(tip, before);
    if (back.length() < 0.1)
        return {};
    back.setLength(length);
    const QPointF across = QPointF(-back.dy(), back.dx()) * 0.45;
    return QPolygonF({tip, back.p2() + across, back.p2() - across});
}

}  // namespace stormbench::storming
