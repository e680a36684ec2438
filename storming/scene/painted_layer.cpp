// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/painted_layer.h"

#include <QStyleOptionGraphicsItem>

namespace stormbench::storming {

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
    m_painting(*painter, option->exposedRect);
}

}  // namespace stormbench::storming
