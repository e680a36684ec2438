// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/snap.h"

#include <QPainterPath>
#include <QString>

#include <array>

#include <optional>
#include <vector>

class QPainter;

namespace stormbench::storming {

/// What a gesture shows while it lasts, drawn above the board and gone when it ends. Scene
/// coordinates.
struct GestureFeedback {
    std::optional<QRectF> marquee;
    std::vector<SnapGuide> guides;
    std::vector<GapHint> gaps;  ///< equal ones, while something is dragged between others
    std::optional<QPainterPath> connection;  ///< a rubber arrow
    bool connectionLegal = true;
    QString hint;  ///< beside the pointer: "decides", "Insert a policy"
    QPointF hintAt;
    std::optional<NoteKind> ghostKind;  ///< a note about to be placed
    QRectF ghost;
    std::optional<QRectF> frame;           ///< a frame being drawn
    std::optional<QRectF> resizeHandles;   ///< corner handles of the one selected element
    std::vector<QPointF> endHandles;       ///< ends of the one selected arrow
    std::optional<QRectF> connectHandles;  ///< dots at the sides of the one selected note

    [[nodiscard]] bool isEmpty() const
    {
        return !marquee && guides.empty() && gaps.empty() && !connection && !ghostKind && !frame
            && hint.isEmpty();
    }
};

/// Corner handles of a rectangle, in order: top left, top right, bottom right, bottom left.
[[nodiscard]] std::array<QPointF, 4> resizeHandlesOf(const QRectF& rect);
/// Dots from which an arrow is drawn: right, bottom, left, top, `distance` outside.
[[nodiscard]] std::array<QPointF, 4> connectHandlesOf(const QRectF& rect, qreal distance);

inline constexpr qreal kHandlePixels = 8;
inline constexpr qreal kConnectDistancePixels = 16;

void paintFeedback(QPainter& painter, const GestureFeedback& feedback, qreal scale);

}  // namespace stormbench::storming
