// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stormbench::storming {

class BoardView;

/// Teaches assistive technology the canvas: a tree whose branches are the frames and whose leaves
/// are the notes in reading order, each with its kind, text and relations. What changes is
/// announced. Called by the view while it is made.
void makeAccessible(BoardView& view);

}  // namespace stormbench::storming
