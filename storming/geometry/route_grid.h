// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/route.h"
#include "storming/geometry/route_axis.h"
#include "storming/geometry/route_cells.h"

#include <memory>
#include <optional>

namespace stormbench::storming {

/// Finds the cheapest right-angled way between two notes past some others: A* on the crossings of
/// two axes' lines, a state being a crossing and whether one comes to it level or upright.
/// Complete: where there is a way of any width, it finds one. Lives for one search.
class RouteGrid {
public:
    RouteGrid(const RouteRequest& request, const std::vector<QRectF>& obstacles);

    /// From border to border; crosses obstacles only if there is no other way.
    [[nodiscard]] std::vector<QPointF> cheapest();

private:
    using State = int;  ///< (row * columns + column) * 2 + (1 if upright)
    static constexpr State kNone = -1;

    struct Arrival {
        qreal cost;
        State before = kNone;  ///< kNone: straight from the first note's border
        QPointF start;
        QPointF end;
    };
    struct Passage {
        bool blocked = false;
        bool arrives = false;
        int crossed = 0;
    };

    void mark(const QRectF& rect, RouteCells::Content what);
    [[nodiscard]] std::vector<bool> usefulIntervals(bool columns) const;
    [[nodiscard]] qreal costOf(State state) const;
    [[nodiscard]] State stateAt(int column, int row, bool upright) const;
    [[nodiscard]] QPointF pointOf(State state) const;
    [[nodiscard]] Passage passage(bool upright, int across, int from, int to) const;
    [[nodiscard]] bool isTight(bool upright, int column, int row) const;
    [[nodiscard]] qreal estimate(State state) const;

    void leave(Side side);
    void leaveBy(Side side, int line);
    void spread(State state);
    void go(State state, bool upright, int step);
    void offer(State state, qreal cost, State before);
    void arrive(State before, bool upright, int line, bool forwards, qreal cost, QPointF start);
    [[nodiscard]] std::vector<QPointF> wayTo(const Arrival& arrival) const;

    const RouteRequest& m_request;
    RouteAxis m_columns;  ///< lines run upright
    RouteAxis m_rows;     ///< lines run level
    RouteCells m_cells;
    std::vector<bool> m_reached;  ///< only of these states the next two are known
    std::unique_ptr<qreal[]> m_costs;
    std::unique_ptr<State[]> m_before;  ///< kNone: the state after the first note's border
    std::vector<std::pair<State, QPointF>> m_starts;  ///< of states without one before, latest last
    std::vector<std::pair<qreal, State>> m_queue;     ///< a heap, cheapest first
    std::optional<Arrival> m_best;
    qreal m_haste = 1;  ///< what the way that is left counts for
};

}  // namespace stormbench::storming
