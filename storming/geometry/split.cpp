// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/frames.h"
#include "storming/geometry/geometry.h"
#include "storming/geometry/push.h"
#include "storming/geometry/snap.h"
#include "storming/geometry/unharmed.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

constexpr qreal kBetweenHalves = 16;  // of a frame that is only cut

/// Cuts a frame on a copy of the board.
class Splitter {
public:
    Splitter(const Board& board, const Frame& frame, const Note& pivotal)
        : m_before(board)
        , m_frame(frame)
        , m_cut(pivotal.rect.right() + kBetweenHalves)
    {
        for (const NoteId id : board.membersOf(frame.id)) {
            const bool isAfter = board.note(id)->rect.center().x() > m_cut;
            (isAfter ? m_toRight : m_toLeft).push_back(id);
        }
        m_left = bounds(board, m_toLeft);
        m_right = bounds(board, m_toRight);
        for (const auto& [id, inner] : board.frames()) {
            if (id == frame.id || !frame.rect.contains(inner.rect))
                continue;
            const bool isAfter = inner.rect.center().x() > m_cut;
            (isAfter ? m_right : m_left) |= inner.rect;
            if (isAfter)
                m_innerToRight.push_back(id);
        }
    }

    [[nodiscard]] std::optional<FrameSplit> split(const QString& name) const
    {
        if (m_toRight.empty())
            return std::nullopt;
        const auto operations = apart(name);
        FrameSplit split{operations ? *operations : inPlace(name), rightId(), m_toRight};
        Board after = m_before;
        const bool isDone = apply(after, split.operations).has_value();
        const auto arrows = isDone ? arrowsForLostEdges(m_before, after) : std::nullopt;
        if (!arrows || after.membersOf(split.right) != m_toRight)
            return std::nullopt;
        std::ranges::copy(*arrows, std::back_inserter(split.operations));
        return split;
    }

private:
    FrameId rightId() const { return FrameId(m_before.nextId()); }

    // The halves as frames; a membership that somebody has set follows.
    void addHalves(
        Operations& operations, const QRectF& left, const QRectF& right, const QString& name) const
    {
        Frame first = m_frame;
        first.rect = left;
        Frame second = m_frame;
        second.id = rightId();
        second.name = name;
        second.context.clear();
        second.rect = right;
        operations.emplace_back(ChangeFrame{first});
        operations.emplace_back(AddFrame{second});
        for (const NoteId id : m_toRight)
            if (m_before.note(id)->isSet(NoteProperty::Frame))
                operations.emplace_back(
                    ChangeNote{id, NoteProperty::Frame, static_cast<qint64>(second.id.value())});
    }

    // Of the second half; nothing if some of it is locked.
    std::optional<MoveElements> shift(qreal distance) const
    {
        MoveElements moves;
        const QPointF by(distance, 0);
        for (const NoteId id : m_toRight)
            moves.notes.emplace(id, m_before.note(id)->rect.topLeft() + by);
        for (const FrameId id : m_innerToRight) {
            const Frame& inner = *m_before.frame(id);
            if (inner.locked)
                return std::nullopt;
            moves.frames.emplace(id, inner.rect.topLeft() + by);
            for (const NoteId member : m_before.membersOf(id))
                moves.notes.emplace(member, m_before.note(member)->rect.topLeft() + by);
        }
        const bool isLocked = std::ranges::any_of(moves.notes, [this](const auto& entry) {
            return m_before.note(entry.first)->flag(NoteProperty::Locked);
        });
        return isLocked ? std::nullopt : std::optional(std::move(moves));
    }

    std::optional<Operations> apart(const QString& name) const
    {
        const qreal leftEnd = m_left.right() + kFrameMargin;
        const qreal begin = m_right.left() - kFrameMargin;
        const qreal distance = std::max(0.0, leftEnd + kTouchReach - begin);
        QRectF left = m_frame.rect;
        left.setRight(leftEnd);
        QRectF right = m_frame.rect.translated(distance, 0);
        right.setLeft(begin + distance);
        Operations operations;
        if (distance > 0) {
            const auto moves = shift(distance);
            operations = widenFrame(m_before, m_frame.id, Side::Right, distance);
            Board wider = m_before;
            if (!moves || !apply(wider, operations) || !keepsMembers(m_before, wider)
                || !keepsFramesApart(m_before, wider) || !keepsOffTheLocked(m_before, wider))
                return std::nullopt;
            operations.emplace_back(*moves);
        }
        addHalves(operations, left, right, name);
        return operations;
    }

    Operations inPlace(const QString& name) const
    {
        qreal begin = m_cut + kBetweenHalves;  // around the centres of the second half's notes
        for (const NoteId id : m_toRight)
            begin = std::min(begin, (m_cut + m_before.note(id)->rect.center().x()) / 2);
        QRectF left = m_frame.rect;
        left.setRight(m_cut);
        QRectF right = m_frame.rect;
        right.setLeft(begin);
        Operations operations;
        addHalves(operations, left, right, name);
        return operations;
    }

    const Board& m_before;
    const Frame& m_frame;
    qreal m_cut;
    std::vector<NoteId> m_toLeft;
    std::vector<NoteId> m_toRight;
    std::vector<FrameId> m_innerToRight;
    QRectF m_left;
    QRectF m_right;
};

}  // namespace

std::optional<FrameSplit> splitFrameAt(
    const Board& board, FrameId id, NoteId pivotal, const QString& nameOfRight)
{
    const Frame* frame = board.frame(id);
    const Note* event = board.note(pivotal);
    if (!frame || !event || frame->locked)
        return std::nullopt;
    const std::vector<NoteId> members = board.membersOf(id);
    if (std::ranges::find(members, pivotal) == members.end())
        return std::nullopt;
    return Splitter(board, *frame, *event).split(nameOfRight);
}

}  // namespace stormbench::storming
