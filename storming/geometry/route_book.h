// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/route.h"
#include "storming/geometry/shift.h"

namespace stormbench::storming {

/// What a change of the board means for the routes of its drawn edges; both in order.
struct RouteChanges {
    std::vector<EdgeKey> stale;    ///< to be routed again
    std::vector<EdgeKey> shifted;  ///< with both ends; those that are not stale kept their form
    QPointF by;                    ///< the way that they went
};

/// The routes of a board's drawn edges, kept up to date change by change: only those whose ends or
/// whose corridor a change touches become stale, and stale ones are routed when they are asked for.
/// Routes are kept as seen from their first note, so that those which move with all that lies about
/// them stay as they are. The routes are those that a fresh book would give. Edges at one side of a
/// note get ports of their own, in the order of where they lead, so that they neither cross nor
/// cover each other. Follows an EdgeIndex, on its thread.
class RouteBook {
public:
    void reset(const EdgeIndex& edges);
    RouteChanges follow(const EdgeIndex& edges, const EdgeChanges& changes);

    /// Routed now if it was stale. The key must be a drawn edge's.
    [[nodiscard]] Route route(const EdgeIndex& edges, EdgeKey key);
    [[nodiscard]] bool isStale(EdgeKey key) const;
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    struct End {
        int rank = 0;  ///< among the edges on its side
        int count = 1;
        Ports ports;
    };
    struct Entry {
        End from;
        End to;
        RouteRequest request;  ///< as this and the route are seen from the first note's corner
        Route route;
        bool stale = true;
    };
    using Keys = std::vector<EdgeKey>;
    using Notes = std::vector<NoteId>;

    void dropUndrawn(const EdgeIndex& edges, const EdgeChanges& changes);
    void placePorts(const EdgeIndex& edges, NoteId note);
    void renewRequests(const EdgeIndex& edges, NoteId note, Keys& stale);
    [[nodiscard]] Keys carriedBy(const EdgeIndex& edges, const Shift& shift) const;
    [[nodiscard]] bool isCarriedWhole(
        const EdgeIndex& edges, const Shift& shift, EdgeKey key) const;
    void findMet(
        const EdgeIndex& edges, const EdgeChanges& changes, const Keys& carried, Keys& stale) const;
    [[nodiscard]] bool hadPartIn(
        const EdgeIndex& edges, EdgeKey key, const QRectF& corridor, const QRectF& note) const;
    [[nodiscard]] static Notes touchedBy(
        const EdgeIndex& edges, const EdgeChanges& changes, const std::optional<Shift>& shift);
    void markStale(Keys& stale);

    std::map<EdgeKey, Entry> m_entries;
    SpatialIndex<EdgeKey, EdgeKeyHash> m_corridors;  ///< on the board
};

}  // namespace stormbench::storming
