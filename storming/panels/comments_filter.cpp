// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/comments_filter.h"

#include "storming/panels/comments_model.h"

namespace stormbench::storming {

CommentsFilter::CommentsFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(CommentsModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSortLocaleAware(true);
    setDynamicSortFilter(true);
    sort(CommentsModel::When, Qt::DescendingOrder);
}

void CommentsFilter::setShown(Show show)
{
    m_show = show;
    invalidateRowsFilter();
}

void CommentsFilter::setWords(const QString& words)
{
    m_words = words.simplified();
    invalidateRowsFilter();
}

bool CommentsFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const auto at = [&](int column) { return sourceModel()->index(row, column, parent); };
    const bool resolved = at(CommentsModel::Text).data(CommentsModel::ResolvedRole).toBool();
    if (m_show != Show::All && resolved != (m_show == Show::Resolved))
        return false;
    if (m_words.isEmpty())
        return true;
    for (const int column : {CommentsModel::Text, CommentsModel::Where, CommentsModel::Author})
        if (at(column).data().toString().contains(m_words, Qt::CaseInsensitive))
            return true;
    return false;
}

/// What is otherwise equal stands in the order of the talk.
bool CommentsFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    if (QSortFilterProxyModel::lessThan(left, right))
        return true;
    if (QSortFilterProxyModel::lessThan(right, left))
        return false;
    return sortOrder() == Qt::AscendingOrder ? left.row() < right.row() : left.row() > right.row();
}

}  // namespace stormbench::storming
