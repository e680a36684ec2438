// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

namespace stormbench::storming {

/// Unfolds what was written in a private phase.
[[nodiscard]] Operations revealing(const std::set<NoteId>& notes);

}  // namespace stormbench::storming
