// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsItem>
#include <QRegion>
#include <QTransform>

#include <functional>

namespace stormbench::storming {

/// What is to be painted anew. While a view is scrolled that is narrow strips at its edges and what
/// moves on it: little, though the rectangle around all of it may be the whole view.
class Exposed {
public:
    /// `painter` as a layer gets it, about to paint the part `rect` of the scene.
    Exposed(const QPainter& painter, const QRectF& rect);

    [[nodiscard]] const QRectF& rect() const { return m_rect; }
    [[nodiscard]] bool meets(const QRectF& area) const;

private:
    QRectF m_rect;
    QRegion m_region;  ///< of the device; empty: all of the rectangle
    QTransform m_toDevice;
};

/// One level of a drawing as one item of Qt's scene, however much lies on it. With an item each,
/// thousands of notes and arrows would cost an index entry, a transform and a dirty mark apiece
/// whenever they move; so those who hold them find them, paint them and say what is to be painted
/// anew. Owned by the scene; must not outlive what it paints, once it is shown.
class PaintedLayer : public QGraphicsItem {
public:
    using Painting = std::function<void(QPainter& painter, const Exposed& exposed)>;

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
