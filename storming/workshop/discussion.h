// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

namespace stormbench::storming {

[[nodiscard]] std::vector<Comment> commentsOf(const Note& note);
/// Comments that nobody has resolved.
[[nodiscard]] int openComments(const Note& note);
/// The note's comments as they shall be, as one operation; none at all unsets the property.
[[nodiscard]] Operation discussing(NoteId note, std::vector<Comment> comments);

}  // namespace stormbench::storming
