// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/models/message_text.h"

#include <QStringDecoder>

#include <algorithm>

namespace stormbench::views {
namespace {

constexpr int kDeepest = 200;  // deeper nesting is shown as it came

/// Copies JSON token by token with new white space.
class JsonLayout {
public:
    explicit JsonLayout(QStringView text)
        : m_text(text)
    {
    }

    std::optional<QString> run()
    {
        skipSpace();
        if (!value(0))
            return std::nullopt;
        skipSpace();
        return m_at == m_text.size() ? std::optional(m_out) : std::nullopt;
    }

private:
    [[nodiscard]] QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    void take() { m_out += m_text[m_at++]; }
    void skipSpace()
    {
        while (m_at < m_text.size()
            && (peek() == u' ' || peek() == u'\t' || peek() == u'\n' || peek() == u'\r'))
            ++m_at;
    }
    void newLine(int depth)
    {
        m_out += u'\n';
        m_out += QString(depth * 2, u' ');
    }

    bool value(int depth)
    {
        if (depth > kDeepest)
            return false;
        const QChar first = peek();
        if (first == u'{')
            return container(depth, u'}', true);
        if (first == u'[')
            return container(depth, u']', false);
        if (first == u'"')
            return string();
        return first == u'-' || first.isDigit() ? number() : word();
    }

    bool container(int depth, QChar close, bool named)
    {
        take();
        skipSpace();
        if (peek() == close) {
            take();
            return true;
        }
        while (true) {
            newLine(depth + 1);
            if (named && !name())
                return false;
            if (!value(depth + 1))
                return false;
            skipSpace();
            if (peek() != u',')
                break;
            take();
            skipSpace();
        }
        if (peek() != close)
            return false;
        newLine(depth);
        take();
        return true;
    }

    bool name()
    {
        if (peek() != u'"' || !string())
            return false;
        skipSpace();
        if (peek() != u':')
            return false;
        take();
        m_out += u' ';
        skipSpace();
        return true;
    }

    bool string()
    {
        take();
        while (m_at < m_text.size() && peek() != u'"') {
            if (peek() == u'\\')
                take();
            else if (peek().unicode() < 0x20)
                return false;
            if (m_at == m_text.size())
                return false;
            take();
        }
        if (m_at == m_text.size())
            return false;
        take();
        return true;
    }

    bool digits()
    {
        const auto from = m_at;
        while (peek() >= u'0' && peek() <= u'9')
            take();
        return m_at > from;
    }

    bool number()
    {
        if (peek() == u'-')
            take();
        if (!digits())
            return false;
        if (peek() == u'.') {
            take();
            if (!digits())
                return false;
        }
        if (peek() == u'e' || peek() == u'E') {
            take();
            if (peek() == u'+' || peek() == u'-')
                take();
            return digits();
        }
        return true;
    }

    bool word()
    {
        for (const QStringView known :
            {QStringView(u"true"), QStringView(u"false"), QStringView(u"null")}) {
            if (m_text.mid(m_at).startsWith(known)) {
                m_out += known;
                m_at += known.size();
                return true;
            }
        }
        return false;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    QString m_out;
};

}  // namespace

std::optional<QString> prettyJson(const QString& text)
{
    return JsonLayout(text).run();
}

QString hexDump(ByteView bytes)
{
    constexpr std::size_t kLine = 16;
    QString out;
    for (std::size_t line = 0; line < bytes.size(); line += kLine) {
        QString hex, letters;
        for (std::size_t i = line; i < line + kLine; ++i) {
            if (i % 8 == 0 && i != line)
                hex += u' ';
            if (i >= bytes.size()) {
                hex += QLatin1String("   ");
                continue;
            }
            const auto value = static_cast<unsigned>(bytes[i]);
            hex += QStringLiteral("%1 ").arg(value, 2, 16, QLatin1Char('0'));
            letters += value >= 0x20 && value < 0x7f ? QChar(value) : QChar(u'·');
        }
        out += QStringLiteral("%1  %2 %3\n").arg(line, 8, 16, QLatin1Char('0')).arg(hex, letters);
    }
    return out;
}

QString previewText(ByteView bytes, qsizetype most)
{
    // Four bytes hold any character.
    const auto part = bytes.first(std::min(bytes.size(), static_cast<std::size_t>(most) * 4));
    QString text = textOf(part).left(most);
    std::replace_if(
        text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; },
        QChar(u' '));
    return text;
}

bool isText(ByteView bytes)
{
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = decode(QByteArrayView(
        reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())));
    return !decode.hasError() && std::none_of(text.begin(), text.end(), [](QChar c) {
        return (c.unicode() < 0x20 && c != u'\n' && c != u'\r' && c != u'\t')
            || c.unicode() == 0x7f;
    });
}

QString textOf(ByteView bytes)
{
    return QString::fromUtf8(
        reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
}

}  // namespace stormbench::views
