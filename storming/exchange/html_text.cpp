// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/html_text.h"

#include <QtCore/QStringList>

#include <algorithm>
#include <array>

namespace stormbench::storming {
namespace {

constexpr qsizetype kLongestEntity = 12;

struct Entity {
    const char* name;
    char16_t letter;
};
constexpr std::array kEntities{
    Entity{"amp", u'&'},
    Entity{"lt", u'<'},
    Entity{"gt", u'>'},
    Entity{"quot", u'"'},
    Entity{"apos", u'\''},
    Entity{"nbsp", u' '},
    Entity{"ndash", u'\u2013'},
    Entity{"mdash", u'\u2014'},
    Entity{"hellip", u'\u2026'},
    Entity{"lsquo", u'\u2018'},
    Entity{"rsquo", u'\u2019'},
    Entity{"ldquo", u'\u201C'},
    Entity{"rdquo", u'\u201D'},
    Entity{"euro", u'\u20AC'},
    Entity{"auml", u'\u00E4'},
    Entity{"ouml", u'\u00F6'},
    Entity{"uuml", u'\u00FC'},
    Entity{"Auml", u'\u00C4'},
    Entity{"Ouml", u'\u00D6'},
    Entity{"Uuml", u'\u00DC'},
    Entity{"szlig", u'\u00DF'},
    Entity{"eacute", u'\u00E9'},
    Entity{"egrave", u'\u00E8'},
};

constexpr std::array kLineTags{"p", "br", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4"};

class Stripper {
public:
    explicit Stripper(QStringView html)
        : m_html(html)
    {
    }

    QString strip()
    {
        while (m_at < m_html.size()) {
            const QChar c = m_html[m_at];
            if (c == u'<' && isTag())
                tag();
            else if (c == u'&')
                entity();
            else
                letter(c);
        }
        return tidy();
    }

private:
    [[nodiscard]] QChar ahead(qsizetype by) const
    {
        return m_at + by < m_html.size() ? m_html[m_at + by] : QChar();
    }

    [[nodiscard]] bool isTag() const
    {
        const QChar next = ahead(1);
        return next.isLetter() || next == u'!' || (next == u'/' && ahead(2).isLetter());
    }

    void letter(QChar c)
    {
        // White space of the source is a blank; lines come from tags.
        m_text += c.isSpace() ? u' ' : c;
        ++m_at;
    }

    void tag()
    {
        if (m_html.sliced(m_at).startsWith(u"<!--")) {
            const auto end = m_html.indexOf(u"-->", m_at);
            m_at = end < 0 ? m_html.size() : end + 3;
            return;
        }
        const auto end = m_html.indexOf(u'>', m_at);
        if (end < 0) {  // no tag after all
            letter(m_html[m_at]);
            return;
        }
        qsizetype from = m_at + 1;
        const bool closes = m_html[from] == u'/';
        from += closes ? 1 : 0;
        qsizetype to = from;
        while (to < end && m_html[to].isLetterOrNumber())
            ++to;
        const QString name = m_html.sliced(from, to - from).toString().toLower();
        m_at = end + 1;
        if (std::ranges::any_of(
                kLineTags, [&](const char* line) { return name == QLatin1StringView(line); }))
            m_text += u'\n';
        if (!closes && (name == QLatin1StringView("script") || name == QLatin1StringView("style")))
            skipTo(QStringLiteral("</") + name);
    }

    void skipTo(const QString& closing)
    {
        const auto end = m_html.indexOf(closing, m_at, Qt::CaseInsensitive);
        m_at = end < 0 ? m_html.size() : end;
    }

    void entity()
    {
        const auto end
            = m_html.sliced(m_at, std::min(kLongestEntity, m_html.size() - m_at)).indexOf(u';');
        const QStringView name = end > 1 ? m_html.sliced(m_at + 1, end - 1) : QStringView();
        const QString meaning = name.startsWith(u'#') ? numbered(name.sliced(1)) : named(name);
        if (meaning.isEmpty()) {
            letter(u'&');
            return;
        }
        m_text += meaning;
        m_at += end + 1;
    }

    static QString numbered(QStringView digits)
    {
        const bool hex = digits.startsWith(u'x') || digits.startsWith(u'X');
        bool ok = false;
        const uint code = hex ? digits.sliced(1).toUInt(&ok, 16) : digits.toUInt(&ok, 10);
        const char32_t letter = code;
        const bool fits = ok && code >= 32 && code <= 0x10FFFF && !QChar::isSurrogate(letter);
        return fits ? QString::fromUcs4(&letter, 1) : QString();
    }

    static QString named(QStringView name)
    {
        for (const Entity& entity : kEntities)
            if (name == QLatin1StringView(entity.name))
                return QString(QChar(entity.letter));
        return {};
    }

    // Lines without outer blanks; of several empty ones none stays.
    [[nodiscard]] QString tidy() const
    {
        QStringList lines;
        for (const QString& line : m_text.split(u'\n'))
            if (const QString words = line.simplified(); !words.isEmpty())
                lines.append(words);
        return lines.join(u'\n');
    }

    QStringView m_html;
    QString m_text;
    qsizetype m_at = 0;
};

}  // namespace

QString textOfHtml(const QString& html)
{
    return Stripper(html).strip();
}

}  // namespace stormbench::storming
