// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <optional>
#include <vector>

namespace stormbench::storming {

/// Where people say that a note is: its context, else its parking lot, slice or lane.
[[nodiscard]] FrameId frameFor(const Board& board, const Note& note);

inline constexpr qreal kFramePadding = 24;  ///< between a fitted frame and its members

/// The rectangle around a frame's members; empty if it has none.
[[nodiscard]] QRectF memberBounds(const Board& board, FrameId frame);

/// The frame drawn close around its members and the frames wholly inside it. Nothing if it has no
/// members, is locked, or would take in a note that is not its own.
[[nodiscard]] std::optional<QRectF> fitFrameToMembers(
    const Board& board, FrameId frame, qreal padding = kFramePadding);

/// A context cut in two right of a pivotal event, which ends the first half.
struct FrameSplit {
    Operations operations;
    FrameId right;                ///< a new frame
    std::vector<NoteId> toRight;  ///< members that it takes over
};
/// The second half moves away from the first, and what lies beyond it along; where that cannot be,
/// the frame is only cut. What no longer touches stays joined by an arrow. Nothing if the event is
/// not in the frame, the frame is locked, or nothing of it comes after the event.
[[nodiscard]] std::optional<FrameSplit> splitFrameAt(
    const Board& board, FrameId frame, NoteId pivotal, const QString& nameOfRight = {});

}  // namespace stormbench::storming
