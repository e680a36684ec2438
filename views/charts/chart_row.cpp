// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_row.h"

#include <QPainter>

#include <algorithm>

#include "resources/ui/theme.h"

namespace stormbench::views {
namespace {

constexpr int kNarrowest = 380;
constexpr int kLowest = 150;

}  // namespace

void ChartRow::add(QWidget* chart)
{
    chart->setParent(this);
    chart->show();
    m_charts.append(chart);
    layOut();
}

int ChartRow::columnsFor(int width) const
{
    return std::clamp(width / kNarrowest, 1, std::max(1, static_cast<int>(m_charts.size())));
}

void ChartRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void ChartRow::layOut()
{
    const int count = static_cast<int>(m_charts.size());
    if (count == 0)
        return;
    const int columns = columnsFor(width());
    const int rows = (count + columns - 1) / columns;
    setMinimumHeight(rows * kLowest);
    const int rowHeight = height() / rows;
    for (int i = 0; i < count; ++i) {
        // The charts of a row that is not full share its whole width.
        const int row = i / columns;
        const int inRow = std::min(columns, count - row * columns);
        const int left = (i % columns) * width() / inRow,
                  right = (i % columns + 1) * width() / inRow;
        m_charts[i]->setGeometry(
            left, row * rowHeight, right - left - 1, rowHeight - (row + 1 < rows ? 1 : 0));
    }
}

/// The lines between charts are what they leave free.
void ChartRow::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), ui::theme().color(ui::Token::Border));
}

}  // namespace stormbench::views
