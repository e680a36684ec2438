// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/room.h"

#include "storming/geometry/push.h"
#include "storming/geometry/snap.h"
#include "storming/geometry/unharmed.h"

#include <algorithm>
#include <vector>

namespace stormbench::storming {

namespace {

// The innermost first.
std::vector<FrameId> framesAround(const Board& board, const Note& note)
{
    std::vector<FrameId> around;
    for (const auto& [id, frame] : board.frames())
        if (frame.rect.contains(note.rect.center()))
            around.push_back(id);
    std::ranges::stable_sort(around, {}, [&](FrameId id) {
        const QRectF& rect = board.frame(id)->rect;
        return rect.width() * rect.height();
    });
    return around;
}

// Notes that move out of the way of a frame around this one.
std::set<NoteId> notesThatGiveWay(const Board& board, const Note& beside)
{
    std::set<NoteId> notes;
    for (const FrameId frame : framesAround(board, beside))
        if (!board.frame(frame)->locked)
            for (const auto& [id, note] : board.notes())
                if (!note.flag(NoteProperty::Locked)
                    && !board.frame(frame)->rect.contains(note.rect.center()))
                    notes.insert(id);
    return notes;
}

// How far a rectangle reaches on a side, and where it begins there.
qreal reachOf(const QRectF& rect, Side side)
{
    switch (side) {
    case Side::Right: return rect.right();
    case Side::Left: return -rect.left();
    case Side::Bottom: return rect.bottom();
    case Side::Top: return -rect.top();
    }
    return 0;
}
qreal beginOf(const QRectF& rect, Side side)
{
    switch (side) {
    case Side::Right: return rect.left();
    case Side::Left: return -rect.right();
    case Side::Bottom: return rect.top();
    case Side::Top: return -rect.bottom();
    }
    return 0;
}

QRectF around(const QRectF& rect)
{
    return rect.adjusted(-kTouchReach, -kTouchReach, kTouchReach, kTouchReach);
}

/// Grows the frames around a note on a copy of the board, for another note beside it.
class RoomMaker {
public:
    RoomMaker(
        const Board& board, const Note& beside, Note note, const std::set<NoteId>& ignored = {})
        : m_before(board)
        , m_after(board)
        , m_beside(beside)
        , m_note(std::move(note))
        , m_ignored(ignored)
    {
    }

    [[nodiscard]] std::optional<Place> make()
    {
        for (const FrameId frame : framesAround(m_before, m_beside))
            for (const Side side : {Side::Right, Side::Left, Side::Bottom, Side::Top})
                if (!widen(frame, side))
                    return std::nullopt;
        if (!isClear() || !staysInside() || (!m_room.empty() && !isUnharmed()))
            return std::nullopt;
        return Place{m_note.rect, std::move(m_room), m_after.nextId()};
    }

private:
    bool run(Operation operation)
    {
        if (!apply(m_after, operation))
            return false;
        m_room.push_back(std::move(operation));
        return true;
    }

    // As far from the border as usual, unless the note beside is nearer to it already.
    bool widen(FrameId id, Side side)
    {
        const Frame& frame = *m_after.frame(id);
        const auto margin = [&](const Note& note) {
            return reachOf(frame.rect, side) - reachOf(note.rect, side);
        };
        const qreal has = margin(m_note);
        if (has >= std::clamp(margin(m_beside), 0.0, kFrameMargin))
            return true;
        if (frame.locked)
            return has >= 0;
        const qreal distance = std::max(kFrameMargin - has, toClear(frame, side));
        return std::ranges::all_of(widenFrame(m_after, id, side, distance),
            [this](const Operation& operation) { return run(operation); });
    }

    // Notes that lie on the border have farther to go than those beyond it.
    qreal toClear(const Frame& frame, Side side) const
    {
        qreal distance = 0;
        const qreal end = reachOf(m_note.rect, side) + kTouchReach;
        for (const NoteId id : m_ignored) {
            const QRectF& rect = m_after.note(id)->rect;
            const QRectF center(rect.center(), QSizeF());
            if (rect.intersects(around(m_note.rect))
                && reachOf(center, side) > reachOf(frame.rect, side))
                distance = std::max(distance, end - beginOf(rect, side));
        }
        return distance;
    }

    bool isClear() const
    {
        return std::ranges::none_of(m_after.notes(), [this](const auto& entry) {
            const bool isApart = m_ignored.contains(entry.first);
            return entry.second.rect.intersects(isApart ? around(m_note.rect) : m_note.rect);
        });
    }

    bool staysInside() const
    {
        return std::ranges::all_of(frameKinds(), [this](const FrameKindEntry& entry) {
            const auto own = m_before.frameAround(m_beside, entry.kind);
            return !own || m_after.frameAround(m_note, entry.kind) == own;
        });
    }

    bool isUnharmed()
    {
        const auto arrows = arrowsForLostEdges(m_before, m_after);
        return arrows && keepsMembers(m_before, m_after) && keepsFramesApart(m_before, m_after)
            && keepsOffTheLocked(m_before, m_after)
            && std::ranges::all_of(*arrows, [this](const Operation& arrow) { return run(arrow); });
    }

    const Board& m_before;
    Board m_after;
    const Note& m_beside;
    Note m_note;
    std::set<NoteId> m_ignored;
    Operations m_room;
};

}  // namespace

Place placeBeside(const Board& board, const Note& beside, NoteKind kind, const Finder& find)
{
    const auto inHand = [&](const QRectF& rect) {
        Note note = makeNote({}, kind, {});
        note.rect = rect;
        return note;
    };
    if (framesAround(board, beside).empty())
        return {find({}), {}, board.nextId()};
    const std::set<NoteId> givesWay = notesThatGiveWay(board, beside);
    if (!givesWay.empty())
        if (auto place = RoomMaker(board, beside, inHand(find(givesWay)), givesWay).make())
            return *std::move(place);
    const QRectF found = find({});
    if (auto place = RoomMaker(board, beside, inHand(found)).make())
        return *std::move(place);
    return {found, {}, board.nextId()};
}

}  // namespace stormbench::storming
