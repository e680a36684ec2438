// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/csv_layout.h"
#include "storming/exchange/import_layout.h"
#include "storming/exchange/importer.h"

#include <algorithm>

namespace stormbench::storming {
namespace {

constexpr double kGridCells = 40;  // positions that never exceed it count columns and rows

class CsvReader {
public:
    CsvReader(const DelimitedText& table, const CsvLayout& layout, PlanBuilder& plan)
        : m_table(table)
        , m_layout(layout)
        , m_plan(plan)
    {
    }

    void read()
    {
        tellUnread();
        std::vector<ListedNote> notes;
        for (std::size_t i = m_layout.header ? 1 : 0; i < m_table.rows.size(); ++i)
            if (auto note = readRow(m_table.rows[i]))
                notes.push_back(*std::move(note));
        spread(notes);
        layOut(std::move(notes), m_plan);
    }

private:
    [[nodiscard]] int columnOf(CsvColumn role) const
    {
        const auto found = std::ranges::find(m_layout.columns, role);
        return found == m_layout.columns.end() ? -1
                                               : static_cast<int>(found - m_layout.columns.begin());
    }
    [[nodiscard]] QString cell(const DelimitedRow& row, CsvColumn role) const
    {
        const int column = columnOf(role);
        return column < 0 ? QString() : row.cells.value(column).trimmed();
    }

    void tellUnread()
    {
        QStringList unread;
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i)
            if (m_layout.columns[i] == CsvColumn::Ignore)
                unread.append(m_layout.titles.value(static_cast<int>(i)).isEmpty()
                        ? QString::number(i + 1)
                        : u'"' + m_layout.titles.value(static_cast<int>(i)) + u'"');
        if (!unread.isEmpty())
            m_plan.problem(QString(),
                QStringLiteral("Columns that are not read: %1. Choose what they mean to have them.")
                    .arg(unread.join(QStringLiteral(", "))));
    }

    std::optional<ListedNote> readRow(const DelimitedRow& row)
    {
        if (row.cells.size() > static_cast<qsizetype>(m_layout.columns.size()))
            m_plan.problem(lineName(row.line),
                QStringLiteral("The row has more cells than the table has columns; the rest is "
                               "not read. Quote cells that hold the separator."));
        const QString word = cell(row, CsvColumn::Kind);
        const KindUse use = m_plan.kinds().resolve(word);
        if (!use.kind)
            return std::nullopt;
        if (!use.known)
            m_plan.problem(lineName(row.line),
                QStringLiteral("\"%1\" is no kind of note; it became a %2. Map the word to a kind.")
                    .arg(word, QString::fromUtf8(notationOf(*use.kind).name).toLower()));
        ListedNote listed;
        listed.note = makeNote({}, *use.kind, {}, cell(row, CsvColumn::Text));
        listed.note.description = cell(row, CsvColumn::Description);
        if (const QString owner = PlanBuilder::clean(cell(row, CsvColumn::Owner)); !owner.isEmpty())
            listed.note.properties[NoteProperty::Owner] = owner;
        listed.context = cell(row, CsvColumn::Frame).simplified();
        listed.lane = cell(row, CsvColumn::Lane).simplified();
        listed.topLeft = placeOf(row);
        if (listed.note.text.isEmpty() && listed.note.description.isEmpty() && !listed.topLeft) {
            m_plan.problem(lineName(row.line),
                QStringLiteral("The row has no text, so it makes no note. Give it one, or choose "
                               "the column that holds the text."));
            return std::nullopt;
        }
        return listed;
    }

    std::optional<QPointF> placeOf(const DelimitedRow& row)
    {
        const QString x = cell(row, CsvColumn::X);
        const QString y = cell(row, CsvColumn::Y);
        if (x.isEmpty() && y.isEmpty())
            return std::nullopt;
        const auto left = csvNumber(x);
        const auto top = csvNumber(y);
        if (left && top && qAbs(*left) < PlanBuilder::kFarthest
            && qAbs(*top) < PlanBuilder::kFarthest)
            return QPointF(*left, *top);
        m_plan.problem(lineName(row.line),
            QStringLiteral("The place \"%1\", \"%2\" is not two numbers; the note is laid out "
                           "below the others.")
                .arg(x, y));
        return std::nullopt;
    }

    // Some number columns and rows instead of pixels: notes at 1, 2, 3 would lie in one heap.
    void spread(std::vector<ListedNote>& notes)
    {
        const auto isSmall = [](const ListedNote& listed) {
            return !listed.topLeft
                || (qAbs(listed.topLeft->x()) <= kGridCells
                    && qAbs(listed.topLeft->y()) <= kGridCells);
        };
        const auto placed = std::ranges::count_if(
            notes, [](const ListedNote& listed) { return listed.topLeft.has_value(); });
        if (placed < 2 || !std::ranges::all_of(notes, isSmall))
            return;
        const qreal across = kWideNote.width() + kImportGap;
        const qreal down = kSquareNote.height() + kImportGap;
        for (ListedNote& listed : notes)
            if (listed.topLeft)
                *listed.topLeft = QPointF(listed.topLeft->x() * across, listed.topLeft->y() * down);
        m_plan.problem(QString(),
            QStringLiteral("The places are so small that they are read as columns and rows."));
    }

    const DelimitedText& m_table;
    const CsvLayout& m_layout;
    PlanBuilder& m_plan;
};

}  // namespace

ImportPlan importCsv(const QByteArray& bytes, const ImportOptions& options)
{
    PlanBuilder plan(options.kinds);
    const DecodedText decoded = decodeText(bytes);
    if (decoded.isLatin)
        plan.problem(QString(),
            QStringLiteral("The file is not UTF-8, so it is read as Latin-1. If letters look "
                           "wrong, save it again as UTF-8."));
    const QChar separator = options.csv ? options.csv->separator : guessSeparator(decoded.text);
    const DelimitedText table = readDelimited(decoded.text, separator);
    CsvLayout layout = guessLayout(table);
    if (options.csv) {
        const std::size_t width = layout.columns.size();
        layout.header = options.csv->header;
        layout.titles.clear();
        for (std::size_t i = 0; i < width; ++i)
            layout.titles.append(layout.header
                    ? table.rows.front().cells.value(static_cast<int>(i)).simplified()
                    : QString());
        // Columns chosen for another separator say nothing about these.
        if (options.csv->columns.size() == width)
            layout.columns = options.csv->columns;
    }
    if (table.openQuote)
        plan.problem(lineName(*table.openQuote),
            QStringLiteral("A quote opens here and is never closed; from here on quotes are read "
                           "as written. Close it, or double it where it is meant."));
    if (table.rows.empty())
        plan.problem(QString(), QStringLiteral("The file holds no row. Give it one line a note."));
    CsvReader(table, layout, plan).read();
    plan.plan().csv = std::move(layout);
    return plan.take();
}

}  // namespace stormbench::storming
