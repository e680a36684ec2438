// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

namespace stormbench::storming {

/// Notes that were written in a private phase and nobody has revealed yet.
[[nodiscard]] std::set<NoteId> hiddenNotes(const Board& board);
/// Unfolds them.
[[nodiscard]] Operations revealing(const std::set<NoteId>& notes);

}  // namespace stormbench::storming
