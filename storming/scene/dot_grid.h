// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPixmap>

class QPainter;

namespace stormbench::storming {

/// The dots of the table under a board. One row is drawn and copied, so that panning costs some
/// fifty copies and not thousands of points.
class DotGrid {
public:
    /// In the painter's own pixels; `origin` is where the board's origin lies.
    void paint(QPainter& painter, const QRect& area, QPointF origin, qreal zoom);

private:
    void drawRow(const QRect& area, qreal firstX, qreal distance, const QColor& color, qreal ratio);

    QPixmap m_row;
};

}  // namespace stormbench::storming
