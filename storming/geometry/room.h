// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <functional>
#include <optional>
#include <set>

namespace stormbench::storming {

/// Where a new note goes beside another one, and what is done to the board first.
struct Place {
    QRectF rect;
    Operations room;     ///< frames grow, what is beyond them moves along
    quint64 nextId = 0;  ///< of the board after that
};

/// A free place beside a note; the notes given count as if they were not there.
using Finder = std::function<QRectF(const std::set<NoteId>& ignored)>;

/// Keeps a new note within the frames of every kind that hold the note it is placed beside: they
/// grow as far as it needs, and what lies beyond them gives way with all it holds. Where that
/// cannot be, for the sake of what is locked or of other notes' membership, the place that was
/// found stays as it is.
[[nodiscard]] Place placeBeside(
    const Board& board, const Note& beside, NoteKind kind, const Finder& find);

}  // namespace stormbench::storming
