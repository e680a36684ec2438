// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/route_book.h"
#include "storming/scene/edge_item.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QGraphicsScene;

namespace stormbench::storming {

class Exposed;
class PaintedLayer;

/// The edges of a drawing: one item each, routed around the notes, on two layers: arrows below the
/// notes, the signs between touching notes above them. A change costs the edges that it touches;
/// what is more than one frame can bear is routed bit by bit afterwards, its old route moving along
/// meanwhile. Owned by BoardScene, which is told before anybody else; runs on: the UI thread.
class EdgeItems : public QObject {
    Q_OBJECT
public:
    using Items = std::map<EdgeKey, std::unique_ptr<EdgeItem>>;

    explicit EdgeItems(QGraphicsScene& scene);
    ~EdgeItems() override;

    void reset(const Board& board);
    void follow(const Board& board, const ChangeSet& changes);
    /// Routes now whatever still waits: before a picture is taken.
    void settle();

    void setMarks(const std::set<ConnectorId>& selected, ConnectorId hovered);
    void setLive(const std::set<EdgeKey>& flowing);
    /// What the layers may cover.
    void setArea(const QRectF& area);
    /// All that is drawn.
    [[nodiscard]] QRectF drawnRect() const;

    [[nodiscard]] const EdgeIndex& index() const { return m_index; }
    [[nodiscard]] const Items& items() const { return m_items; }
    /// Null if there is no such edge.
    [[nodiscard]] EdgeItem* item(EdgeKey key) const;
    /// The drawn arrow at a point; seams of touching notes are no connectors.
    [[nodiscard]] ConnectorId connectorAt(QPointF point, qreal reach) const;

signals:
    /// Edges that had to wait have found their way.
    void rerouted();

private:
    void readItem(EdgeKey key);
    void removeItem(EdgeKey key);
    void updateSeams(const EdgeChanges& changes);
    void moveAlong(const RouteChanges& changes);
    void routeItem(EdgeKey key);
    void routeSome(std::size_t atLeast);
    void showWaiting();
    template <typename Change> void change(EdgeKey key, EdgeItem& item, Change change);
    void placeMoved() const;
    void paint(QPainter& painter, const Exposed& exposed, bool seams) const;

    QGraphicsScene& m_scene;
    PaintedLayer* m_arrows;
    PaintedLayer* m_seams;
    EdgeIndex m_index;
    RouteBook m_routes;
    Items m_items;
    std::set<EdgeKey> m_waiting;
    QTimer m_later;
    mutable SpatialIndex<EdgeKey, EdgeKeyHash> m_places;  ///< of what is drawn, but for:
    mutable std::vector<EdgeKey> m_moved;                 ///< placed when somebody looks there
};

}  // namespace stormbench::storming
