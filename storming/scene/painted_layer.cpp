// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/painted_layer.h"

#include <QPaintEngine>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace stormbench::storming {

Exposed::Exposed(const QPainter& painter, const QRectF& rect)
    : m_rect(rect)
    , m_toDevice(painter.deviceTransform())
{
    if (const QPaintEngine* engine = painter.paintEngine())
        m_region = engine->systemClip();
}

bool Exposed::meets(const QRectF& area) const
{
    return m_rect.intersects(area)
        && (m_region.isEmpty() || m_region.intersects(m_toDevice.mapRect(area).toAlignedRect()));
}

PaintedLayer::PaintedLayer(qreal level, Painting painting)
    : m_painting(std::move(painting))
{
    setZValue(level);
    setAcceptedMouseButtons(Qt::NoButton);
    setFlag(ItemUsesExtendedStyleOption);
}

void PaintedLayer::setArea(const QRectF& area)
{
    if (area == m_area)
        return;
    prepareGeometryChange();
    m_area = area;
}

void PaintedLayer::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*)
{
    m_painting(*painter, Exposed(*painter, option->exposedRect));
}

}  // namespace stormbench::storming
