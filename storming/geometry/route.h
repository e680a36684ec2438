// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QPointF>
#include <QtCore/QRectF>

#include <array>
#include <functional>
#include <vector>

namespace stormbench::storming {

enum class Side : quint8 { Right, Left, Bottom, Top };
inline constexpr int kSideCount = 4;
[[nodiscard]] constexpr bool isUpright(Side side)  ///< a left or right side
{
    return side == Side::Right || side == Side::Left;
}

/// Where along each side an edge would like to leave or arrive: 0 = left or top end, 1 = the other.
struct Ports {
    std::array<qreal, kSideCount> share{0.5, 0.5, 0.5, 0.5};

    [[nodiscard]] qreal of(Side side) const { return share[static_cast<std::size_t>(side)]; }
    qreal& of(Side side) { return share[static_cast<std::size_t>(side)]; }
    friend bool operator==(const Ports&, const Ports&) = default;
};

/// Lanes of a channel: edges with different ones run beside each other where they share a channel.
inline constexpr int kLanes = 7;

struct RouteRequest {
    QRectF from;
    QRectF to;
    Ports fromPorts;
    Ports toPorts;
    int lane = 0;  ///< below kLanes

    friend bool operator==(const RouteRequest&, const RouteRequest&) = default;
};

/// A right-angled way from the border of one note to the border of another.
struct Route {
    std::vector<QPointF> points;  ///< both ends and the corners between them
    bool clear = true;            ///< crosses no other note
    qreal radius = 0;             ///< how much its corners may be rounded without touching a note
    QRectF corridor;              ///< notes wholly outside had no part in it
    std::vector<QRectF> looked;   ///< of a wide corridor: nor had those that meet none of these

    friend bool operator==(const Route&, const Route&) = default;
};

/// The rectangles of other notes that meet an area, in any order, perhaps some more than once.
using ObstaclesIn = std::function<std::vector<QRectF>(const QRectF& area)>;

/// The cheapest way that crosses no other note: short, with few bends, in the middle of channels,
/// by the wanted ports. If there is no such way among the obstacles that lie about (the first
/// kMostObstacles that it meets), one that crosses few. Depends on nothing but its arguments.
[[nodiscard]] Route route(const RouteRequest& request, const ObstaclesIn& obstacles);
/// The same among a few.
[[nodiscard]] Route route(const RouteRequest& request, const std::vector<QRectF>& obstacles);

inline constexpr std::size_t kMostObstacles = 200;
/// Width and height together.
inline constexpr qreal kWideCorridor = 2400;

/// Whether a stretch between two points, upright or level, runs through the inside of a rectangle.
[[nodiscard]] bool crossesInside(QPointF a, QPointF b, const QRectF& rect);

}  // namespace stormbench::storming
