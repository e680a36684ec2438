// SPDX-License-Identifier: GPL-3.0-or-later
// Notes by key: where they go and what they are joined to.
#include "storming/edit/board_controller.h"
#include "storming/edit/plans.h"
#include "storming/geometry/docking.h"
#include "storming/geometry/edges.h"
#include "storming/geometry/geometry.h"
#include "storming/geometry/room.h"
#include "storming/geometry/snap.h"
#include "storming/model/grammar.h"
#include "storming/tools/canvas_tools.h"
#include "storming/tools/gestures.h"

#include <QUndoStack>

#include <algorithm>
#include <cmath>

namespace stormbench::storming {
namespace {

constexpr qreal kBetweenEvents = kTouchReach + 12;

QRectF settled(const QRectF& rect)
{
    QRectF place = rect;
    place.moveCenter(settledCenter(rect.center(), rect.size()));
    return place;
}

using Notes = std::set<NoteId>;

bool isFree(const Board& board, const QRectF& slot, const Notes& ignored = {})
{
    return std::ranges::none_of(board.notes(), [&](const auto& entry) {
        return !ignored.contains(entry.first) && entry.second.rect.intersects(slot);
    });
}

// Events that are thrown down one after the other stand along time, apart; one of a flow, like any
// other kind, gets its alternative below.
QRectF slotOfSibling(
    const Board& board, const EdgeIndex& edges, const Note& note, const Notes& ignored)
{
    QRectF next(
        QPointF(note.rect.right() + kBetweenEvents, note.rect.top()), notationOf(note.kind).size);
    const bool alongTime = note.kind == NoteKind::Event && edges.neighbours(note.id).empty()
        && isFree(board, next, ignored);
    return alongTime ? next : dock(board, note, note.kind, Dock::Below, ignored);
}

// Where the two make a flow, if the grammar has one for them and there is room: an actor goes
// before its command.
QRectF slotOfKind(const Board& board, const EdgeIndex& edges, const Note& note, NoteKind kind,
    const Notes& ignored)
{
    if (kind == note.kind)
        return slotOfSibling(board, edges, note, ignored);
    const Method method = board.settings().method;
    const auto makesFlow = [&](const QRectF& place) {
        return adjacencyEdge(note, makeNote({}, kind, place.center()), method).has_value();
    };
    const QRectF after = dock(board, note, kind, Dock::Right, ignored);
    const QRectF before = dock(board, note, kind, Dock::Left, ignored);
    const bool leads = grammarOf(note.kind, kind, method).verdict == Verdict::Ok;
    return makesFlow(before) && !(leads && makesFlow(after)) ? before : after;
}

Place placeOn(const Board& board, const Note& anchor, NoteKind kind, Dock side)
{
    return placeBeside(board, anchor, kind,
        [&](const Notes& ignored) { return dock(board, anchor, kind, side, ignored); });
}

}  // namespace

NoteId CanvasTools::placeNote(NoteKind kind, QPointF center)
{
    if (!mayEdit())
        return {};
    endEditing();
    const NoteId note = controller().addNote(kind, settledCenter(center, notationOf(kind).size));
    afterPlacing(note);
    return note;
}

void CanvasTools::afterPlacing(NoteId note)
{
    if (!note.isValid())
        return;
    selection().selectNote(note);
    m_view.ensureVisible(controller().board().note(note)->rect, 40, 40);
    editNote(note);
    m_fresh = note;
    m_freshIndex = controller().undoStack()->index();
}

NoteId CanvasTools::placeNoteSomewhere(NoteKind kind)
{
    if (!mayEdit())
        return {};
    endEditing();
    const auto beside = selection().singleNote();
    const Board& board = controller().board();
    if (!beside) {
        QRectF slot(QPointF(), notationOf(kind).size);
        slot.moveCenter(pointerOrCenter());
        while (!isFree(board, slot))
            slot.translate(0, 2 * kTouchReach);
        return placeNote(kind, slot.center());
    }
    const Note& anchor = *board.note(*beside);
    const EdgeIndex& index = m_view.boardScene().edgeIndex();
    const Place place = placeBeside(board, anchor, kind, [&](const Notes& ignored) {
        return settled(slotOfKind(board, index, anchor, kind, ignored));
    });
    return placeAt(kind, place, {}, {});
}

NoteId CanvasTools::placeInFlow(Flow flow)
{
    const auto from = selection().singleNote();
    if (!from || !mayEdit())
        return {};
    endEditing();
    const Board& board = controller().board();
    const Note& anchor = *board.note(*from);
    const Method method = board.settings().method;
    switch (flow) {
    case Flow::Sibling: {
        const EdgeIndex& index = m_view.boardScene().edgeIndex();
        const Place place = placeBeside(board, anchor, anchor.kind,
            [&](const Notes& ignored) { return slotOfSibling(board, index, anchor, ignored); });
        return placeAt(anchor.kind, place, {}, {});
    }
    case Flow::Next: {
        const NoteKind kind = usualNext(anchor.kind, method);
        return placeAt(kind, placeOn(board, anchor, kind, Dock::Right), *from, {});
    }
    case Flow::Previous: {
        const NoteKind kind = usualPrevious(anchor.kind, method);
        return placeAt(kind, placeOn(board, anchor, kind, Dock::Left), {}, *from);
    }
    }
    return {};
}

NoteId CanvasTools::placeLinked(QPoint side)
{
    const auto from = selection().singleNote();
    if (side.y() == 0 || !from)
        return placeInFlow(side.x() < 0 ? Flow::Previous : Flow::Next);
    if (!mayEdit())
        return {};
    endEditing();
    const Board& board = controller().board();
    const Note& anchor = *board.note(*from);
    const NoteKind kind = usualNext(anchor.kind, board.settings().method);
    const Dock dock = side.y() > 0 ? Dock::Below : Dock::Above;
    return placeAt(kind, placeOn(board, anchor, kind, dock), *from, {});
}

// One step of undo: the room for the note, the note and, where its place alone does not say so, the
// arrow from or to the one it belongs to.
NoteId CanvasTools::placeAt(NoteKind kind, const Place& place, NoteId from, NoteId to)
{
    const Board& board = controller().board();
    const Note note = makeNote(NoteId(place.nextId), kind, place.rect.center());
    Operations operations = place.room;
    operations.emplace_back(AddNote{note});
    if (const Note* other = board.note(from.isValid() ? from : to)) {
        const auto touching = adjacencyEdge(*other, note, board.settings().method);
        const NoteId start = from.isValid() ? from : note.id;
        if (!touching || touching->from != start)
            operations.emplace_back(AddConnector{{ConnectorId(note.id.value() + 1), start,
                from.isValid() ? note.id : to, {}, false}});
    }
    const QString name = tr("Add %1").arg(board.settings().nameOf(kind).toLower());
    if (!controller().edit(name, std::move(operations)))
        return {};
    afterPlacing(note.id);
    return note.id;
}

}  // namespace stormbench::storming
