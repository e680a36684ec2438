// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/route_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

namespace stormbench::storming {

namespace {

constexpr qreal kNarrowest = 0.5;  // an interval that a way may run along

constexpr qreal kBendCost = 40;
constexpr qreal kCrossCost = 1e6;  // more than any way around
constexpr qreal kPortCost = 1.2;   // for each unit beside the wanted port: more than it saves
constexpr qreal kCornerCost = 90;  // a port this near to a corner of its note looks torn off
constexpr qreal kCornerReach = 14;
// The flow runs level: sides before top and bottom, above all where it leaves.
constexpr qreal kLeaveUprightCost = 10;
constexpr qreal kArriveUprightCost = 6;
constexpr qreal kTightCost = 0.7;  // for each unit close beside a note
// In a large grid very many ways cost nearly the same. There, one that costs this much more than
// the cheapest will do, if it is found by going ahead and not by trying them all.
constexpr std::size_t kManyStates = 6000;
constexpr qreal kHaste = 1.03;
constexpr qreal kUnknown = std::numeric_limits<qreal>::infinity();

std::vector<qreal> sidesOf(
    const RouteRequest& request, const std::vector<QRectF>& obstacles, bool columns)
{
    std::vector<qreal> sides;
    sides.reserve(2 * obstacles.size() + 4);
    const auto add = [&](const QRectF& rect) {
        sides.push_back(columns ? rect.left() : rect.top());
        sides.push_back(columns ? rect.right() : rect.bottom());
    };
    add(request.from);
    add(request.to);
    std::ranges::for_each(obstacles, add);
    return sides;
}

// Where on its side a port would like to be.
qreal wantedAt(const QRectF& rect, const Ports& ports, Side side)
{
    return isUpright(side) ? rect.top() + ports.of(side) * rect.height()
                           : rect.left() + ports.of(side) * rect.width();
}

std::vector<qreal> portLines(const RouteRequest& request, bool columns)
{
    std::vector<qreal> lines;
    for (int i = 0; i < kSideCount; ++i) {
        const auto side = static_cast<Side>(i);
        if (isUpright(side) == columns)
            continue;
        lines.push_back(wantedAt(request.from, request.fromPorts, side));
        lines.push_back(wantedAt(request.to, request.toPorts, side));
    }
    return lines;
}

qreal portCost(const QRectF& rect, const Ports& ports, Side side, qreal at)
{
    const qreal low = isUpright(side) ? rect.top() : rect.left();
    const qreal high = isUpright(side) ? rect.bottom() : rect.right();
    const qreal toCorner = std::min(at - low, high - at);
    return kPortCost * std::abs(at - wantedAt(rect, ports, side))
        + (toCorner < kCornerReach ? kCornerCost : 0);
}

}  // namespace

RouteGrid::RouteGrid(const RouteRequest& request, const std::vector<QRectF>& obstacles)
    : m_request(request)
    , m_columns(sidesOf(request, obstacles, true))
    , m_rows(sidesOf(request, obstacles, false))
    , m_cells(m_columns.intervalCount(), m_rows.intervalCount())
{
    for (const QRectF& rect : obstacles)
        mark(rect, RouteCells::Third);
    mark(request.from, RouteCells::From);
    mark(request.to, RouteCells::To);
    m_columns.layLines(usefulIntervals(true), portLines(request, true), request.lane);
    m_rows.layLines(usefulIntervals(false), portLines(request, false), request.lane);
    const auto states = 2 * m_columns.lines().size() * m_rows.lines().size();
    m_haste = states > kManyStates ? kHaste : 1;
    m_reached.resize(states);
    m_costs = std::make_unique_for_overwrite<qreal[]>(states);
    m_before = std::make_unique_for_overwrite<State[]>(states);
}

void RouteGrid::mark(const QRectF& rect, RouteCells::Content what)
{
    m_cells.mark({m_columns.indexOf(rect.left()) + 1, m_columns.indexOf(rect.right()) + 1},
        {m_rows.indexOf(rect.top()) + 1, m_rows.indexOf(rect.bottom()) + 1}, what);
}

// Those that no interval beside them can stand in for: the channels, and not the slivers between
// notes that are nearly in line.
std::vector<bool> RouteGrid::usefulIntervals(bool columns) const
{
    const RouteAxis& axis = columns ? m_columns : m_rows;
    const int count = axis.intervalCount();
    std::vector<bool> useful(static_cast<std::size_t>(count), true);
    const auto standsIn = [&](int interval, int other) {
        if (axis.widthOf(other) < kNarrowest || !m_cells.isAsFree(columns, interval, other))
            return false;
        const bool alike = m_cells.isAsFree(columns, other, interval);
        return !alike || axis.widthOf(other) > axis.widthOf(interval)
            || (axis.widthOf(other) == axis.widthOf(interval) && other < interval);
    };
    for (int interval = 0; interval < count; ++interval)
        useful[static_cast<std::size_t>(interval)] = axis.widthOf(interval) >= kNarrowest
            && !(interval > 0 && standsIn(interval, interval - 1))
            && !(interval + 1 < count && standsIn(interval, interval + 1));
    // Beyond everything there is always a way around.
    useful.front() = true;
    useful.back() = true;
    return useful;
}

qreal RouteGrid::costOf(State state) const
{
    const auto index = static_cast<std::size_t>(state);
    return m_reached[index] ? m_costs[index] : kUnknown;
}

RouteGrid::State RouteGrid::stateAt(int column, int row, bool upright) const
{
    return (row * m_columns.lineCount() + column) * 2 + (upright ? 1 : 0);
}

QPointF RouteGrid::pointOf(State state) const
{
    const int crossing = state / 2;
    return {m_columns.line(crossing % m_columns.lineCount()).at,
        m_rows.line(crossing / m_columns.lineCount()).at};
}

// From one interval to another along a line in interval `across`; the first one is left out.
RouteGrid::Passage RouteGrid::passage(bool upright, int across, int from, int to) const
{
    Passage passage;
    const int step = to > from ? 1 : -1;
    for (int at = from; at != to;) {
        at += step;
        const quint8 what = upright ? m_cells.at(across, at) : m_cells.at(at, across);
        if (what & RouteCells::To) {
            passage.arrives = true;
            return passage;
        }
        passage.blocked |= (what & RouteCells::From) != 0;
        passage.crossed += (what & RouteCells::Third) != 0 ? 1 : 0;
    }
    return passage;
}

// Whether a way along a line runs close beside a note.
bool RouteGrid::isTight(bool upright, int column, int row) const
{
    const RouteAxis::Line& line = upright ? m_columns.line(column) : m_rows.line(row);
    if (!line.tight)
        return false;
    const int along = upright ? m_rows.line(row).interval : m_columns.line(column).interval;
    const int most = (upright ? m_columns : m_rows).intervalCount() - 1;
    const auto taken = [&](int beside) {
        return beside >= 0 && beside <= most
            && (upright ? m_cells.at(beside, along) : m_cells.at(along, beside)) != 0;
    };
    return taken(line.interval - 1) || taken(line.interval + 1);
}

// Never more than what is left to go, with the bend that it takes at least; but for the haste.
qreal RouteGrid::estimate(State state) const
{
    const QPointF point = pointOf(state);
    const QRectF& to = m_request.to;
    const qreal across = std::max({to.left() - point.x(), point.x() - to.right(), 0.0});
    const qreal down = std::max({to.top() - point.y(), point.y() - to.bottom(), 0.0});
    const bool mustBend = state % 2 != 0 ? across > 0 : down > 0;
    return m_haste * (across + down + (mustBend ? kBendCost : 0));
}

std::vector<QPointF> RouteGrid::cheapest()
{
    for (int i = 0; i < kSideCount; ++i)
        leave(static_cast<Side>(i));
    while (!m_queue.empty()) {
        std::ranges::pop_heap(m_queue, std::greater());
        const auto [cost, state] = m_queue.back();
        m_queue.pop_back();
        if (m_best && m_best->cost <= cost)
            break;
        if (cost <= costOf(state) + estimate(state))
            spread(state);
    }
    if (!m_best)  // one note lies wholly within the other
        return {m_request.from.center(), m_request.to.center()};
    return wayTo(*m_best);
}

void RouteGrid::leave(Side side)
{
    const bool level = isUpright(side);
    const RouteAxis& across = level ? m_rows : m_columns;
    const QRectF& from = m_request.from;
    const qreal low = level ? from.top() : from.left();
    const qreal high = level ? from.bottom() : from.right();
    for (int line = across.firstLineFrom(low); line < across.lineCount(); ++line) {
        if (across.line(line).at >= high)
            break;
        leaveBy(side, line);
    }
}

// Straight out of a side along a line, to the first line across.
void RouteGrid::leaveBy(Side side, int line)
{
    const bool level = isUpright(side);
    const bool forwards = side == Side::Right || side == Side::Bottom;
    const RouteAxis& along = level ? m_columns : m_rows;
    const RouteAxis::Line& port = (level ? m_rows : m_columns).line(line);
    const QRectF& from = m_request.from;
    const qreal border
        = level ? (forwards ? from.right() : from.left()) : (forwards ? from.bottom() : from.top());
    const int next = forwards ? along.firstLineFrom(border) : along.firstLineFrom(border) - 1;
    const int inside = along.indexOf(border) + (forwards ? 0 : 1);
    const Passage way = passage(!level, port.interval, inside, along.line(next).interval);
    const QPointF start = level ? QPointF(border, port.at) : QPointF(port.at, border);
    const qreal cost = portCost(from, m_request.fromPorts, side, port.at)
        + (level ? 0 : kLeaveUprightCost) + way.crossed * kCrossCost;
    if (way.arrives) {
        // Where the two notes touch, a third may lie upon both.
        const int beyond = inside + (forwards ? 1 : -1);
        const int covers = level
            ? m_cells.at(inside, port.interval) & m_cells.at(beyond, port.interval)
            : m_cells.at(port.interval, inside) & m_cells.at(port.interval, beyond);
        const bool hidden = (covers & RouteCells::Third) != 0;
        arrive(kNone, !level, line, forwards, cost + (hidden ? kCrossCost : 0), start);
        return;
    }
    if (way.blocked)
        return;
    const State state = level ? stateAt(next, line, false) : stateAt(line, next, true);
    const qreal total = cost + std::abs(along.line(next).at - border);
    if (total < costOf(state))
        m_starts.emplace_back(state, start);
    offer(state, total, kNone);
}

void RouteGrid::spread(State state)
{
    for (const bool upright : {false, true})
        for (const int step : {1, -1})
            go(state, upright, step);
}

void RouteGrid::go(State state, bool upright, int step)
{
    const int column = state / 2 % m_columns.lineCount();
    const int row = state / 2 / m_columns.lineCount();
    const int nextColumn = upright ? column : column + step;
    const int nextRow = upright ? row + step : row;
    if (nextColumn < 0 || nextColumn >= m_columns.lineCount() || nextRow < 0
        || nextRow >= m_rows.lineCount())
        return;
    const RouteAxis::Line& from = upright ? m_rows.line(row) : m_columns.line(column);
    const RouteAxis::Line& to = upright ? m_rows.line(nextRow) : m_columns.line(nextColumn);
    const RouteAxis::Line& along = upright ? m_columns.line(column) : m_rows.line(row);
    const Passage way = passage(upright, along.interval, from.interval, to.interval);
    qreal cost = costOf(state) + way.crossed * kCrossCost;
    if ((state % 2 != 0) != upright)
        cost += kBendCost + along.cost;
    if (way.arrives) {
        arrive(state, upright, upright ? column : row, step > 0, cost, {});
        return;
    }
    if (way.blocked)
        return;
    const qreal length = std::abs(to.at - from.at);
    cost += length;
    if (isTight(upright, column, row) || isTight(upright, nextColumn, nextRow))
        cost += kTightCost * length;
    offer(stateAt(nextColumn, nextRow, upright), cost, state);
}

void RouteGrid::offer(State state, qreal cost, State before)
{
    if (cost >= costOf(state))
        return;
    const auto index = static_cast<std::size_t>(state);
    m_reached[index] = true;
    m_costs[index] = cost;
    m_before[index] = before;
    m_queue.emplace_back(cost + estimate(state), state);
    std::ranges::push_heap(m_queue, std::greater());
}

void RouteGrid::arrive(
    State before, bool upright, int line, bool forwards, qreal cost, QPointF start)
{
    const QRectF& to = m_request.to;
    const qreal at = (upright ? m_columns : m_rows).line(line).at;
    const Side side
        = upright ? (forwards ? Side::Top : Side::Bottom) : (forwards ? Side::Left : Side::Right);
    const qreal border
        = upright ? (forwards ? to.top() : to.bottom()) : (forwards ? to.left() : to.right());
    const QPointF end = upright ? QPointF(at, border) : QPointF(border, at);
    const QPointF last = before == kNone ? start : pointOf(before);
    cost += portCost(to, m_request.toPorts, side, at) + (upright ? kArriveUprightCost : 0)
        + (end - last).manhattanLength();
    if (!m_best || cost < m_best->cost)
        m_best = Arrival{cost, before, start, end};
}

// Ends and corners only.
std::vector<QPointF> RouteGrid::wayTo(const Arrival& arrival) const
{
    std::vector<QPointF> all{arrival.end};
    QPointF start = arrival.start;
    State first = kNone;
    for (State state = arrival.before; state != kNone;
         state = m_before[static_cast<std::size_t>(state)]) {
        all.push_back(pointOf(state));
        first = state;
    }
    for (const auto& [state, left] : m_starts)
        if (state == first)
            start = left;
    all.push_back(start);
    std::vector<QPointF> corners;
    for (auto point = all.rbegin(); point != all.rend(); ++point) {
        const std::size_t count = corners.size();
        if (count > 0 && corners.back() == *point)
            continue;
        const bool inLine = count > 1
            && ((corners[count - 2].x() == corners.back().x() && corners.back().x() == point->x())
                || (corners[count - 2].y() == corners.back().y()
                    && corners.back().y() == point->y()));
        if (inLine)
            corners.back() = *point;
        else
            corners.push_back(*point);
    }
    if (corners.size() == 1)  // the notes touch
        corners.push_back(arrival.end);
    return corners;
}

}  // namespace stormbench::storming
