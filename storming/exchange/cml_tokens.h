// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <vector>

namespace stormbench::storming {

enum class CmlTokenKind : quint8 { Word, Text, Sign, End };

struct CmlToken {
    CmlTokenKind kind = CmlTokenKind::End;
    QString text;  ///< of a Text without its quotes; of a Sign one character, or "->"
    qsizetype line = 1;
};

/// Any text as tokens of the Context Mapper language, an End last. Comments go; a text in quotes
/// that does not end ends with its line.
[[nodiscard]] std::vector<CmlToken> cmlTokens(const QString& text);

}  // namespace stormbench::storming
