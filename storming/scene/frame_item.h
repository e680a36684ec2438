// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <QGraphicsItem>

namespace stormbench::storming {

/// A bounded context: a quiet outline with a title tab. Created and updated by BoardScene alone.
class FrameItem : public QGraphicsItem {
public:
    enum { Type = UserType + 2 };

    explicit FrameItem(const Frame& frame);

    void read(const Frame& frame);
    void setMarks(bool selected, bool hovered, bool editing);
    [[nodiscard]] FrameId frameId() const { return m_frame.id; }

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintTitle(QPainter& painter, qreal scale) const;

    Frame m_frame;
    bool m_selected = false;
    bool m_hovered = false;
    bool m_editing = false;
};

}  // namespace stormbench::storming
