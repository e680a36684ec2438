// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/sparkline.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

#include "resources/ui/tokens.h"

namespace stormbench::views {
namespace {

constexpr int kSlots = 60;  // the same stretch of time in every row, however young a series is

void paintRun(QPainter& painter, const QPolygonF& run, const QRectF& area, const QColor& color)
{
    if (run.size() == 1) {
        painter.setPen(QPen(color, ui::size::kChartLine, Qt::SolidLine, Qt::RoundCap));
        painter.drawPoint(run.first());
        return;
    }
    QPolygonF below = run;
    below << QPointF(run.last().x(), area.bottom()) << QPointF(run.first().x(), area.bottom());
    painter.setPen(Qt::NoPen);
    painter.setBrush(ui::withAlpha(color, ui::size::kChartFill));
    painter.drawPolygon(below);
    painter.setPen(QPen(color, 1.2));
    painter.drawPolyline(run);
}

}  // namespace

void paintSparkline(
    QPainter& painter, const QRectF& area, const QList<double>& values, const QColor& color)
{
    double top = 0;
    for (const double value : values)
        top = std::isnan(value) ? top : std::max(top, value);
    const double step = area.width() / std::max<qsizetype>(values.size() - 1, kSlots - 1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPolygonF run;
    for (qsizetype i = 0; i <= values.size(); ++i) {
        if (i < values.size() && !std::isnan(values[i])) {
            const double height = top > 0 ? values[i] / top : 0;
            run << QPointF(area.right() - static_cast<double>(values.size() - 1 - i) * step,
                area.bottom() - height * area.height());
        } else if (!run.isEmpty()) {
            paintRun(painter, run, area, color);
            run.clear();
        }
    }
    painter.restore();
}

}  // namespace stormbench::views
