// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/frames.h"

#include "storming/geometry/geometry.h"

#include <algorithm>
#include <set>

namespace stormbench::storming {

namespace {

constexpr qreal kBetweenHalves = 16;

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

std::optional<FrameSplit> splitFrameAt(const Board& board, FrameId id, NoteId pivotal)
{
    const Frame* frame = board.frame(id);
    const Note* event = board.note(pivotal);
    if (!frame || !event || frame->locked)
        return std::nullopt;
    const std::vector<NoteId> members = board.membersOf(id);
    if (std::ranges::find(members, pivotal) == members.end())
        return std::nullopt;

    FrameSplit split{*frame, *frame, {}, {}};
    const qreal cut = event->rect.right() + kBetweenHalves;
    qreal begin = cut + kBetweenHalves;  // of the second half, around the centres of its notes
    for (const NoteId member : members) {
        const Note& note = *board.note(member);
        if (note.rect.center().x() <= cut)
            continue;
        split.toRight.push_back(member);
        begin = std::min(begin, (cut + note.rect.center().x()) / 2);
        if (note.isSet(NoteProperty::Frame))
            split.pinned.push_back(member);
    }
    if (split.toRight.empty() || begin >= frame->rect.right())
        return std::nullopt;
    split.left.rect.setRight(cut);
    split.right.id = FrameId(board.nextId());
    split.right.name.clear();
    split.right.context.clear();
    split.right.rect.setLeft(begin);
    return split;
}

}  // namespace stormbench::storming
