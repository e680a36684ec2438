// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/store/text_draft.h"
#include "storming/store/text_tokens.h"

namespace stormbench::storming {

/// A line of the board's own, behind its first word. `part` is that word, and becomes what tells
/// the line from others: "kind event".
[[nodiscard]] BoardResult<> takeSetting(TextDraft& draft, QString& part, TokenReader& words);

}  // namespace stormbench::storming
