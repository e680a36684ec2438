// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/route.h"

#include "storming/geometry/route_grid.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace stormbench::storming {

namespace {

constexpr qreal kNear = 7;   // what a way passes this close takes part in the search
constexpr qreal kRing = 32;  // and with it what lies around, so that few rounds are needed
constexpr std::size_t kFew = 24;
constexpr int kMostRounds = 32;
constexpr qreal kWidestRadius = 10;

QRectF spanned(QPointF a, QPointF b)
{
    return QRectF(a, b).normalized();
}

QRectF around(const QRectF& rect, qreal by)
{
    return rect.adjusted(-by, -by, by, by);
}

// QRectF's union leaves out rectangles without an area.
QRectF both(const QRectF& a, const QRectF& b)
{
    return {QPointF(std::min(a.left(), b.left()), std::min(a.top(), b.top())),
        QPointF(std::max(a.right(), b.right()), std::max(a.bottom(), b.bottom()))};
}

bool isWide(const QRectF& corridor)
{
    return corridor.width() + corridor.height() > kWideCorridor;
}

auto orderOf(const QRectF& rect)
{
    return std::tuple(rect.left(), rect.top(), rect.right(), rect.bottom());
}

bool comesBefore(const QRectF& a, const QRectF& b)
{
    return orderOf(a) < orderOf(b);
}

/// The obstacles that ways have met so far: sorted, so that the same ones give the same way in
/// whatever order they were met.
class Met {
public:
    Met(const ObstaclesIn& source, const QRectF& corridor)
        : m_source(source)
        , m_corridor(corridor)
    {
    }

    /// All that has been looked at.
    [[nodiscard]] const QRectF& corridor() const { return m_corridor; }
    [[nodiscard]] std::vector<QRectF> looked() const
    {
        return isWide(m_corridor) ? m_looked : std::vector<QRectF>{};
    }

    /// Takes in what the way comes near to. False if it was all known.
    bool look(const std::vector<QPointF>& points)
    {
        std::vector<QRectF> hit;
        for (std::size_t i = 1; i < points.size(); ++i)
            for (const QRectF& rect : found(around(spanned(points[i - 1], points[i]), kNear)))
                if (!knows(rect))
                    hit.push_back(rect);
        if (hit.empty())
            return false;
        std::vector<QRectF> more = hit;
        // At once what lies between the two, if that can be little.
        if (m_all.empty() && !isWide(m_corridor))
            more = found(around(m_corridor, kRing));
        if (more.size() > kFew)
            more.clear();
        for (std::size_t i = 0; i < hit.size() && hit.size() <= kFew; ++i)
            for (const QRectF& other : found(around(hit[i], kRing)))
                more.push_back(other);
        std::ranges::sort(more, comesBefore);
        const std::size_t before = m_all.size();
        // What was hit counts before what lies around it.
        for (const auto* rects : {&hit, &more})
            for (const QRectF& rect : *rects)
                take(rect);
        return m_all.size() > before;
    }

    [[nodiscard]] const std::vector<QRectF>& all() const { return m_all; }

private:
    std::vector<QRectF> found(const QRectF& area)
    {
        m_corridor = both(m_corridor, area);
        m_looked.push_back(area);
        std::vector<QRectF> rects = m_source(area);
        std::ranges::sort(rects, comesBefore);
        const auto again = std::ranges::unique(rects, {}, orderOf);
        rects.erase(again.begin(), again.end());
        return rects;
    }
    [[nodiscard]] bool knows(const QRectF& rect) const
    {
        return std::ranges::binary_search(m_all, orderOf(rect), {}, orderOf);
    }
    void take(const QRectF& rect)
    {
        if (m_all.size() < kMostObstacles && !knows(rect))
            m_all.insert(std::ranges::upper_bound(m_all, orderOf(rect), {}, orderOf), rect);
    }

    const ObstaclesIn& m_source;
    QRectF m_corridor;
    std::vector<QRectF> m_looked;
    std::vector<QRectF> m_all;
};

// A corner rounded with this radius stays out of a rectangle that lies so far from it.
qreal radiusBeside(QPointF corner, const QRectF& rect)
{
    const qreal dx = std::max({rect.left() - corner.x(), corner.x() - rect.right(), 0.0});
    const qreal dy = std::max({rect.top() - corner.y(), corner.y() - rect.bottom(), 0.0});
    const qreal root = std::sqrt(dx) + std::sqrt(dy);
    return root * root;
}

qreal radiusOf(const std::vector<QPointF>& points, const std::vector<QRectF>& obstacles)
{
    qreal radius = kWidestRadius;
    for (std::size_t i = 1; i + 1 < points.size(); ++i)
        for (const QRectF& rect : obstacles)
            radius = std::min(radius, radiusBeside(points[i], rect));
    return radius;
}

bool isClear(const std::vector<QPointF>& points, const ObstaclesIn& obstacles)
{
    for (std::size_t i = 1; i < points.size(); ++i) {
        const QPointF a = points[i - 1];
        const QPointF b = points[i];
        if (std::ranges::any_of(obstacles(spanned(a, b)),
                [&](const QRectF& rect) { return crossesInside(a, b, rect); }))
            return false;
    }
    return true;
}

}  // namespace

bool crossesInside(QPointF a, QPointF b, const QRectF& rect)
{
    const QRectF way = spanned(a, b);
    const bool across = way.left() < rect.right() && rect.left() < way.right();
    const bool down = way.top() < rect.bottom() && rect.top() < way.bottom();
    const bool inColumn = a.x() > rect.left() && a.x() < rect.right();
    const bool inRow = a.y() > rect.top() && a.y() < rect.bottom();
    return (across && inRow) || (down && inColumn);
}

Route route(const RouteRequest& request, const ObstaclesIn& obstacles)
{
    // The cheapest way past the obstacles met so far; if it meets others, once more with them. The
    // last one is the cheapest past all, though most of them were never looked at.
    Route found;
    Met met(obstacles, both(request.from, request.to));
    for (int round = 0; round < kMostRounds; ++round) {
        found.points = RouteGrid(request, met.all()).cheapest();
        if (!met.look(found.points))
            break;
    }
    found.clear = isClear(found.points, obstacles);
    found.radius = radiusOf(found.points, met.all());
    found.corridor = met.corridor();
    found.looked = met.looked();
    return found;
}

Route route(const RouteRequest& request, const std::vector<QRectF>& obstacles)
{
    return route(request, [&](const QRectF& area) {
        std::vector<QRectF> found;
        for (const QRectF& rect : obstacles)
            if (area.left() <= rect.right() && rect.left() <= area.right()
                && area.top() <= rect.bottom() && rect.top() <= area.bottom())
                found.push_back(rect);
        return found;
    });
}

}  // namespace stormbench::storming
