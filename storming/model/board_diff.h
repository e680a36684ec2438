// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

namespace stormbench::storming {

/// What leads from one board to the other, property by property, so that it can also be applied to
/// a board that has changed elsewhere meanwhile. Applied to `before` it gives a board equal to
/// `after`; equal boards give none.
[[nodiscard]] Operations operationsBetween(const Board& before, const Board& after);

}  // namespace stormbench::storming
