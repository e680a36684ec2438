// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/token_sprite.h"

#include "resources/ui/theme.h"

#include <QPainter>

#include <cmath>

namespace stormbench::storming {
namespace {

constexpr qreal kEdge = 1.0 / 3;  // of the radius

}  // namespace

void TokenSprite::prepare(const QPainter& painter, qreal radius)
{
    const qreal ratio = painter.device()->devicePixelRatio();
    const qreal pixels = radius * painter.worldTransform().m11() * ratio;
    const QRgb fill = ui::theme().color(ui::Token::EdgeLive).rgba();
    const QRgb edge = ui::theme().color(ui::Token::Board).rgba();
    if (qFuzzyCompare(pixels, m_radius) && ratio == m_ratio && fill == m_fill && edge == m_edge)
        return;
    m_radius = pixels;
    m_ratio = ratio;
    m_fill = fill;
    m_edge = edge;
    m_side = 2 * static_cast<int>(std::ceil(pixels * (1 + kEdge / 2))) + 2;
    for (int i = 0; i < kPhases * kPhases; ++i)
        m_pictures[static_cast<std::size_t>(i)] = draw(QPointF(i % kPhases, i / kPhases) / kPhases);
}

QPixmap TokenSprite::draw(QPointF phase) const
{
    QPixmap picture(m_side, m_side);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor::fromRgba(m_edge), m_radius * kEdge));
    painter.setBrush(QColor::fromRgba(m_fill));
    painter.drawEllipse(QPointF(m_side / 2, m_side / 2) + phase, m_radius, m_radius);
    painter.end();
    picture.setDevicePixelRatio(m_ratio);
    return picture;
}

void TokenSprite::paint(QPainter& painter, QPointF center) const
{
    const QPointF device = center * m_ratio;
    const QPoint quarters = (device * kPhases).toPoint();
    const auto part = [](int value) { return ((value % kPhases) + kPhases) % kPhases; };
    const QPoint phase(part(quarters.x()), part(quarters.y()));
    const QPoint corner = (quarters - phase) / kPhases - QPoint(m_side / 2, m_side / 2);
    painter.drawPixmap(QPointF(corner) / m_ratio,
        m_pictures[static_cast<std::size_t>(phase.y() * kPhases + phase.x())]);
}

}  // namespace stormbench::storming
