// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsItem>

#include <functional>

namespace stormbench::storming {

/// One level of a drawing as one item of Qt's scene, however much lies on it. With an item each,
/// thousands of notes and arrows would cost an index entry, a transform and a dirty mark apiece
/// whenever they move; so those who hold them find them, paint them and say what is to be painted
/// anew. Owned by the scene; must not outlive what it paints, once it is shown.
class PaintedLayer : public QGraphicsItem {
public:
    using Painting = std::function<void(QPainter& painter, const QRectF& exposed)>;

    PaintedLayer(qreal level, Painting painting);

    /// What it may cover.
    void setArea(const QRectF& area);

    [[nodiscard]] QRectF boundingRect() const override { return m_area; }
    /// Nothing that a pointer could meet.
    [[nodiscard]] QPainterPath shape() const override { return {}; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    Painting m_painting;
    QRectF m_area;
};

}  // namespace stormbench::storming
