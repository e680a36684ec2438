// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <optional>

namespace stormbench::storming {

// What a board must have kept after others made room on it.

/// Every note is in the frames of every kind that it was in.
[[nodiscard]] bool keepsMembers(const Board& before, const Board& after);
/// No two frames overlap that did not.
[[nodiscard]] bool keepsFramesApart(const Board& before, const Board& after);
/// No note has moved onto a locked one.
[[nodiscard]] bool keepsOffTheLocked(const Board& before, const Board& after);
/// Pinned arrows in place of the edges of notes that no longer touch; nothing if others touch now.
[[nodiscard]] std::optional<Operations> arrowsForLostEdges(const Board& before, const Board& after);

}  // namespace stormbench::storming
