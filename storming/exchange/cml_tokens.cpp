// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/cml_tokens.h"

namespace stormbench::storming {
namespace {

class Tokenizer {
public:
    explicit Tokenizer(QStringView text)
        : m_text(text)
    {
    }

    std::vector<CmlToken> run()
    {
        while (m_at < m_text.size())
            step();
        m_tokens.push_back({CmlTokenKind::End, QString(), m_line});
        return std::move(m_tokens);
    }

private:
    void step()
    {
        const QChar c = m_text[m_at];
        const QStringView rest = m_text.sliced(m_at);
        if (c.isSpace()) {
            advance(1);
        } else if (rest.startsWith(u"//")) {
            advance(lengthTo(u"\n"));
        } else if (rest.startsWith(u"/*")) {
            advance(lengthTo(u"*/") + 2);
        } else if (c == u'"' || c == u'\'') {
            quoted(c);
        } else if (isPart(c)) {
            word();
        } else {
            const qsizetype length = rest.startsWith(u"->") || rest.startsWith(u"<-") ? 2 : 1;
            m_tokens.push_back({CmlTokenKind::Sign, rest.first(length).toString(), m_line});
            advance(length);
        }
    }

    static bool isPart(QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'^'; }

    void word()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && isPart(m_text[m_at]))
            ++m_at;
        // "^" marks a name that would be a word of the language.
        QString name = m_text.sliced(start, m_at - start).toString();
        name.remove(u'^');
        m_tokens.push_back({CmlTokenKind::Word, name, m_line});
    }

    void quoted(QChar quote)
    {
        const qsizetype line = m_line;
        QString text;
        advance(1);
        while (m_at < m_text.size() && m_text[m_at] != quote && m_text[m_at] != u'\n') {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size() && m_text[m_at + 1] != u'\n')
                advance(1);
            text += m_text[m_at];
            advance(1);
        }
        if (m_at < m_text.size() && m_text[m_at] == quote)
            advance(1);
        m_tokens.push_back({CmlTokenKind::Text, text, line});
    }

    [[nodiscard]] qsizetype lengthTo(QStringView end) const
    {
        const auto found = m_text.indexOf(end, m_at);
        return (found < 0 ? m_text.size() : found) - m_at;
    }

    void advance(qsizetype by)
    {
        for (; by > 0 && m_at < m_text.size(); --by)
            m_line += m_text[m_at++] == u'\n' ? 1 : 0;
    }

    QStringView m_text;
    std::vector<CmlToken> m_tokens;
    qsizetype m_at = 0;
    qsizetype m_line = 1;
};

}  // namespace

std::vector<CmlToken> cmlTokens(const QString& text)
{
    return Tokenizer(text).run();
}

}  // namespace stormbench::storming
