// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/edges.h"
#include "storming/geometry/spatial_index.h"
#include "storming/model/operation.h"

#include <map>
#include <set>
#include <unordered_map>

namespace stormbench::storming {

using EdgeKey = std::pair<NoteId, NoteId>;  ///< from, to

struct EdgeKeyHash {
    std::size_t operator()(const EdgeKey& key) const noexcept
    {
        return std::hash<quint64>{}(key.first.value() * 0x9E3779B97F4A7C15ULL ^ key.second.value());
    }
};

/// What an update did to the edges of a board.
struct EdgeChanges {
    /// A note that is at another place, of another size, new or gone.
    struct Move {
        NoteId note;
        std::optional<QRectF> before;
        std::optional<QRectF> after;
    };

    std::vector<EdgeKey> added;
    std::vector<EdgeKey> changed;
    std::vector<EdgeKey> removed;
    std::vector<Move> moves;

    [[nodiscard]] bool isEmpty() const
    {
        return added.empty() && changed.empty() && removed.empty() && moves.empty();
    }
};

/// The edges of a board, kept up to date change by change: an edit costs the notes it touches and
/// their neighbours, not the board. After every update it holds what edges() would give. Holds no
/// pointers into the board; owned by whoever follows one board, on that thread.
class EdgeIndex {
public:
    EdgeIndex() = default;
    explicit EdgeIndex(const Board& board) { reset(board); }

    void reset(const Board& board);
    /// The board is already as the changes say, and nothing else has changed since the last call.
    EdgeChanges update(const Board& board, const ChangeSet& changes);

    [[nodiscard]] const std::map<EdgeKey, Edge>& edges() const { return m_edges; }
    /// Null if there is none.
    [[nodiscard]] const Edge* edge(NoteId from, NoteId to) const;
    /// Notes with an edge to or from this one.
    [[nodiscard]] const std::set<NoteId>& neighbours(NoteId note) const;
    [[nodiscard]] std::vector<NoteId> after(NoteId note) const;
    [[nodiscard]] std::vector<NoteId> before(NoteId note) const;
    /// Where every note lies.
    [[nodiscard]] const SpatialIndex<NoteId>& places() const { return m_places; }

private:
    using Pairs = std::vector<EdgeKey>;  ///< the smaller id first

    /// Pairs of which only a place has changed go to `moved`.
    void readNote(const Note& note, Pairs& stale, Pairs& moved, EdgeChanges& changes);
    void forgetNote(NoteId id, Pairs& stale, EdgeChanges& changes);
    void readConnector(const Connector& connector, Pairs& stale);
    void forgetConnector(ConnectorId id, Pairs& stale);
    void markNeighbours(NoteId id, Pairs& stale) const;
    [[nodiscard]] bool isDrawn(EdgeKey key) const;
    void settle(const Board& board, EdgeKey pair, EdgeChanges& changes);
    void put(EdgeKey key, const std::optional<Edge>& wanted, EdgeChanges& changes);
    [[nodiscard]] std::optional<Edge> drawn(const Board& board, EdgeKey key) const;
    [[nodiscard]] EdgeChanges readEverything(const Board& board);

    Method m_method = Method::EventStorming;
    std::map<EdgeKey, Edge> m_edges;
    std::unordered_map<NoteId, std::set<NoteId>> m_neighbours;
    SpatialIndex<NoteId> m_places;
    std::unordered_map<NoteId, NoteKind> m_kinds;
    std::map<EdgeKey, std::set<ConnectorId>> m_connectors;  ///< by their ends
    std::unordered_map<ConnectorId, EdgeKey> m_ends;
};

}  // namespace stormbench::storming
