// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/geometry.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

bool meetsOutline(const QRectF& rect, QPointF point, qreal reach)
{
    return rect.adjusted(-reach, -reach, reach, reach).contains(point)
        && !rect.adjusted(reach, reach, -reach, -reach).contains(point);
}

}  // namespace

Hit hitTest(const Board& board, QPointF point, qreal reach)
{
    const Note* top = nullptr;
    for (const auto& [id, note] : board.notes())
        if (note.rect.contains(point) && (!top || note.z >= top->z))
            top = &note;
    if (top)
        return {top->id, {}};

    const Frame* smallest = nullptr;
    const auto area = [](const Frame& frame) { return frame.rect.width() * frame.rect.height(); };
    for (const auto& [id, frame] : board.frames())
        if ((frameTab(frame).contains(point) || meetsOutline(frame.rect, point, reach))
            && (!smallest || area(frame) < area(*smallest)))
            smallest = &frame;
    return {{}, smallest ? smallest->id : FrameId{}};
}

std::vector<NoteId> notesIn(const Board& board, const QRectF& area, MarqueeMode mode)
{
    std::vector<NoteId> found;
    for (const auto& [id, note] : board.notes())
        if (mode == MarqueeMode::Enclose ? area.contains(note.rect) : area.intersects(note.rect))
            found.push_back(id);
    return found;
}

std::vector<FrameId> framesIn(const Board& board, const QRectF& area)
{
    std::vector<FrameId> found;
    for (const auto& [id, frame] : board.frames())
        if (area.contains(frame.rect))
            found.push_back(id);
    return found;
}

QRectF bounds(const Board& board)
{
    QRectF all;
    for (const auto& [id, note] : board.notes())
        all |= note.rect;
    for (const auto& [id, frame] : board.frames())
        all |= frame.rect | frameTab(frame);
    return all;
}

QRectF bounds(const Board& board, const std::vector<NoteId>& notes)
{
    QRectF all;
    for (const NoteId id : notes)
        if (const Note* note = board.note(id))
            all |= note->rect;
    return all;
}

qreal fitScale(const QRectF& content, QSizeF view, const FitLimits& limits)
{
    if (content.isEmpty() || view.isEmpty())
        return std::clamp<qreal>(1, limits.smallest, limits.largest);
    const qreal across = (view.width() - 2 * limits.margin) / content.width();
    const qreal down = (view.height() - 2 * limits.margin) / content.height();
    return std::clamp(std::min(across, down), limits.smallest, limits.largest);
}

QRectF frameTab(const Frame& frame)
{
    constexpr qreal kPadding = 24;
    constexpr qreal kPerLetter = 9;
    if (frame.kind == FrameKind::Swimlane)
        return {frame.rect.left() - kFrameTabHeight, frame.rect.top(), kFrameTabHeight,
            frame.rect.height()};
    const qreal width = std::min(frame.rect.width(), 2 * kPadding + kPerLetter * frame.name.size());
    return {frame.rect.left(), frame.rect.top() - kFrameTabHeight, width, kFrameTabHeight};
}

std::vector<NoteId> paintingOrder(const Board& board)
{
    std::vector<NoteId> order;
    order.reserve(board.notes().size());
    for (const auto& [id, note] : board.notes())
        order.push_back(id);
    std::ranges::stable_sort(order, {}, [&](NoteId id) { return board.note(id)->z; });
    return order;
}

}  // namespace stormbench::storming
