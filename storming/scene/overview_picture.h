// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/scene/paper.h"

#include <QPixmap>

#include <map>

namespace stormbench::storming {

class BoardScene;
class NoteItem;

/// Kinds that explain the events step back as one goes away, then all but pivotal events: the share
/// of the table's colour in a note's, 0 … 1.
[[nodiscard]] qreal recession(NoteKind kind, bool pivotal, qreal zoom);

/// What a board looks like from afar, where notes are flat colours: one picture a little larger
/// than the view, so that panning copies pixels. Painted in one pass over the board and not item by
/// item. Redrawn when the board or the zoom changes, by its new parts when the view leaves it.
/// Owned by BoardView; runs on: the UI thread.
class OverviewPicture {
public:
    explicit OverviewPicture(const BoardScene& scene);

    /// The board looks otherwise.
    void invalidate() { m_scale = 0; }
    /// Gives its memory back until it is painted again.
    void release();
    /// `viewport` in logical pixels; `origin` is where the board's origin lies in it.
    void paint(QPainter& painter, QSize viewport, QPointF origin, qreal zoom);

private:
    void renew(const QRect& wanted);
    void shift(const QRect& wanted);
    void draw(QPainter& painter, const QRect& part);
    void drawFrames(QPainter& painter, const QRect& part) const;
    void drawEdges(QPainter& painter, const QRect& part) const;
    void drawNotes(QPainter& painter, const QRect& part);
    void drawNote(QPainter& painter, const NoteItem& item, const QRect& box);
    [[nodiscard]] QColor colorOf(const NoteItem& item);
    [[nodiscard]] QRect toPixels(const QRectF& area) const;

    const BoardScene& m_scene;
    QPixmap m_picture;
    QRect m_covered;    ///< in pixels from the board's origin
    qreal m_scale = 0;  ///< of the picture's pixels; 0 = nothing drawn
    qreal m_zoom = 1;
    std::map<int, QColor> m_colors;  ///< of this drawing, by what tells them apart
};

}  // namespace stormbench::storming
