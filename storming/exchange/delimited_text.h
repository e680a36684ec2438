// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QStringList>

#include <optional>
#include <vector>

namespace stormbench::storming {

struct DelimitedRow {
    qsizetype line = 1;  ///< where it begins
    QStringList cells;
};

/// A table as text: RFC 4180 (quotes, doubled quotes and line ends within them) with any separator.
struct DelimitedText {
    QChar separator;                 ///< null: one cell a row
    std::vector<DelimitedRow> rows;  ///< without blank ones
    /// Where a quote opens that nothing closes; from there on quotes are read as written.
    std::optional<qsizetype> openQuote;
};

[[nodiscard]] DelimitedText readDelimited(const QString& text, QChar separator);

/// As a first line "sep=;" says; otherwise that of comma, semicolon, tab and bar which divides most
/// rows alike; null if none does.
[[nodiscard]] QChar guessSeparator(const QString& text);

/// A text file's bytes: UTF-8 or UTF-16 by its mark, otherwise UTF-8; bytes that are not are read
/// as Latin-1, and `isLatin` says so.
struct DecodedText {
    QString text;
    bool isLatin = false;
};
[[nodiscard]] DecodedText decodeText(const QByteArray& bytes);

}  // namespace stormbench::storming
