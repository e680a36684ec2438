// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/row_filter.h"

#include <algorithm>
#include <utility>

#include "views/common/table_roles.h"

namespace stormbench::views {

RowFilter::RowFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
    setDynamicSortFilter(true);
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(this, change, this, &RowFilter::count);
    connect(this, &QAbstractItemModel::modelReset, this, &RowFilter::count);
    connect(this, &QAbstractItemModel::layoutChanged, this, &RowFilter::count);
    connect(this, &QAbstractProxyModel::sourceModelChanged, this, [this] {
        connect(sourceModel(), &QAbstractItemModel::rowsInserted, this, &RowFilter::count);
        connect(sourceModel(), &QAbstractItemModel::rowsRemoved, this, &RowFilter::count);
    });
}

void RowFilter::setWords(const QString& text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
    count();
}

void RowFilter::setCondition(std::function<bool(int)> accept)
{
    m_condition = std::move(accept);
    invalidateFilter();
    count();
}

bool RowFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (m_condition && !m_condition(row))
        return false;
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
        for (int column = 0; column < sourceModel()->columnCount(parent); ++column) {
            if (sourceModel()
                    ->index(row, column, parent)
                    .data()
                    .toString()
                    .contains(word, Qt::CaseInsensitive))
                return true;
        }
        return false;
    });
}

/// Equal figures keep the order of the key, so that rows do not dance while many are zero.
bool RowFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    if (QSortFilterProxyModel::lessThan(left, right))
        return true;
    if (QSortFilterProxyModel::lessThan(right, left))
        return false;
    return sortOrder() == Qt::AscendingOrder ? left.row() < right.row() : left.row() > right.row();
}

void RowFilter::count()
{
    const int all = sourceModel() ? sourceModel()->rowCount() : 0;
    if (std::exchange(m_shown, rowCount()) != m_shown || std::exchange(m_all, all) != m_all)
        emit counted(m_shown, m_all);
}

}  // namespace stormbench::views
