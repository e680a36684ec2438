// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"
#include "storming/model/grammar.h"

#include <set>
#include <vector>

namespace stormbench::storming {

enum class EdgeOrigin : quint8 {
    Adjacency,  ///< the notes touch, or nearly: a ghost edge
    Connector,  ///< drawn or pinned
};

/// A directed relation between two notes. (from, to) is unique within edges().
struct Edge {
    NoteId from;
    NoteId to;
    NoteKind fromKind = NoteKind::Event;
    NoteKind toKind = NoteKind::Event;
    EdgeOrigin origin = EdgeOrigin::Adjacency;
    ConnectorId connector;  ///< of a drawn edge
    QString label;
    Method method = Method::EventStorming;  ///< the board's

    [[nodiscard]] GrammarEntry grammar() const { return grammarOf(fromKind, toKind, method); }
    friend bool operator==(const Edge&, const Edge&) = default;
};

/// All edges of a board: what was drawn, and what follows from notes that touch, in order of (from,
/// to). Annotations have none unless drawn. Between two touching notes the grammar decides the
/// direction: left to right or top to bottom where it is legal, otherwise the other way; side by
/// side a doubtful relation counts in reading order too, an illegal one never. A drawn edge between
/// two notes, in either direction, takes the place of the inferred one.
[[nodiscard]] std::vector<Edge> edges(const Board& board);

/// From where to where.
using EdgeEnds = std::pair<NoteId, NoteId>;
[[nodiscard]] std::set<EdgeEnds> edgeEnds(const Board& board);

/// The edges a single pair of notes would have from touching (for slots and hover), or nothing.
[[nodiscard]] std::optional<Edge> adjacencyEdge(
    const Note& a, const Note& b, Method method = Method::EventStorming);

}  // namespace stormbench::storming
