// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/comments_model.h"

#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/panels/kind_look.h"
#include "storming/workshop/discussion.h"

#include <QDateTime>

#include <algorithm>

namespace stormbench::storming {
namespace {

std::vector<Comment> toldComments(const Board& board, NoteId id)
{
    const Note* note = board.note(id);
    const bool told
        = note && note->isSet(NoteProperty::Comments) && !note->flag(NoteProperty::Hidden);
    return told ? commentsOf(*note) : std::vector<Comment>();
}

QString ageOf(const Comment& comment)
{
    if (comment.atMs <= 0)
        return ui::kUnknownFigure;
    return ui::formatAge(std::chrono::milliseconds(
        qMax<qint64>(0, QDateTime::currentMSecsSinceEpoch() - comment.atMs)));
}

}  // namespace

CommentsModel::CommentsModel(BoardController& controller, QObject* parent)
    : QAbstractTableModel(parent)
    , m_controller(controller)
{
    connect(&controller, &BoardController::changed, this, &CommentsModel::read);
    connect(&controller, &BoardController::reset, this, &CommentsModel::readAll);
    connect(&ui::theme(), &ui::Theme::changed, this, [this] { emitAllChanged(0, Columns - 1); });
    readAll();
}

const CommentsModel::Row* CommentsModel::rowAt(const QModelIndex& index) const
{
    return index.isValid() && checkIndex(index) ? &m_rows[static_cast<size_t>(index.row())]
                                                : nullptr;
}

QModelIndex CommentsModel::indexOf(NoteId note) const
{
    const auto first = std::ranges::lower_bound(m_rows, note, {}, &Row::note);
    return first != m_rows.end() && first->note == note
        ? index(static_cast<int>(first - m_rows.begin()), Text)
        : QModelIndex();
}

int CommentsModel::openCount() const
{
    return static_cast<int>(
        std::ranges::count_if(m_rows, [](const Row& row) { return !row.comment.resolved; }));
}

void CommentsModel::refreshAges()
{
    emitAllChanged(When, When);
}

void CommentsModel::emitAllChanged(int firstColumn, int lastColumn)
{
    if (!m_rows.empty())
        emit dataChanged(index(0, firstColumn), index(rowCount() - 1, lastColumn));
}

void CommentsModel::readAll()
{
    beginResetModel();
    m_rows.clear();
    for (const auto& [id, note] : m_controller.board().notes()) {
        size_t index = 0;
        for (Comment& comment : toldComments(m_controller.board(), id))
            m_rows.push_back({id, index++, std::move(comment)});
    }
    endResetModel();
    emit refreshed();
}

void CommentsModel::read(const ChangeSet& changes)
{
    for (const auto* notes : {&changes.addedNotes, &changes.changedNotes, &changes.removedNotes})
        for (const NoteId note : *notes)
            readNote(note);
    if (changes.settings)
        emitAllChanged(Where, Where);
    emit refreshed();
}

/// The rows of one note, told to views as little as it takes: selection and scrolling stay.
void CommentsModel::readNote(NoteId note)
{
    std::vector<Comment> comments = toldComments(m_controller.board(), note);
    const auto old = std::ranges::equal_range(m_rows, note, {}, &Row::note);
    if (comments.empty() && old.empty())
        return;
    const int first = static_cast<int>(old.begin() - m_rows.begin());
    const int before = static_cast<int>(old.size());
    const int after = static_cast<int>(comments.size());
    const int both = std::min(before, after);
    for (int i = 0; i < both; ++i)
        m_rows[static_cast<size_t>(first + i)].comment
            = std::move(comments[static_cast<size_t>(i)]);
    if (both > 0)
        emit dataChanged(index(first, 0), index(first + both - 1, Columns - 1));
    const auto tail = [&] { return m_rows.begin() + first + both; };
    if (after > both) {
        beginInsertRows({}, first + both, first + after - 1);
        std::vector<Row> added;
        for (int i = both; i < after; ++i)
            added.push_back(
                {note, static_cast<size_t>(i), std::move(comments[static_cast<size_t>(i)])});
        m_rows.insert(tail(), added.begin(), added.end());
        endInsertRows();
    } else if (before > both) {
        beginRemoveRows({}, first + both, first + before - 1);
        m_rows.erase(tail(), tail() + (before - both));
        endRemoveRows();
    }
}

int CommentsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CommentsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant CommentsModel::data(const QModelIndex& index, int role) const
{
    const Row* row = rowAt(index);
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole: return shown(*row, index.column());
    case Qt::DecorationRole: return decoration(*row, index.column());
    case Qt::ForegroundRole:
        return row->comment.resolved ? QVariant(ui::theme().color(ui::Token::Muted)) : QVariant();
    case Qt::ToolTipRole:
        if (index.column() == When)
            return row->comment.atMs > 0 ? ui::formatDateTime(row->comment.atMs) : QString();
        return index.column() == Text ? row->comment.text : shown(*row, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() == Text)
            return row->comment.resolved ? tr("Resolved: %1").arg(row->comment.text)
                                         : row->comment.text;
        return shown(*row, index.column());
    case SortRole: return sortKey(*row, index.column());
    case ResolvedRole: return row->comment.resolved;
    default: return {};
    }
}

QVariant CommentsModel::shown(const Row& row, int column) const
{
    const Board& board = m_controller.board();
    switch (column) {
    case Text: return row.comment.text.simplified();
    case Where: {
        const Note* note = board.note(row.note);
        return note ? listedName(board.settings(), *note) : QString();
    }
    case Author: return row.comment.author.isEmpty() ? tr("Somebody") : row.comment.author;
    case When: return ageOf(row.comment);
    default: return {};
    }
}

QVariant CommentsModel::decoration(const Row& row, int column) const
{
    const Board& board = m_controller.board();
    if (column == Text)
        return row.comment.resolved ? ui::icon(QStringLiteral("ok"), ui::Token::Muted)
                                    : ui::icon(QStringLiteral("comment"), ui::Token::Accent);
    const Note* note = column == Where ? board.note(row.note) : nullptr;
    return note ? QVariant(kindIcon(board.settings(), note->kind)) : QVariant();
}

QVariant CommentsModel::sortKey(const Row& row, int column) const
{
    return column == When ? QVariant(row.comment.atMs) : shown(row, column);
}

QVariant CommentsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Text: return tr("Comment");
    case Where: return tr("Note");
    case Author: return tr("By");
    case When: return tr("When");
    default: return {};
    }
}

}  // namespace stormbench::storming
