// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/csv_layout.h"

#include "storming/exchange/kind_words.h"

#include <algorithm>
#include <array>

namespace stormbench::storming {
namespace {

constexpr std::size_t kSampleRows = 60;

struct Heading {
    const char* word;
    CsvColumn column;
};

// Words as wordKey() leaves them.
constexpr std::array kHeadings{
    Heading{"kind", CsvColumn::Kind},
    Heading{"type", CsvColumn::Kind},
    Heading{"colour", CsvColumn::Kind},
    Heading{"color", CsvColumn::Kind},
    Heading{"element", CsvColumn::Kind},
    Heading{"elementtype", CsvColumn::Kind},
    Heading{"category", CsvColumn::Kind},
    Heading{"text", CsvColumn::Text},
    Heading{"name", CsvColumn::Text},
    Heading{"title", CsvColumn::Text},
    Heading{"label", CsvColumn::Text},
    Heading{"content", CsvColumn::Text},
    Heading{"sticky", CsvColumn::Text},
    Heading{"stickynote", CsvColumn::Text},
    Heading{"note", CsvColumn::Text},
    Heading{"x", CsvColumn::X},
    Heading{"left", CsvColumn::X},
    Heading{"posx", CsvColumn::X},
    Heading{"positionx", CsvColumn::X},
    Heading{"y", CsvColumn::Y},
    Heading{"top", CsvColumn::Y},
    Heading{"posy", CsvColumn::Y},
    Heading{"positiony", CsvColumn::Y},
    Heading{"frame", CsvColumn::Frame},
    Heading{"context", CsvColumn::Frame},
    Heading{"boundedcontext", CsvColumn::Frame},
    Heading{"module", CsvColumn::Frame},
    Heading{"lane", CsvColumn::Lane},
    Heading{"swimlane", CsvColumn::Lane},
    Heading{"description", CsvColumn::Description},
    Heading{"desc", CsvColumn::Description},
    Heading{"details", CsvColumn::Description},
    Heading{"definition", CsvColumn::Description},
    Heading{"meaning", CsvColumn::Description},
    Heading{"comment", CsvColumn::Description},
    Heading{"remarks", CsvColumn::Description},
    Heading{"owner", CsvColumn::Owner},
    Heading{"team", CsvColumn::Owner},
    Heading{"responsible", CsvColumn::Owner},
};

CsvColumn columnOfTitle(const QString& title)
{
    const QString key = wordKey(title);
    for (const Heading& heading : kHeadings)
        if (key == QLatin1StringView(heading.word))
            return heading.column;
    return CsvColumn::Ignore;
}

/// What the cells of a column look like.
struct Column {
    int cells = 0;
    int kinds = 0;
    int numbers = 0;
    qsizetype letters = 0;
};

Column lookAt(const DelimitedText& table, int index)
{
    Column column;
    for (std::size_t row = 0; row < std::min(table.rows.size(), kSampleRows); ++row) {
        const QString cell = table.rows[row].cells.value(index).trimmed();
        if (cell.isEmpty())
            continue;
        ++column.cells;
        column.kinds += guessKind(cell) ? 1 : 0;
        column.numbers += csvNumber(cell) ? 1 : 0;
        column.letters += cell.size();
    }
    return column;
}

std::vector<CsvColumn> guessByContent(const DelimitedText& table, int width)
{
    std::vector<CsvColumn> roles(static_cast<std::size_t>(width), CsvColumn::Ignore);
    bool hasKind = false;
    int numbers = 0;
    std::optional<std::size_t> text;
    double longest = -1;
    for (std::size_t i = 0; i < roles.size(); ++i) {
        const Column column = lookAt(table, static_cast<int>(i));
        if (column.cells == 0)
            continue;
        if (width > 1 && !hasKind && column.kinds * 4 >= column.cells * 3) {
            roles[i] = CsvColumn::Kind;
            hasKind = true;
        } else if (column.numbers == column.cells && numbers < 2) {
            roles[i] = numbers++ == 0 ? CsvColumn::X : CsvColumn::Y;
        } else if (const double mean = double(column.letters) / column.cells; mean > longest) {
            longest = mean;
            text = i;
        }
    }
    if (!text)
        text = 0;
    roles[*text] = CsvColumn::Text;
    if (numbers == 1)  // a place has two: one alone is a number of something
        std::ranges::replace(roles, CsvColumn::X, CsvColumn::Ignore);
    return roles;
}

}  // namespace

std::optional<double> csvNumber(const QString& cell)
{
    bool ok = false;
    double value = cell.trimmed().toDouble(&ok);
    if (!ok)
        value = QString(cell).trimmed().replace(u',', u'.').toDouble(&ok);
    return ok && qAbs(value) < 1e9 ? std::optional(value) : std::nullopt;
}

CsvLayout guessLayout(const DelimitedText& table)
{
    CsvLayout layout;
    layout.separator = table.separator;
    int width = 0;
    for (const DelimitedRow& row : table.rows)
        width = std::max(width, static_cast<int>(row.cells.size()));
    if (table.rows.empty())
        return layout;
    const QStringList& first = table.rows.front().cells;
    std::vector<CsvColumn> roles;
    for (int i = 0; i < width; ++i) {
        const CsvColumn role = columnOfTitle(first.value(i));
        const bool isTaken = std::ranges::find(roles, role) != roles.end();
        roles.push_back(isTaken ? CsvColumn::Ignore : role);
    }
    const auto named
        = std::ranges::count_if(roles, [](CsvColumn role) { return role != CsvColumn::Ignore; });
    layout.header = named > 0 && table.rows.size() > 1;
    if (layout.header) {  // cells beyond the titles are a row's mistake
        width = static_cast<int>(first.size());
        roles.resize(static_cast<std::size_t>(width));
    }
    layout.columns = layout.header ? std::move(roles) : guessByContent(table, width);
    for (int i = 0; i < width; ++i)
        layout.titles.append(layout.header ? first.value(i).simplified() : QString());
    if (layout.header && std::ranges::find(layout.columns, CsvColumn::Text) == layout.columns.end())
        if (const auto free = std::ranges::find(layout.columns, CsvColumn::Ignore);
            free != layout.columns.end())
            *free = CsvColumn::Text;
    return layout;
}

}  // namespace stormbench::storming
