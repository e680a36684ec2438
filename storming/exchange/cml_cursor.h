// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/exchange/cml_tokens.h"

namespace stormbench::storming {

/// A place among tokens; never runs past the End.
class CmlCursor {
public:
    explicit CmlCursor(const QString& text)
        : m_tokens(cmlTokens(text))
    {
    }

    [[nodiscard]] const CmlToken& peek(std::size_t by = 0) const
    {
        return m_tokens[std::min(m_at + by, m_tokens.size() - 1)];
    }
    CmlToken take() { return m_at + 1 < m_tokens.size() ? m_tokens[m_at++] : m_tokens.back(); }
    [[nodiscard]] bool atEnd() const { return peek().kind == CmlTokenKind::End; }
    [[nodiscard]] bool isWord(std::size_t by = 0) const
    {
        return peek(by).kind == CmlTokenKind::Word;
    }
    [[nodiscard]] bool isWord(const char* word, std::size_t by = 0) const
    {
        return isWord(by) && peek(by).text == QLatin1StringView(word);
    }
    [[nodiscard]] bool isSign(const char* sign, std::size_t by = 0) const
    {
        return peek(by).kind == CmlTokenKind::Sign && peek(by).text == QLatin1StringView(sign);
    }
    bool skipWord(const char* word) { return isWord(word) && (take(), true); }
    bool skipSign(const char* sign) { return isSign(sign) && (take(), true); }

    /// From an opening bracket to behind its partner.
    void skipBlock(const char* open, const char* close)
    {
        if (!skipSign(open))
            return;
        for (int depth = 1; depth > 0 && !atEnd(); take()) {
            depth += isSign(open) ? 1 : 0;
            depth -= isSign(close) ? 1 : 0;
        }
    }

private:
    std::vector<CmlToken> m_tokens;
    std::size_t m_at = 0;
};

}  // namespace stormbench::storming
