// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/push.h"

#include "storming/geometry/geometry.h"
#include "storming/geometry/note_grid.h"
#include "storming/geometry/snap.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace stormbench::storming {

namespace {

/// Where room is made, and which way.
struct Front {
    QRectF rect;             ///< what lies before its far side stays
    QPointF delta;           ///< along one axis
    bool byCentres = false;  ///< a note is beyond if its centre is: the front is a frame's border
};

/// Finds what has to move.
class Push {
public:
    Push(const Board& board, const Front& front)
        : m_board(board)
        , m_front(front)
        , m_isAcross(front.delta.x() != 0)
        , m_isForward(front.delta.x() + front.delta.y() > 0)
    {
        for (const auto& [id, note] : board.notes())
            m_grid.add(note);
    }

    void takeAnyway(NoteId id)
    {
        m_taken.insert(id);
        m_queue.push_back(id);
    }

    void growFrame(const Frame& frame)
    {
        m_grownFrames.insert(frame.id);
        fitFramesAround(frame);
        clear(frame, grown(outline(frame)));
    }

    [[nodiscard]] Operations operations()
    {
        for (std::size_t at = 0; at < m_queue.size(); ++at)
            takeWhatIsInTheWay(*m_board.note(m_queue[at]));
        Operations operations;
        for (const FrameId id : m_grownFrames) {
            Frame frame = *m_board.frame(id);
            frame.rect = grown(frame.rect);
            operations.emplace_back(ChangeFrame{std::move(frame)});
        }
        MoveElements moves;
        for (const NoteId id : m_queue)
            moves.notes.emplace(id, m_board.note(id)->rect.topLeft() + m_front.delta);
        for (const FrameId id : m_movedFrames)
            moves.frames.emplace(id, m_board.frame(id)->rect.topLeft() + m_front.delta);
        if (!moves.notes.empty() || !moves.frames.empty())
            operations.emplace_back(std::move(moves));
        return operations;
    }

private:
    void take(NoteId id)
    {
        if (!m_board.note(id)->flag(NoteProperty::Locked) && m_taken.insert(id).second)
            m_queue.push_back(id);
    }

    bool isBeyond(const QRectF& rect) const
    {
        const QRectF& from = m_front.rect;
        if (m_isAcross)
            return m_isForward ? rect.left() >= from.right() : rect.right() <= from.left();
        return m_isForward ? rect.top() >= from.bottom() : rect.bottom() <= from.top();
    }
    bool isBeyond(const Note& note) const
    {
        return isBeyond(m_front.byCentres ? QRectF(note.rect.center(), QSizeF()) : note.rect);
    }

    QRectF moved(const QRectF& rect) const { return rect.translated(m_front.delta); }
    QRectF grown(const QRectF& rect) const { return rect.united(moved(rect)); }

    // With its tab, where that lies on the way.
    QRectF outline(const Frame& frame) const
    {
        const bool isOnTheWay = m_isAcross == (frame.kind == FrameKind::Swimlane);
        return isOnTheWay ? frame.rect | frameTab(frame) : frame.rect;
    }

    void takeWhatIsInTheWay(const Note& note)
    {
        const QRectF reach
            = note.rect.adjusted(-kTouchReach, -kTouchReach, kTouchReach, kTouchReach);
        for (const Note* other : m_grid.notesNear(grown(reach), 0))
            if (isBeyond(*other)
                && (reach.intersects(other->rect) || moved(reach).intersects(other->rect)))
                take(other->id);
        for (const auto& [id, frame] : m_board.frames()) {
            if (frame.rect.contains(note.rect.center()))
                keepIn(frame, note.rect);
            else if (isFree(frame) && isBeyond(frame.rect)
                && frame.rect.intersects(moved(note.rect)))
                moveFrame(frame);
        }
    }

    bool isFree(const Frame& frame) const
    {
        return !frame.locked && !m_movedFrames.contains(frame.id)
            && !m_grownFrames.contains(frame.id);
    }

    void keepIn(const Frame& frame, const QRectF& member)
    {
        const QRectF room
            = frame.rect.adjusted(kFrameMargin, kFrameMargin, -kFrameMargin, -kFrameMargin);
        if (!isFree(frame))
            return;
        if (isBeyond(frame.rect))
            moveFrame(frame);
        else if (!room.contains(moved(member)))
            growFrame(frame);
    }

    void fitFramesAround(const Frame& inner)
    {
        for (const auto& [id, frame] : m_board.frames())
            if (id != inner.id && frame.rect.contains(inner.rect))
                keepIn(frame, inner.rect);
    }

    void moveFrame(const Frame& frame)
    {
        m_movedFrames.insert(frame.id);
        for (const auto& [id, note] : m_board.notes())
            if (frame.rect.contains(note.rect.center()))
                take(id);
        for (const auto& [id, inner] : m_board.frames())
            if (isFree(inner) && frame.rect.contains(inner.rect))
                moveFrame(inner);
        fitFramesAround(frame);
        clear(frame, moved(outline(frame)));
    }

    // Frames that lie beside each other go on doing so, and no other note becomes a member or
    // comes to touch one.
    void clear(const Frame& frame, QRectF wanted)
    {
        const QPointF ahead = (m_isAcross ? QPointF(kTouchReach, 0) : QPointF(0, kTouchReach))
            * (m_isForward ? 1 : -1);
        wanted |= wanted.translated(ahead);
        for (const auto& [id, other] : m_board.frames())
            if (id != frame.id && isFree(other) && isBeyond(other.rect)
                && !frame.rect.intersects(other.rect) && wanted.intersects(outline(other)))
                moveFrame(other);
        for (const auto& [id, note] : m_board.notes())
            if (isBeyond(note) && wanted.intersects(note.rect)
                && !frame.rect.contains(note.rect.center()))
                take(id);
    }

    const Board& m_board;
    NoteGrid m_grid;
    Front m_front;
    bool m_isAcross = true;
    bool m_isForward = true;
    std::set<NoteId> m_taken;
    std::vector<NoteId> m_queue;
    std::set<FrameId> m_movedFrames;
    std::set<FrameId> m_grownFrames;
};

QPointF outwards(Side side, qreal distance)
{
    switch (side) {
    case Side::Right: return {distance, 0};
    case Side::Left: return {-distance, 0};
    case Side::Bottom: return {0, distance};
    case Side::Top: return {0, -distance};
    }
    return {};
}

}  // namespace

Operations pushAway(const Board& board, NoteId from, NoteId to, qreal distance)
{
    const QRectF& start = board.note(from)->rect;
    const QPointF between = board.note(to)->rect.center() - start.center();
    const bool isAcross = std::abs(between.x()) >= std::abs(between.y());
    const Side side = isAcross ? (between.x() < 0 ? Side::Left : Side::Right)
                               : (between.y() < 0 ? Side::Top : Side::Bottom);
    Push push(board, {start, outwards(side, distance)});
    push.takeAnyway(to);
    return push.operations();
}

Operations widenFrame(const Board& board, FrameId id, Side side, qreal distance)
{
    const Frame& frame = *board.frame(id);
    Push push(board, {frame.rect, outwards(side, distance), true});
    push.growFrame(frame);
    return push.operations();
}

}  // namespace stormbench::storming
