// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <QGraphicsItem>

namespace stormbench::storming {

/// A tape from top to bottom behind every pivotal event, as facilitators put it across the paper:
/// of the context that holds the event, or else of the whole board.
class PivotalTapes : public QGraphicsItem {
public:
    PivotalTapes();

    /// True if they lie otherwise than before.
    bool read(const Board& board, const QRectF& content);
    [[nodiscard]] const std::vector<QRectF>& tapes() const { return m_tapes; }

    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    std::vector<QRectF> m_tapes;
    QRectF m_bounds;
};

}  // namespace stormbench::storming
