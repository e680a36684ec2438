// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/edges.h"

#include <optional>
#include <span>

namespace stormbench::storming {

class EdgeIndex;

enum class Direction : quint8 { Left, Right, Up, Down };

/// The note that one reaches with an arrow key: the nearest that lies in that direction, those
/// straight ahead before those to the side.
[[nodiscard]] std::optional<NoteId> nearestInDirection(
    const Board& board, NoteId from, Direction direction);

/// The note that one reaches along the edges: right follows the flow, left goes against it, up and
/// down change between the alternatives (notes after or before the same one). An edge that runs in
/// that direction on the canvas counts before; without any it is nearestInDirection().
[[nodiscard]] std::optional<NoteId> walk(
    const Board& board, std::span<const Edge> edges, NoteId from, Direction direction);
[[nodiscard]] std::optional<NoteId> walk(
    const Board& board, const EdgeIndex& edges, NoteId from, Direction direction);

}  // namespace stormbench::storming
