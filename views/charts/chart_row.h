// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace stormbench::views {

/// Charts side by side, of equal width; where they would get too narrow they wrap into further
/// rows, and where those would get too low the row scrolls.
class ChartRow : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    void add(QWidget* chart);
    /// How many stand beside each other at that width.
    [[nodiscard]] int columnsFor(int width) const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void layOut();

    QList<QWidget*> m_charts;
};

}  // namespace stormbench::views
