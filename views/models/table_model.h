// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <functional>
#include <optional>
#include <vector>

#include "resources/ui/tokens.h"
#include "views/common/table_roles.h"

namespace stormbench::views {

/// One column of a table over rows of one type, declared once.
template <typename Row> struct TableColumn {
    QString title;
    QString tooltip;  ///< of the heading
    std::function<QString(const Row&)> text;
    bool figure = false;                               ///< right-aligned, tabular
    std::function<QVariant(const Row&)> sortKey = {};  ///< absent: the text
    std::function<QString(const Row&)> cellTooltip = {};
    std::function<std::optional<ui::Token>(const Row&)> color
        = {};  ///< of the text; absent: the palette's
    std::function<std::optional<ui::Token>(const Row&)> status = {};
    std::function<QList<double>(const Row&)> sparkline = {};
    bool monospace = false;
};

/// A flat table over value rows that are identified and ordered by `Row::key()`. setRows() compares
/// with what is shown and tells views only what changed, so that selection and scrolling stay. Runs
/// on: the UI thread.
template <typename Row> class TableModel : public QAbstractTableModel {
public:
    explicit TableModel(std::vector<TableColumn<Row>> columns, QObject* parent = nullptr)
        : QAbstractTableModel(parent)
        , m_columns(std::move(columns))
    {
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    [[nodiscard]] const Row* rowAt(const QModelIndex& index) const
    {
        return index.isValid() && index.row() < rowCount()
            ? &m_rows[static_cast<std::size_t>(index.row())]
            : nullptr;
    }
    [[nodiscard]] int rowOf(const QString& key) const
    {
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            if (m_rows[i].keyText() == key)
                return static_cast<int>(i);
        }
        return -1;
    }

    /// Rows in ascending order of key(), each once.
    void setRows(std::vector<Row> rows)
    {
        std::size_t at = 0;
        for (Row& next : rows) {
            while (at < m_rows.size() && m_rows[at].key() < next.key())
                removeRowAt(at);
            if (at < m_rows.size() && !(next.key() < m_rows[at].key())) {
                if (!(m_rows[at] == next)) {
                    m_rows[at] = std::move(next);
                    const int row = static_cast<int>(at);
                    emit dataChanged(index(row, 0), index(row, columnCount() - 1));
                }
            } else {
                const int row = static_cast<int>(at);
                beginInsertRows({}, row, row);
                m_rows.insert(m_rows.begin() + row, std::move(next));
                endInsertRows();
            }
            ++at;
        }
        while (m_rows.size() > at)
            removeRowAt(m_rows.size() - 1);
    }

    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
            return {};
        const auto& column = m_columns[static_cast<std::size_t>(section)];
        switch (role) {
        case Qt::DisplayRole: return column.title;
        case Qt::ToolTipRole: return column.tooltip;
        case Qt::TextAlignmentRole: return alignment(column);
        default: return {};
        }
    }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        const Row* row = rowAt(index);
        if (!row || index.column() >= columnCount())
            return {};
        const auto& column = m_columns[static_cast<std::size_t>(index.column())];
        switch (role) {
        case Qt::DisplayRole: return column.text ? QVariant(column.text(*row)) : QVariant();
        case Qt::ToolTipRole:
            return column.cellTooltip ? QVariant(column.cellTooltip(*row)) : QVariant();
        case Qt::TextAlignmentRole: return alignment(column);
        case SortRole:
            return column.sortKey ? column.sortKey(*row)
                : column.text     ? QVariant(column.text(*row))
                                  : QVariant();
        case KeyRole: return row->keyText();
        case MonospaceRole: return column.monospace;
        case SparklineRole:
            return column.sparkline ? QVariant::fromValue(column.sparkline(*row)) : QVariant();
        case StatusRole: return tokenOf(column.status, *row);
        case Qt::ForegroundRole: return colorOf(column, *row);
        default: return {};
        }
    }

private:
    using TokenOf = std::function<std::optional<ui::Token>(const Row&)>;

    static QVariant alignment(const TableColumn<Row>& column)
    {
        return static_cast<int>(
            (column.figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    static QVariant tokenOf(const TokenOf& of, const Row& row)
    {
        const auto token = of ? of(row) : std::nullopt;
        return token ? QVariant(static_cast<int>(*token)) : QVariant();
    }
    static QVariant colorOf(const TableColumn<Row>& column, const Row& row);

    void removeRowAt(std::size_t at)
    {
        const int row = static_cast<int>(at);
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }

    std::vector<TableColumn<Row>> m_columns;
    std::vector<Row> m_rows;
};

/// The theme's present colour of a token.
[[nodiscard]] QVariant themeColor(ui::Token token);

template <typename Row>
QVariant TableModel<Row>::colorOf(const TableColumn<Row>& column, const Row& row)
{
    const auto token = column.color ? column.color(row) : std::nullopt;
    return token ? themeColor(*token) : QVariant();
}

}  // namespace stormbench::views
