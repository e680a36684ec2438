// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/dot_grid.h"

#include "resources/ui/theme.h"

#include <QPainter>

#include <cmath>

namespace stormbench::storming {
namespace {

constexpr qreal kDistance = 24;  // of the board
constexpr qreal kDot = 2.2;
constexpr qreal kFullZoom = 0.9;
constexpr int kRowHeight = 12;

// The first multiple of the distance at or after a place.
qreal firstFrom(qreal place, qreal origin, qreal distance)
{
    return origin + std::ceil((place - origin) / distance) * distance;
}

}  // namespace

void DotGrid::paint(QPainter& painter, const QRect& area, QPointF origin, qreal zoom)
{
    const qreal strength = (zoom - ui::size::kDotsFromZoom) / (kFullZoom - ui::size::kDotsFromZoom);
    if (strength <= 0 || area.isEmpty())
        return;
    QColor color = ui::theme().color(ui::Token::Dots);
    color.setAlphaF(static_cast<float>(qMin<qreal>(1.0, strength)));
    const qreal distance = kDistance * zoom;
    const qreal margin = kRowHeight / 2.0;
    drawRow(area, firstFrom(area.left() - margin, origin.x(), distance), distance, color,
        painter.device()->devicePixelRatio());
    for (qreal y = firstFrom(area.top() - margin, origin.y(), distance);
         y <= area.bottom() + margin; y += distance)
        painter.drawPixmap(QPointF(area.left(), std::round(y) - margin), m_row);
}

void DotGrid::drawRow(
    const QRect& area, qreal firstX, qreal distance, const QColor& color, qreal ratio)
{
    const QSize size(qRound(area.width() * ratio), qRound(kRowHeight * ratio));
    if (m_row.size() != size)
        m_row = QPixmap(size);
    m_row.setDevicePixelRatio(ratio);
    m_row.fill(Qt::transparent);
    QPainter painter(&m_row);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const qreal radius = kDot / 2 * qMin<qreal>(distance / kDistance, 2);
    for (qreal x = firstX; x <= area.right() + kRowHeight; x += distance)
        painter.drawEllipse(QPointF(std::round(x) - area.left(), kRowHeight / 2.0), radius, radius);
}

}  // namespace stormbench::storming
