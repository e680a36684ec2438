// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/edges.h"
#include "storming/scene/edge_route.h"

#include <QGraphicsItem>

namespace stormbench::storming {

/// An edge of the board: a sign in the gap of two notes that touch, or a drawn arrow. Created and
/// updated by BoardScene alone.
class EdgeItem : public QGraphicsItem {
public:
    enum { Type = UserType + 3 };

    explicit EdgeItem(Edge edge);

    /// True if it is drawn otherwise than before.
    bool read(const Edge& edge);
    void setRoute(EdgeRoute route);
    void setMarks(bool selected, bool hovered);
    void setLive(bool live);
    [[nodiscard]] bool isLive() const { return m_live; }
    [[nodiscard]] const Edge& edge() const { return m_edge; }
    [[nodiscard]] const EdgeRoute& route() const { return m_route; }
    [[nodiscard]] bool isNear(QPointF scenePoint, qreal reach) const;

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void layer();
    void paintLabel(QPainter& painter) const;

    Edge m_edge;
    EdgeRoute m_route;
    QPolygonF m_head;
    bool m_selected = false;
    bool m_hovered = false;
    bool m_live = false;
};

}  // namespace stormbench::storming
