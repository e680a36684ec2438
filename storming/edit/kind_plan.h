// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

namespace stormbench::storming {

/// Changes the kind of notes. One that has its old kind's size takes on the new one's, around the
/// same centre; but the side on which it touches a note that it belongs with stays where it is, so
/// that the two still touch. What comes next in the flow (right, below) counts before what comes
/// first.
[[nodiscard]] Operations kindPlan(const Board& board, const std::set<NoteId>& notes, NoteKind kind);

}  // namespace stormbench::storming
