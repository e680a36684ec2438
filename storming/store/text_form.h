// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"
#include "storming/model/board_result.h"

#include <QtCore/QString>

namespace stormbench::storming {

/// The text form of a board (`.storm.txt`): sorted, one element a paragraph, lossless for content,
/// ids and positions, not for history. The same board gives the same text; see FORMAT.md.
[[nodiscard]] QString writeText(const Board& board);

/// Reads the text form. An error names the line.
[[nodiscard]] BoardResult<Board> readText(const QString& text);

/// The first line of the text form, which tells it from other files.
inline constexpr const char* kTextFormHead = "storm 1";

}  // namespace stormbench::storming
