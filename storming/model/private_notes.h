// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

namespace stormbench::storming {

/// Notes that were written in a private phase and nobody has revealed yet.
[[nodiscard]] std::set<NoteId> hiddenNotes(const Board& board);
/// The board as everybody may read it: without the notes that are not revealed yet, and without
/// their arrows.
[[nodiscard]] Board withoutPrivateNotes(const Board& board);

}  // namespace stormbench::storming
