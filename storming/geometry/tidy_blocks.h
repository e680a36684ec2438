// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/edges.h"

#include <map>
#include <set>
#include <vector>

namespace stormbench::storming {

/// Notes that tidying moves as one: those that touch each other, with the annotations beside them.
struct TidyBlock {
    NoteId id;                       ///< the smallest of its notes
    std::map<NoteId, QRectF> notes;  ///< straightened, still about where they were
    QRectF bounds;
    qreal line = 0;  ///< the height of its first note's middle: its flow runs there
};

/// The blocks of some notes, by id. Of those that touch a note that is not among them nothing is
/// given: they stay.
[[nodiscard]] std::vector<TidyBlock> tidyBlocks(
    const Board& board, const std::vector<Edge>& edges, const std::set<NoteId>& notes);

}  // namespace stormbench::storming
