// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/text_tokens.h"

#include <cmath>

namespace stormbench::storming {

namespace {

// Reads a quoted text from behind its first quote to behind its last.
std::optional<QString> takeQuoted(QStringView line, qsizetype& at)
{
    QString out;
    while (at < line.size()) {
        const QChar c = line[at++];
        if (c == QLatin1Char('"'))
            return out;
        if (c != QLatin1Char('\\')) {
            out += c;
            continue;
        }
        if (at == line.size())
            return std::nullopt;
        const QChar escape = line[at++];
        if (escape == QLatin1Char('n')) {
            out += QLatin1Char('\n');
        } else if (escape == QLatin1Char('"') || escape == QLatin1Char('\\')) {
            out += escape;
        } else if (escape == QLatin1Char('u') && at + 4 <= line.size()) {
            bool valid = false;
            const ushort code = line.sliced(at, 4).toUShort(&valid, 16);
            if (!valid)
                return std::nullopt;
            out += QChar(code);
            at += 4;
        } else {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<double> finite(QStringView text)
{
    bool valid = false;
    const double number = text.toDouble(&valid);
    return valid && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<std::pair<double, double>> pairOf(QStringView text, char between)
{
    const qsizetype split = text.indexOf(QLatin1Char(between));
    if (split < 0)
        return std::nullopt;
    const auto a = finite(text.first(split));
    const auto b = finite(text.sliced(split + 1));
    return a && b ? std::optional(std::pair(*a, *b)) : std::nullopt;
}

}  // namespace

std::optional<std::vector<TextToken>> tokensOf(QStringView line, int* comment)
{
    std::vector<TextToken> tokens;
    qsizetype at = 0;
    if (comment)
        *comment = -1;
    while (at < line.size()) {
        const qsizetype from = at;
        if (line[at].isSpace()) {
            ++at;
        } else if (line[at] == QLatin1Char('#')) {
            if (comment)
                *comment = int(at);
            break;
        } else if (line[at] == QLatin1Char('"')) {
            auto text = takeQuoted(line, ++at);
            if (!text)
                return std::nullopt;
            tokens.push_back({*std::move(text), true, int(from), int(at)});
        } else {
            while (at < line.size() && !line[at].isSpace() && line[at] != QLatin1Char('"'))
                ++at;
            tokens.push_back({line.sliced(from, at - from).toString(), false, int(from), int(at)});
        }
    }
    return tokens;
}

const QString* TokenReader::bare() const
{
    return atEnd() || m_tokens[m_next].quoted ? nullptr : &m_tokens[m_next].text;
}

std::optional<QString> TokenReader::word()
{
    const QString* next = bare();
    if (!next)
        return std::nullopt;
    ++m_next;
    return *next;
}

bool TokenReader::word(const char* expected)
{
    const QString* next = bare();
    if (!next || *next != QLatin1StringView(expected))
        return false;
    ++m_next;
    return true;
}

std::optional<QString> TokenReader::quoted()
{
    if (atEnd() || !m_tokens[m_next].quoted)
        return std::nullopt;
    return m_tokens[m_next++].text;
}

std::optional<quint64> TokenReader::id()
{
    const QString* next = bare();
    bool valid = false;
    const quint64 number = next ? next->toULongLong(&valid) : 0;
    if (!valid || number == 0)
        return std::nullopt;
    ++m_next;
    return number;
}

std::optional<qint64> TokenReader::integer()
{
    const QString* next = bare();
    bool valid = false;
    const qint64 number = next ? next->toLongLong(&valid) : 0;
    if (!valid)
        return std::nullopt;
    ++m_next;
    return number;
}

std::optional<double> TokenReader::real()
{
    const QString* next = bare();
    const auto number = next ? finite(*next) : std::nullopt;
    if (number)
        ++m_next;
    return number;
}

std::optional<std::pair<double, double>> TokenReader::pair(char between)
{
    const QString* next = bare();
    const auto both = next ? pairOf(*next, between) : std::nullopt;
    if (both)
        ++m_next;
    return both;
}

std::optional<std::pair<double, double>> TokenReader::placeAndColon()
{
    const QString* next = bare();
    if (!next || !next->endsWith(QLatin1Char(':')))
        return std::nullopt;
    const auto place = pairOf(QStringView(*next).chopped(1), ',');
    if (place)
        ++m_next;
    return place;
}

}  // namespace stormbench::storming
