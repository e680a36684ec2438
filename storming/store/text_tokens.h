// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <optional>
#include <vector>

namespace stormbench::storming {

/// A word of a line of the text form: bare, or a quoted text with its escapes undone.
struct TextToken {
    QString text;
    bool quoted = false;
    int from = 0;  ///< where it stands in the line, quotes included
    int to = 0;    ///< behind its last character
};

/// Splits a line, as far as a comment: a # where a word could begin. Nothing if a quote does not
/// end or an escape is unknown. `comment` becomes the comment's column, or -1.
[[nodiscard]] std::optional<std::vector<TextToken>> tokensOf(
    QStringView line, int* comment = nullptr);

/// Reads a line's tokens in turn. Every take gives nothing, and moves nowhere, if the next token is
/// not of its sort.
class TokenReader {
public:
    explicit TokenReader(std::vector<TextToken> tokens)
        : m_tokens(std::move(tokens))
    {
    }

    [[nodiscard]] bool atEnd() const { return m_next == m_tokens.size(); }
    /// Behind the token that was taken last.
    [[nodiscard]] int column() const { return m_next == 0 ? 0 : m_tokens[m_next - 1].to; }
    [[nodiscard]] std::optional<QString> word();
    [[nodiscard]] bool word(const char* expected);
    [[nodiscard]] std::optional<QString> quoted();
    [[nodiscard]] std::optional<quint64> id();
    [[nodiscard]] std::optional<qint64> integer();
    [[nodiscard]] std::optional<double> real();
    /// "12,-3.5" with ',' or "120x84" with 'x'.
    [[nodiscard]] std::optional<std::pair<double, double>> pair(char between);
    /// "12,-3.5:", the place where a flow begins.
    [[nodiscard]] std::optional<std::pair<double, double>> placeAndColon();

private:
    [[nodiscard]] const QString* bare() const;

    std::vector<TextToken> m_tokens;
    size_t m_next = 0;
};

}  // namespace stormbench::storming
