// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stormbench::storming {

/// Consecutive edits with the same key become one step of undo: the moves of one drag, the keys
/// typed into one note.
struct MergeKey {
    int gesture = 0;  ///< 0 = never merge; otherwise from BoardController::beginGesture()
};

}  // namespace stormbench::storming
