// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <vector>

namespace stormbench::storming {

/// Which element a point meets: the topmost note, otherwise the smallest frame whose title tab or
/// outline it meets.
struct Hit {
    NoteId note;
    FrameId frame;
    [[nodiscard]] bool isNothing() const { return !note.isValid() && !frame.isValid(); }
};
/// `reach` widens frames' outlines, in canvas units.
[[nodiscard]] Hit hitTest(const Board& board, QPointF point, qreal reach = 4);

enum class MarqueeMode : quint8 { Touch, Enclose };
[[nodiscard]] std::vector<NoteId> notesIn(const Board& board, const QRectF& area, MarqueeMode mode);
[[nodiscard]] std::vector<FrameId> framesIn(
    const Board& board, const QRectF& area);  ///< wholly enclosed ones

/// The rectangle of everything, or of the given notes; empty for an empty board.
[[nodiscard]] QRectF bounds(const Board& board);
[[nodiscard]] QRectF bounds(const Board& board, const std::vector<NoteId>& notes);

/// The scale that shows `content` with a margin (in view pixels) in a view of that size, within
/// limits.
struct FitLimits {
    qreal margin = 32;
    qreal smallest = 0.05;
    qreal largest = 1.5;
};
[[nodiscard]] qreal fitScale(const QRectF& content, QSizeF view, const FitLimits& limits = {});

/// Where painting a frame's title takes place, and part of it for hit tests: a tab above its
/// outline, of a swimlane one along its left side.
inline constexpr qreal kFrameTabHeight = 28;
[[nodiscard]] QRectF frameTab(const Frame& frame);

/// Painting order, bottom first: (z, id).
[[nodiscard]] std::vector<NoteId> paintingOrder(const Board& board);

}  // namespace stormbench::storming
