// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/frames.h"

#include "storming/geometry/geometry.h"

#include <algorithm>
#include <set>

namespace stormbench::storming {

namespace {

// Notes that would belong to the frame if it were so large, and do not now.
bool takesIn(const Board& board, const Frame& frame, const QRectF& rect)
{
    const std::vector<NoteId> members = board.membersOf(frame.id);
    const std::set<NoteId> known(members.begin(), members.end());
    return std::ranges::any_of(board.notes(), [&](const auto& entry) {
        return !known.contains(entry.first) && rect.contains(entry.second.rect.center())
            && !frame.rect.contains(entry.second.rect.center());
    });
}

}  // namespace

FrameId frameFor(const Board& board, const Note& note)
{
    if (const auto context = board.frameOf(note))
        return *context;
    for (const FrameKind kind : {FrameKind::Parking, FrameKind::Slice, FrameKind::Swimlane})
        if (const auto around = board.frameAround(note, kind))
            return *around;
    return {};
}

QRectF memberBounds(const Board& board, FrameId frame)
{
    return bounds(board, board.membersOf(frame));
}

std::optional<QRectF> fitFrameToMembers(const Board& board, FrameId id, qreal padding)
{
    const Frame* frame = board.frame(id);
    QRectF content = memberBounds(board, id);
    if (!frame || frame->locked || content.isEmpty())
        return std::nullopt;
    for (const auto& [otherId, other] : board.frames())
        if (otherId != id && frame->rect.contains(other.rect | frameTab(other)))
            content |= other.rect | frameTab(other);
    const QRectF fitted = content.adjusted(-padding, -padding, padding, padding);
    if (takesIn(board, *frame, fitted))
        return std::nullopt;
    return fitted;
}

}  // namespace stormbench::storming
