// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/tidy_blocks.h"

namespace stormbench::storming {

/// What tidying leaves free between blocks: more than the reach within which notes are related.
inline constexpr qreal kTidyGap = 60;

/// From the block with one id to the block with another.
using BlockEdges = std::set<std::pair<NoteId, NoteId>>;

/// Moves blocks into columns and rows, from the top left corner of all of them. Columns keep the
/// order of time: what stood more to the right stays there, and what follows something stands to
/// its right. Rows keep flows on one line: what follows takes its predecessor's row where that is
/// free. Nothing overlaps; blocks that stand so already stay.
void arrangeInTime(std::vector<TidyBlock>& blocks, const BlockEdges& edges);

}  // namespace stormbench::storming
