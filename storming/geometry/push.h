// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/route.h"
#include "storming/model/operation.h"

namespace stormbench::storming {

inline constexpr qreal kFrameMargin = 28;  ///< that a frame keeps around its notes as it grows

// How room is made on a board, as plans. What is in the way moves by one distance, so that notes
// which touch go on touching and no others begin to; frames grow or move along with what they
// hold. What is locked stays: read the board that comes of it before it is shown.

/// Moves `to`, and all that is in its way or hangs on it, away from `from`.
[[nodiscard]] Operations pushAway(const Board& board, NoteId from, NoteId to, qreal distance);

/// Moves one side of a frame outwards, and out of its way what lies beyond.
[[nodiscard]] Operations widenFrame(const Board& board, FrameId frame, Side side, qreal distance);

}  // namespace stormbench::storming
