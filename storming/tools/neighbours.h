// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <QtCore/QPoint>

#include <set>
#include <vector>

namespace stormbench::storming {

/// Which of some points an arrow key leads to: the nearest in that direction, straight ahead before
/// aside. -1 if none lies there. `direction` is one of (1,0), (-1,0), (0,1), (0,-1), y downwards.
[[nodiscard]] int nearestToward(
    QPointF from, QPoint direction, const std::vector<QPointF>& candidates);

/// All notes that edges join with these, in either direction.
[[nodiscard]] std::set<NoteId> flowOf(const Board& board, std::set<NoteId> notes);

}  // namespace stormbench::storming
