// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/notation.h"

#include <vector>

namespace stormbench::storming {

/// The kinds a palette offers, in the notation's order: those of the level; in Event Modeling the
/// method's own (screens, commands, events, views, automations) and what annotates them.
[[nodiscard]] std::vector<NoteKind> offeredKinds(Level level, Method method);

[[nodiscard]] const char* methodName(Method method);
[[nodiscard]] const char* methodHint(Method method);

}  // namespace stormbench::storming
