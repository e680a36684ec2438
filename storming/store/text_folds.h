// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/store/text_form.h"

namespace stormbench::storming {

/// Gives notes that a text shows folded what the board says of them: text, description, fields and
/// properties. A mistake if it has no such folded note, or if the text says something else of one:
/// nobody can write what he may not read.
[[nodiscard]] tl::expected<void, TextMistake> unfold(
    ParsedText& parsed, const Board& board, const QString& text);

/// The line, from 1 on, in which an element stands first; 0 = in none.
[[nodiscard]] int lineOf(quint64 element, const QString& text);

}  // namespace stormbench::storming
