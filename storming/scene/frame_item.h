// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <QGraphicsItem>

namespace stormbench::storming {

/// A frame: a bounded context is a quiet outline with a title tab, a swimlane a band with its name
/// at the left, a slice a column with its name on top, a parking lot a hatched corner. Created and
/// updated by BoardScene alone.
class FrameItem : public QGraphicsItem {
public:
    enum { Type = UserType + 2 };

    explicit FrameItem(const Frame& frame);

    void read(const Frame& frame);
    struct Marks {
        bool selected = false;
        bool hovered = false;
        bool editing = false;
        int members = 0;  ///< told while the pointer is over it
        friend bool operator==(const Marks&, const Marks&) = default;
    };
    /// True if they differ from what was shown.
    bool setMarks(const Marks& marks);
    [[nodiscard]] FrameId frameId() const { return m_frame.id; }
    [[nodiscard]] const Frame& frame() const { return m_frame; }

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintArea(QPainter& painter, qreal pixel) const;
    void paintTitle(QPainter& painter, qreal scale) const;
    void paintSideTitle(QPainter& painter, qreal scale) const;
    [[nodiscard]] QColor ink() const;

    Frame m_frame;
    Marks m_marks;
};

/// What a frame is called where it has no name.
[[nodiscard]] QString frameTitle(const Frame& frame);

}  // namespace stormbench::storming
