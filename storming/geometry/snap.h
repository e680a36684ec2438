// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <set>
#include <vector>

namespace stormbench::storming {

/// A guide line to show while snapping: vertical at x, or horizontal at y, over a span.
struct SnapGuide {
    Qt::Orientation orientation = Qt::Vertical;
    qreal at = 0;
    qreal from = 0;
    qreal to = 0;
    friend bool operator==(const SnapGuide&, const SnapGuide&) = default;
};

struct SnapOptions {
    qreal grid = 4;   ///< 0 = no grid
    qreal reach = 6;  ///< how near counts, in canvas units
    qreal gap = 12;   ///< the distance at which a note docks beside another
    bool toNotes = true;
    bool equalGaps = true;  ///< as far from one neighbour as from the other, or as they are apart
};

/// One of several gaps that are as wide as each other, to show with its size.
struct GapHint {
    Qt::Orientation orientation = Qt::Horizontal;  ///< of the gap: horizontal between two columns
    qreal from = 0;
    qreal to = 0;
    qreal at = 0;  ///< where across: the middle of what both sides share
    [[nodiscard]] qreal size() const { return to - from; }
    friend bool operator==(const GapHint&, const GapHint&) = default;
};

struct Snap {
    QPointF offset;  ///< to add to the moving rectangle
    std::vector<SnapGuide> guides;
    std::vector<GapHint> gaps;  ///< at both sides, where equal gaps hold it
};

/// Where a moving rectangle settles: edges and middles of the notes around, a docking gap beside
/// them, gaps that equal others in its row or column, else the grid. `moving` are the notes in
/// hand, which nothing snaps to.
[[nodiscard]] Snap snap(const Board& board, const QRectF& rect, const std::set<NoteId>& moving,
    const SnapOptions& options = {});

/// Where the centre of something of that size settles, with its corner on the grid.
[[nodiscard]] QPointF settledCenter(QPointF center, QSizeF size, qreal grid = SnapOptions().grid);

/// The gap at which the samples and the keyboard place one note beside another; within kTouchReach.
inline constexpr qreal kNoteGap = 12;
/// Notes whose gap is at most this touch, as far as edges are concerned.
inline constexpr qreal kTouchReach = 24;

}  // namespace stormbench::storming
