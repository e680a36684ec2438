// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <optional>
#include <vector>

namespace stormbench::storming {

inline constexpr qreal kFramePadding = 24;  ///< between a fitted frame and its members

/// The rectangle around a frame's members; empty if it has none.
[[nodiscard]] QRectF memberBounds(const Board& board, FrameId frame);

/// The frame drawn close around its members and the frames wholly inside it. Nothing if it has no
/// members, is locked, or would take in a note that is not its own.
[[nodiscard]] std::optional<QRectF> fitFrameToMembers(
    const Board& board, FrameId frame, qreal padding = kFramePadding);

/// A context cut in two right of a pivotal event, which ends the first half. A plan: ChangeFrame
/// with `left`, AddFrame with `right`.
struct FrameSplit {
    Frame left;
    Frame right;                  ///< with a fresh id (Board::nextId) and without a name
    std::vector<NoteId> toRight;  ///< members that the new frame takes over
    std::vector<NoteId> pinned;   ///< of these the ones whose frame is set by hand: set it anew
};
/// Nothing if the event is not in the frame, the frame is locked, or nothing would be on one side.
[[nodiscard]] std::optional<FrameSplit> splitFrameAt(
    const Board& board, FrameId frame, NoteId pivotal);

}  // namespace stormbench::storming
