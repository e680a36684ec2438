// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <vector>

namespace stormbench::storming {

/// The frames of a presentation: those with an order of their own first, by it; then the others row
/// by row, each from left to right. The parking lot is shown only with an order.
[[nodiscard]] std::vector<FrameId> slides(const Board& board);

}  // namespace stormbench::storming
