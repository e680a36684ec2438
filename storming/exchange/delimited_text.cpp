// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/delimited_text.h"

#include <QtCore/QStringDecoder>

#include <algorithm>
#include <ranges>

namespace stormbench::storming {
namespace {

constexpr qsizetype kSample = 16 << 10;  // characters that a guess looks at
constexpr QLatin1StringView kSeparatorLine("sep=");

/// Reads cell by cell. Every character is looked at once, except for one that opens a quote nobody
/// closes.
class Reader {
public:
    Reader(QStringView text, QChar separator)
        : m_text(text)
    {
        m_result.separator = separator;
    }

    DelimitedText read()
    {
        while (m_at < m_text.size())
            readRow();
        return std::move(m_result);
    }

private:
    void readRow()
    {
        DelimitedRow row;
        row.line = m_line;
        bool more = true;
        while (more)
            more = readCell(row.cells);
        const auto isBlank = [](const QString& cell) { return cell.trimmed().isEmpty(); };
        if (!std::ranges::all_of(row.cells, isBlank))
            m_result.rows.push_back(std::move(row));
    }

    // False at the end of the row.
    bool readCell(QStringList& cells)
    {
        QString cell;
        if (m_at < m_text.size() && m_text[m_at] == u'"' && !m_result.openQuote)
            readQuoted(cell);
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at++];
            if (isSeparator(c)) {
                cells.append(cell);
                return true;
            }
            if (c == u'\r' && m_at < m_text.size() && m_text[m_at] == u'\n')
                continue;
            if (c == u'\n' || c == u'\r') {
                ++m_line;
                break;
            }
            cell += c;
        }
        cells.append(cell);
        return false;
    }

    void readQuoted(QString& cell)
    {
        const qsizetype start = m_at++;
        const qsizetype startLine = m_line;
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at++];
            if (c == u'"') {
                if (m_at >= m_text.size() || m_text[m_at] != u'"')
                    return;
                ++m_at;
            } else if (c == u'\n') {
                ++m_line;
            }
            cell += c;
        }
        m_result.openQuote = startLine;
        m_at = start;
        m_line = startLine;
        cell.clear();
    }

    [[nodiscard]] bool isSeparator(QChar c) const
    {
        return !m_result.separator.isNull() && c == m_result.separator;
    }

    QStringView m_text;
    DelimitedText m_result;
    qsizetype m_at = 0;
    qsizetype m_line = 1;
};

}  // namespace

DelimitedText readDelimited(const QString& text, QChar separator)
{
    auto result = Reader(text, separator).read();
    if (!result.rows.empty()
        && result.rows.front().cells.front().startsWith(kSeparatorLine, Qt::CaseInsensitive)
        && result.rows.front().line == 1)
        result.rows.erase(result.rows.begin());
    return result;
}

QChar guessSeparator(const QString& text)
{
    if (text.startsWith(kSeparatorLine, Qt::CaseInsensitive) && text.size() > kSeparatorLine.size()
        && !text[kSeparatorLine.size()].isLetterOrNumber() && text[kSeparatorLine.size()] != u'\n'
        && text[kSeparatorLine.size()] != u'\r')
        return text[kSeparatorLine.size()];
    QChar best;
    std::size_t most = 0;
    for (const char candidate : {',', ';', '\t', '|'}) {
        const auto sample = Reader(QStringView(text).left(kSample), QLatin1Char(candidate)).read();
        if (sample.rows.empty() || sample.rows.front().cells.size() < 2)
            continue;
        const auto width = sample.rows.front().cells.size();
        const auto alike = static_cast<std::size_t>(std::ranges::count_if(
            sample.rows, [&](const DelimitedRow& row) { return row.cells.size() == width; }));
        if (2 * alike > sample.rows.size() && alike > most) {
            most = alike;
            best = QLatin1Char(candidate);
        }
    }
    return best;
}

DecodedText decodeText(const QByteArray& bytes)
{
    const auto marked = QStringConverter::encodingForData(bytes);
    QStringDecoder decoder(marked.value_or(QStringConverter::Utf8));
    QString text = decoder.decode(bytes);
    if (!marked && decoder.hasError())
        return {QString::fromLatin1(bytes), true};
    return {std::move(text), false};
}

}  // namespace stormbench::storming
