// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <map>
#include <vector>

namespace stormbench::storming {

/// New top-left corners of notes; only those that move. Ready for MoveElements.
using MovePlan = std::map<NoteId, QPointF>;

enum class Alignment : quint8 { Left, HorizontalCenter, Right, Top, VerticalCenter, Bottom };
enum class Axis : quint8 { Horizontal, Vertical };

/// Lines notes up at the edge (or middle) of their common rectangle.
[[nodiscard]] MovePlan align(
    const Board& board, const std::vector<NoteId>& notes, Alignment alignment);
/// Equal gaps between three or more notes; the outer two stay.
[[nodiscard]] MovePlan distribute(const Board& board, const std::vector<NoteId>& notes, Axis axis);

}  // namespace stormbench::storming
