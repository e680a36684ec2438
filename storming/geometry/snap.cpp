// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/snap.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace stormbench::storming {

namespace {

/// A rectangle's extent along one axis and across it, so that both axes are snapped by the same
/// code.
struct Extent {
    qreal from, to;  ///< along
    qreal acrossFrom, acrossTo;
    [[nodiscard]] qreal middle() const { return (from + to) / 2; }
};

Extent extentOf(const QRectF& rect, Qt::Orientation along)
{
    if (along == Qt::Horizontal)
        return {rect.left(), rect.right(), rect.top(), rect.bottom()};
    return {rect.top(), rect.bottom(), rect.left(), rect.right()};
}

struct Candidate {
    qreal offset = 0;
    qreal line = 0;  ///< where its guide is
    Extent other{};
};

class AxisSnap {
public:
    AxisSnap(const Extent& moving, qreal reach)
        : m_moving(moving)
        , m_reach(reach)
    {
    }

    void consider(const Extent& other, qreal gap)
    {
        offer(other.from - m_moving.from, other.from, other);
        offer(other.to - m_moving.to, other.to, other);
        offer(other.middle() - m_moving.middle(), other.middle(), other);
        const bool beside
            = m_moving.acrossFrom < other.acrossTo && other.acrossFrom < m_moving.acrossTo;
        if (beside) {
            offer(other.to + gap - m_moving.from, other.to + gap, other);
            offer(other.from - gap - m_moving.to, other.from - gap, other);
        }
    }

    [[nodiscard]] const std::optional<Candidate>& best() const { return m_best; }

private:
    void offer(qreal offset, qreal line, const Extent& other)
    {
        if (std::abs(offset) <= m_reach && (!m_best || std::abs(offset) < std::abs(m_best->offset)))
            m_best = Candidate{offset, line, other};
    }

    Extent m_moving;
    qreal m_reach;
    std::optional<Candidate> m_best;
};

qreal toGrid(qreal at, qreal grid)
{
    return grid > 0 ? std::round(at / grid) * grid - at : 0;
}

SnapGuide guideOf(const Candidate& candidate, const Extent& moving, Qt::Orientation along)
{
    return {along == Qt::Horizontal ? Qt::Vertical : Qt::Horizontal, candidate.line,
        std::min(moving.acrossFrom, candidate.other.acrossFrom),
        std::max(moving.acrossTo, candidate.other.acrossTo)};
}

// Only what is on the same part of the board counts: guides to notes far away confuse.
bool isNear(const QRectF& a, const QRectF& b)
{
    constexpr qreal kNear = 480;
    return a.adjusted(-kNear, -kNear, kNear, kNear).intersects(b);
}

bool isFree(const Board& board, const QRectF& slot)
{
    return std::ranges::none_of(
        board.notes(), [&](const auto& entry) { return entry.second.rect.intersects(slot); });
}

}  // namespace

Snap snap(const Board& board, const QRectF& rect, const std::set<NoteId>& moving,
    const SnapOptions& options)
{
    const Extent across = extentOf(rect, Qt::Horizontal);
    const Extent down = extentOf(rect, Qt::Vertical);
    AxisSnap x(across, options.reach);
    AxisSnap y(down, options.reach);
    if (options.toNotes) {
        for (const auto& [id, note] : board.notes()) {
            if (moving.contains(id) || !isNear(rect, note.rect))
                continue;
            x.consider(extentOf(note.rect, Qt::Horizontal), options.gap);
            y.consider(extentOf(note.rect, Qt::Vertical), options.gap);
        }
    }
    Snap result;
    result.offset.setX(x.best() ? x.best()->offset : toGrid(rect.left(), options.grid));
    result.offset.setY(y.best() ? y.best()->offset : toGrid(rect.top(), options.grid));
    if (x.best())
        result.guides.push_back(guideOf(*x.best(), across, Qt::Horizontal));
    if (y.best())
        result.guides.push_back(guideOf(*y.best(), down, Qt::Vertical));
    return result;
}

QRectF slotBeside(const Board& board, const Note& note, QSizeF size, bool toTheLeft)
{
    const qreal left
        = toTheLeft ? note.rect.left() - kNoteGap - size.width() : note.rect.right() + kNoteGap;
    QRectF slot(QPointF(left, note.rect.center().y() - size.height() / 2), size);
    while (!isFree(board, slot))
        slot.translate(0, size.height() + kNoteGap);
    return slot;
}

QRectF slotBelow(const Board& board, const Note& note, QSizeF size)
{
    QRectF slot(
        QPointF(note.rect.center().x() - size.width() / 2, note.rect.bottom() + kNoteGap), size);
    while (!isFree(board, slot))
        slot.translate(0, size.height() + kNoteGap);
    return slot;
}

}  // namespace stormbench::storming
