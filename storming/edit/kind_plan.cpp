// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/edit/kind_plan.h"

#include "storming/geometry/edges.h"
#include "storming/geometry/note_grid.h"
#include "storming/geometry/snap.h"

namespace stormbench::storming {
namespace {

QRectF rectAsKind(const Board& board, const NoteGrid& grid, const Note& note, NoteKind kind)
{
    bool right = false;
    bool left = false;
    bool below = false;
    bool above = false;
    for (const Note* other : grid.notesNear(note.rect, kTouchReach)) {
        if (other->id == note.id || !adjacencyEdge(note, *other, board.settings().method))
            continue;
        right |= other->rect.left() >= note.rect.right();
        left |= other->rect.right() <= note.rect.left();
        below |= other->rect.top() >= note.rect.bottom();
        above |= other->rect.bottom() <= note.rect.top();
    }
    QRectF rect(QPointF(), notationOf(kind).size);
    rect.moveCenter(note.rect.center());
    if (right)
        rect.moveRight(note.rect.right());
    else if (left)
        rect.moveLeft(note.rect.left());
    if (below)
        rect.moveBottom(note.rect.bottom());
    else if (above)
        rect.moveTop(note.rect.top());
    return rect;
}

}  // namespace

Operations kindPlan(const Board& board, const std::set<NoteId>& notes, NoteKind kind)
{
    NoteGrid grid;
    for (const auto& [id, note] : board.notes())
        grid.add(note);
    Operations operations;
    for (const NoteId id : notes) {
        const Note* note = board.note(id);
        if (!note || note->kind == kind)
            continue;
        operations.emplace_back(ChangeNote{id, NoteProperty::Kind, kind});
        if (note->rect.size() == notationOf(note->kind).size)
            operations.emplace_back(
                ChangeNote{id, NoteProperty::Rect, rectAsKind(board, grid, *note, kind)});
    }
    return operations;
}

}  // namespace stormbench::storming
