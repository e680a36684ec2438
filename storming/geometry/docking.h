// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <set>

namespace stormbench::storming {

enum class Dock : quint8 { Right, Left, Below, Above };

/// Where the keyboard puts a new note of a kind: on that side of a note, touching it (kNoteGap),
/// and while that is taken farther on: downwards, above upwards, as far from others. Taken is also
/// a place where the new note would touch a third one that it would then belong with: only the
/// arrows that were meant arise. Notes to ignore take up no room.
[[nodiscard]] QRectF dock(const Board& board, const Note& note, NoteKind kind, Dock side,
    const std::set<NoteId>& ignored = {});

}  // namespace stormbench::storming
