// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

namespace stormbench::storming {

/// Puts hotspots into the parking lot, row by row into free places, and remembers where each comes
/// from. Makes the lot beside the board when there is none, and lets it grow when it is full. Other
/// notes, locked ones and those parked already stay; nothing to park gives no operations.
[[nodiscard]] Operations parkingPlan(
    const Board& board, const std::set<NoteId>& notes, const QString& lotName);

/// Back to where they come from, those of the notes that are parked.
[[nodiscard]] Operations unparkingPlan(const Board& board, const std::set<NoteId>& notes);

[[nodiscard]] bool isParked(const Note& note);
/// Every parked note.
[[nodiscard]] std::set<NoteId> parkedNotes(const Board& board);

}  // namespace stormbench::storming
