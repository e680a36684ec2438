// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

#include <functional>

namespace stormbench::views {

/// Filters by words (each must occur in some column, case aside) and by a condition, and sorts by
/// SortRole. For tables of at most some thousands of rows; records have a row map of their own
/// (MessageModel).
class RowFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit RowFilter(QObject* parent = nullptr);

    void setWords(const QString& text);
    /// `accept` is asked for each row of the source; absent: every row.
    void setCondition(std::function<bool(int sourceRow)> accept);

signals:
    void counted(int shown, int all);  ///< what is left of how many, after any change

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    void count();

    QStringList m_words;
    std::function<bool(int)> m_condition;
    int m_shown = -1;
    int m_all = -1;
};

}  // namespace stormbench::views
