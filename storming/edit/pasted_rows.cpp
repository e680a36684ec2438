// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/edit/pasted_rows.h"

#include "storming/geometry/snap.h"
#include "storming/model/naming.h"
#include "storming/model/operation.h"

#include <QtCore/QStringList>

#include <algorithm>

namespace stormbench::storming {

namespace {

constexpr int kRowsPerColumn = 12;

// The cells of tab separated text. A cell that begins with a quote ends at the next single one.
std::vector<QStringList> cellsOf(const QString& text)
{
    std::vector<QStringList> rows(1);
    QString cell;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (quoted) {
            if (c != u'"')
                cell += c;
            else if (i + 1 < text.size() && text.at(i + 1) == u'"')
                cell += text.at(i++);
            else
                quoted = false;
        } else if (c == u'"' && cell.isEmpty()) {
            quoted = true;
        } else if (c == u'\t' || c == u'\n') {
            rows.back().append(cell.simplified());
            cell.clear();
            if (c == u'\n')
                rows.emplace_back();
        } else {
            cell += c;
        }
    }
    rows.back().append(cell.simplified());
    return rows;
}

std::optional<NoteKind> kindNamed(const QString& word, const BoardSettings& settings)
{
    const QString wanted = nameKey(word);
    if (wanted.isEmpty())
        return std::nullopt;
    for (const NotationEntry& entry : notation())
        if (wanted == nameKey(settings.nameOf(entry.kind)))
            return entry.kind;
    for (const NotationEntry& entry : notation())
        if (wanted == nameKey(QString::fromLatin1(entry.key))
            || wanted == nameKey(QString::fromUtf8(entry.name)))
            return entry.kind;
    return std::nullopt;
}

bool isHeading(const QStringList& cells)
{
    static const QStringList words{QStringLiteral("kind"), QStringLiteral("type"),
        QStringLiteral("text"), QStringLiteral("name"), QStringLiteral("title"),
        QStringLiteral("note"), QStringLiteral("description"), QString()};
    return std::ranges::all_of(
        cells, [](const QString& cell) { return words.contains(cell.toLower()); });
}

std::vector<PastedRow> fromLines(const QString& text, NoteKind kind)
{
    std::vector<PastedRow> rows;
    for (const QString& line : text.split(u'\n'))
        if (const QString words = line.simplified(); !words.isEmpty())
            rows.push_back({kind, words, {}});
    return rows;
}

}  // namespace

std::vector<PastedRow> readPasted(
    const QString& pasted, const BoardSettings& settings, NoteKind kindOfText)
{
    QString text = pasted;
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    if (!text.contains(u'\t'))
        return fromLines(text, kindOfText);
    std::vector<PastedRow> rows;
    bool first = true;
    for (QStringList cells : cellsOf(text)) {
        if (std::exchange(first, false) && isHeading(cells))
            continue;
        PastedRow row{kindOfText, {}, {}};
        if (const auto kind = kindNamed(cells.front(), settings); kind && cells.size() > 1) {
            row.kind = *kind;
            cells.removeFirst();
        } else if (cells.front().isEmpty()) {
            cells.removeFirst();
        }
        cells.removeAll(QString());
        if (cells.isEmpty())
            continue;
        row.text = cells.takeFirst();
        row.description = cells.join(u'\n');
        rows.push_back(std::move(row));
    }
    return rows;
}

Board boardOfRows(const std::vector<PastedRow>& rows)
{
    constexpr qreal kApart = 2 * kTouchReach;
    Board board;
    QPointF corner(0, 0);
    qreal widest = 0;
    int inColumn = 0;
    for (const PastedRow& row : rows) {
        if (inColumn == kRowsPerColumn) {
            corner = {corner.x() + widest + kApart, 0};
            widest = 0;
            inColumn = 0;
        }
        Note note = makeNote(NoteId(board.nextId()), row.kind, {}, row.text);
        note.rect.moveTopLeft(corner);
        note.description = row.description;
        widest = std::max(widest, note.rect.width());
        corner.ry() += note.rect.height() + kApart;
        ++inColumn;
        (void)apply(board, AddNote{std::move(note)});
    }
    return board;
}

}  // namespace stormbench::storming
