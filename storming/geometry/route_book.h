// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/edge_index.h"
#include "storming/geometry/route.h"

namespace stormbench::storming {

/// The routes of a board's drawn edges, kept up to date change by change: only those whose ends or
/// whose corridor a change touches become stale, and stale ones are routed when they are asked for.
/// The routes are those that a fresh book would give. Edges at one side of a note get ports of
/// their own, in the order of where they lead, so that they neither cross nor cover each other.
/// Follows an EdgeIndex, on its thread.
class RouteBook {
public:
    void reset(const EdgeIndex& edges);
    /// Gives the drawn edges whose routes are stale now, in order.
    std::vector<EdgeKey> follow(const EdgeIndex& edges, const EdgeChanges& changes);

    /// Routed now if it was stale. The key must be a drawn edge's.
    [[nodiscard]] const Route& route(const EdgeIndex& edges, EdgeKey key);
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
        RouteRequest request;
        Route route;
        bool stale = true;
    };
    struct KeyHash {
        std::size_t operator()(const EdgeKey& key) const noexcept
        {
            return std::hash<quint64>{}(
                key.first.value() * 0x9E3779B97F4A7C15ULL ^ key.second.value());
        }
    };

    void dropUndrawn(const EdgeIndex& edges, const EdgeChanges& changes);
    void placePorts(const EdgeIndex& edges, NoteId note);
    void renewRequests(const EdgeIndex& edges, NoteId note, std::set<EdgeKey>& stale);

    std::map<EdgeKey, Entry> m_entries;
    SpatialIndex<EdgeKey, KeyHash> m_corridors;
};

}  // namespace stormbench::storming
