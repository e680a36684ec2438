// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stormbench::storming {

/// Teaches assistive technology the canvas: a BoardView is a list whose children are the notes in
/// reading order, each with its kind, text and relations. Once a process; further calls do nothing.
void installBoardAccessibility();

}  // namespace stormbench::storming
