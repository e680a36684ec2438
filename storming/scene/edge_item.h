// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/edges.h"
#include "storming/scene/edge_route.h"

#include <QPen>
#include <QPolygonF>

class QPainter;

namespace stormbench::storming {

/// An edge of the drawing: a sign in the gap of two notes that touch, or a drawn arrow. Created,
/// updated and painted by EdgeItems alone.
class EdgeItem {
public:
    explicit EdgeItem(Edge edge);

    // True if it is drawn otherwise than before.
    bool read(const Edge& edge);
    bool setMarks(bool selected, bool hovered);
    bool setLive(bool live);
    void setRoute(EdgeRoute route);
    /// It goes along with its notes.
    void shift(QPointF by);
    [[nodiscard]] bool isLive() const { return m_live; }
    [[nodiscard]] const Edge& edge() const { return m_edge; }
    [[nodiscard]] const EdgeRoute& route() const { return m_route; }
    [[nodiscard]] bool isNear(QPointF scenePoint, qreal reach) const;

    /// All that it covers, with its label.
    [[nodiscard]] QRectF drawnRect() const;
    void paint(QPainter& painter) const;

private:
    [[nodiscard]] QPen penOf(const QColor& color, qreal width) const;
    void paintSeam(QPainter& painter, QColor color, qreal width) const;
    void paintLabel(QPainter& painter) const;

    Edge m_edge;
    EdgeRoute m_route;
    QPolygonF m_head;
    bool m_selected = false;
    bool m_hovered = false;
    bool m_live = false;
};

}  // namespace stormbench::storming
