// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/docking.h"

#include "storming/geometry/edges.h"
#include "storming/geometry/snap.h"
#include "storming/model/operation.h"

#include <algorithm>

namespace stormbench::storming {
namespace {

constexpr qreal kStep = 12;  // half the dots' distance: places stay in line with the others

QRectF firstPlace(const QRectF& note, QSizeF size, Dock side)
{
    QRectF place(QPointF(), size);
    place.moveCenter(note.center());
    switch (side) {
    case Dock::Right: place.moveLeft(note.right() + kNoteGap); break;
    case Dock::Left: place.moveRight(note.left() - kNoteGap); break;
    case Dock::Below: place.moveTop(note.bottom() + kNoteGap); break;
    case Dock::Above: place.moveBottom(note.top() - kNoteGap); break;
    }
    return place;
}

bool isTaken(const Board& board, const Note& draft, NoteId anchor, const std::set<NoteId>& ignored)
{
    constexpr qreal kApart = kNoteGap - 1;
    const QRectF apart = draft.rect.adjusted(-kApart, -kApart, kApart, kApart);
    const QRectF around = draft.rect.adjusted(-kTouchReach, -kTouchReach, kTouchReach, kTouchReach);
    return std::ranges::any_of(board.notes(), [&](const auto& entry) {
        const auto& [id, note] = entry;
        if (!note.rect.intersects(around.adjusted(-1, -1, 1, 1)) || ignored.contains(id))
            return false;
        return note.rect.intersects(apart)
            || (id != anchor && adjacencyEdge(note, draft, board.settings().method));
    });
}

}  // namespace

QRectF dock(
    const Board& board, const Note& note, NoteKind kind, Dock side, const std::set<NoteId>& ignored)
{
    Note draft = makeNote({}, kind, {});
    draft.rect = firstPlace(note.rect, notationOf(kind).size, side);
    while (isTaken(board, draft, note.id, ignored))
        draft.rect.translate(0, side == Dock::Above ? -kStep : kStep);
    return draft.rect;
}

}  // namespace stormbench::storming
