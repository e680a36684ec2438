// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/draft.h"
#include "storming/geometry/snap.h"

#include <algorithm>
#include <vector>

namespace stormbench::storming {

namespace {

constexpr qreal kFrameMargin = 28;

/// Finds what has to move, all by the same distance, so that notes which touch go on touching and
/// no others begin to. What is locked does not move out of the way.
class Push {
public:
    Push(const Board& board, const Note& from, const Note& to, qreal distance)
        : m_board(board)
        , m_from(from)
        , m_to(to.id)
    {
        const QPointF between = to.rect.center() - from.rect.center();
        m_isAcross = std::abs(between.x()) >= std::abs(between.y());
        const qreal along = m_isAcross ? between.x() : between.y();
        m_sign = along < 0 ? -1 : 1;
        m_delta = (m_isAcross ? QPointF(distance, 0) : QPointF(0, distance)) * m_sign;
        take(to.id);
        for (std::size_t at = 0; at < m_queue.size(); ++at)
            takeWhatIsInTheWay(*m_board.note(m_queue[at]));
    }

    [[nodiscard]] MoveElements moves() const
    {
        MoveElements moves;
        for (const NoteId id : m_queue)
            moves.notes.emplace(id, m_board.note(id)->rect.topLeft() + m_delta);
        for (const FrameId id : m_movedFrames)
            moves.frames.emplace(id, m_board.frame(id)->rect.topLeft() + m_delta);
        return moves;
    }
    [[nodiscard]] std::vector<Frame> grown() const
    {
        std::vector<Frame> frames;
        for (const FrameId id : m_grownFrames) {
            frames.push_back(*m_board.frame(id));
            frames.back().rect = grown(frames.back().rect);
        }
        return frames;
    }

private:
    void take(NoteId id)
    {
        const bool stays = id != m_to && m_board.note(id)->flag(NoteProperty::Locked);
        if (!stays && m_taken.insert(id).second)
            m_queue.push_back(id);
    }

    // Nothing moves that lies before the place where room is made.
    bool isBeyond(const QRectF& rect) const
    {
        const QRectF& from = m_from.rect;
        if (m_isAcross)
            return m_sign > 0 ? rect.left() >= from.right() : rect.right() <= from.left();
        return m_sign > 0 ? rect.top() >= from.bottom() : rect.bottom() <= from.top();
    }

    QRectF grown(const QRectF& rect) const { return rect.united(rect.translated(m_delta)); }

    void takeWhatIsInTheWay(const Note& note)
    {
        const QRectF reach
            = note.rect.adjusted(-kTouchReach, -kTouchReach, kTouchReach, kTouchReach);
        const QRectF moved = reach.translated(m_delta);
        for (const auto& [id, other] : m_board.notes())
            if (id != m_from.id && isBeyond(other.rect)
                && (reach.intersects(other.rect) || moved.intersects(other.rect)))
                take(id);
        for (const auto& [id, frame] : m_board.frames())
            fitFrame(frame, note);
    }

    void fitFrame(const Frame& frame, const Note& member)
    {
        const QRectF moved = member.rect.translated(m_delta);
        const QRectF room
            = frame.rect.adjusted(kFrameMargin, kFrameMargin, -kFrameMargin, -kFrameMargin);
        if (frame.locked || m_movedFrames.contains(frame.id) || m_grownFrames.contains(frame.id))
            return;
        if (frame.rect.contains(member.rect.center())) {
            if (isBeyond(frame.rect))
                moveFrame(frame);
            else if (!room.contains(moved))
                growFrame(frame);
        } else if (isBeyond(frame.rect) && frame.rect.intersects(moved)) {
            moveFrame(frame);
        }
    }

    void moveFrame(const Frame& frame)
    {
        m_movedFrames.insert(frame.id);
        for (const auto& [id, note] : m_board.notes())
            if (frame.rect.contains(note.rect.center()))
                take(id);
        clear(frame, frame.rect.translated(m_delta));
    }

    void growFrame(const Frame& frame)
    {
        m_grownFrames.insert(frame.id);
        clear(frame, grown(frame.rect));
    }

    // Frames that lie beside each other go on doing so, and no other note becomes a member.
    void clear(const Frame& frame, const QRectF& wanted)
    {
        for (const auto& [id, other] : m_board.frames())
            if (id != frame.id && !other.locked && !m_movedFrames.contains(id)
                && isBeyond(other.rect) && !frame.rect.intersects(other.rect)
                && wanted.intersects(other.rect))
                moveFrame(other);
        for (const auto& [id, note] : m_board.notes())
            if (isBeyond(note.rect) && wanted.intersects(note.rect)
                && !frame.rect.contains(note.rect.center()))
                take(id);
    }

    const Board& m_board;
    const Note& m_from;
    NoteId m_to;
    bool m_isAcross = true;
    int m_sign = 1;
    QPointF m_delta;
    std::set<NoteId> m_taken;
    std::vector<NoteId> m_queue;
    std::set<FrameId> m_movedFrames;
    std::set<FrameId> m_grownFrames;
};

}  // namespace

void pushAway(Draft& draft, NoteId from, NoteId to, qreal distance)
{
    const Board& board = draft.board();
    const Push push(board, *board.note(from), *board.note(to), distance);
    const MoveElements moves = push.moves();
    const std::vector<Frame> grown = push.grown();
    for (const Frame& frame : grown)
        draft.run(ChangeFrame{frame});
    draft.run(moves);
}

}  // namespace stormbench::storming
