// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <optional>
#include <vector>

namespace stormbench::storming {

/// The smallest frame of any kind that a note lies in, or the context it names.
[[nodiscard]] std::optional<FrameId> frameHolding(const Board& board, const Note& note);

struct FrameEntry {
    FrameId frame;
    std::optional<FrameId> parent;  ///< the smallest frame that encloses it
    friend bool operator==(const FrameEntry&, const FrameEntry&) = default;
};
/// Frames within frames, each after its parent, siblings from left to right.
[[nodiscard]] std::vector<FrameEntry> frameTree(const Board& board);

}  // namespace stormbench::storming
