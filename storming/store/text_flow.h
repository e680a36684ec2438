// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <vector>

namespace stormbench::storming {

/// The space between two notes of a flow of the text form. The format's own, for ever: the canvas
/// puts notes at this distance today, files keep it whatever the canvas does.
inline constexpr double kFlowGap = 12;

/// Where the next note of a flow lies: to the right, its centre as high as the one before. The one
/// place that says so: the writer leaves out exactly what the reader gets from here.
[[nodiscard]] QRectF nextInFlow(const QRectF& before, QSizeF size);

/// The board's notes in rows: each note in exactly one, followed by the note that lies where
/// nextInFlow() says, to the last bit. In order of the smallest id of each row.
[[nodiscard]] std::vector<std::vector<NoteId>> flowsOf(const Board& board);

/// Where a flow goes on in a line of its own: a reaction begins.
[[nodiscard]] bool beginsReaction(NoteKind kind);

}  // namespace stormbench::storming
