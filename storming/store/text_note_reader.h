// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"
#include "storming/model/board_result.h"
#include "storming/store/text_tokens.h"

#include <QtCore/QStringList>

namespace stormbench::storming {

// The parts of the text form that make a note. Errors say what the line should read; whoever calls
// knows which line it is.

/// A mistake in the text: the sentence's first letter and its full stop are the caller's.
[[nodiscard]] tl::unexpected<BoardError> textMistake(const QString& what);
[[nodiscard]] tl::unexpected<BoardError> textMistake(const char* what);

/// The keys of a table, for a message.
template <typename Entries> [[nodiscard]] QString keysOf(const Entries& entries)
{
    QStringList keys;
    for (const auto& entry : entries)
        keys << QString::fromLatin1(entry.key);
    return keys.join(QStringLiteral(", "));
}

/// The quoted text that comes next.
[[nodiscard]] BoardResult<> takeText(QString& into, TokenReader& words);
/// A number that fits an int.
[[nodiscard]] BoardResult<> takeInt(int& into, const char* name, TokenReader& words);

/// What follows a note's place: ["size" WxH] ["z" INT].
[[nodiscard]] BoardResult<> takeSizeAndOrder(Note& note, TokenReader& words);
/// An indented line of a note, behind its first word: description, field, step, comment or a
/// property.
[[nodiscard]] BoardResult<> takeDetail(Note& note, const QString& name, TokenReader& words);

}  // namespace stormbench::storming
