// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <vector>

namespace stormbench::storming {

/// Notes as one reads a board: row by row, each from left to right. Rows are notes whose middles
/// lie at about one height.
[[nodiscard]] std::vector<NoteId> readingOrder(const Board& board);
[[nodiscard]] std::vector<NoteId> readingOrder(const Board& board, std::vector<NoteId> notes);

}  // namespace stormbench::storming
