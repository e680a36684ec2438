// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/snap.h"

#include "storming/geometry/equal_gaps.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace stormbench::storming {

namespace {

struct Candidate {
    qreal offset = 0;
    qreal line = 0;               ///< where its guide is
    std::optional<Extent> other;  ///< whom it lines up with; none for equal gaps
};

class AxisSnap {
public:
    AxisSnap(const Extent& moving, const SnapOptions& options)
        : m_moving(moving)
        , m_options(options)
    {
    }

    void consider(const Extent& other)
    {
        offer(other.from - m_moving.from, other.from, other);
        offer(other.to - m_moving.to, other.to, other);
        offer(other.middle() - m_moving.middle(), other.middle(), other);
        if (sharesAcross(m_moving, other)) {
            const qreal gap = m_options.gap;
            offer(other.to + gap - m_moving.from, other.to + gap, other);
            offer(other.from - gap - m_moving.to, other.from - gap, other);
            if (m_options.equalGaps)
                m_row.push_back(other);
        }
    }

    /// After all others have been considered.
    void considerEqualGaps()
    {
        for (const qreal offset : equalGapOffsets(m_moving, m_row))
            offer(offset, 0, std::nullopt);
    }

    [[nodiscard]] const std::optional<Candidate>& best() const { return m_best; }

    /// What holds it where it settles.
    void explain(Qt::Orientation along, qreal offset, Snap& snap) const
    {
        const std::vector<GapHint> gaps = equalGapHints(m_moving.moved(offset), m_row, along);
        snap.gaps.insert(snap.gaps.end(), gaps.begin(), gaps.end());
        if (!m_best || !m_best->other)
            return;
        snap.guides.push_back({along == Qt::Horizontal ? Qt::Vertical : Qt::Horizontal,
            m_best->line, std::min(m_moving.acrossFrom, m_best->other->acrossFrom),
            std::max(m_moving.acrossTo, m_best->other->acrossTo)});
    }

private:
    void offer(qreal offset, qreal line, const std::optional<Extent>& other)
    {
        if (std::abs(offset) <= m_options.reach
            && (!m_best || std::abs(offset) < std::abs(m_best->offset)))
            m_best = Candidate{offset, line, other};
    }

    Extent m_moving;
    const SnapOptions& m_options;
    std::vector<Extent> m_row;  ///< those beside it, in any order
    std::optional<Candidate> m_best;
};

qreal toGrid(qreal at, qreal grid)
{
    return grid > 0 ? std::round(at / grid) * grid - at : 0;
}

// Only what is on the same part of the board counts: guides to notes far away confuse.
bool isNear(const QRectF& a, const QRectF& b)
{
    constexpr qreal kNear = 480;
    return a.adjusted(-kNear, -kNear, kNear, kNear).intersects(b);
}

}  // namespace

Snap snap(const Board& board, const QRectF& rect, const std::set<NoteId>& moving,
    const SnapOptions& options)
{
    const Extent across = extentOf(rect, Qt::Horizontal);
    const Extent down = extentOf(rect, Qt::Vertical);
    AxisSnap x(across, options);
    AxisSnap y(down, options);
    if (options.toNotes) {
        for (const auto& [id, note] : board.notes()) {
            if (moving.contains(id) || !isNear(rect, note.rect))
                continue;
            x.consider(extentOf(note.rect, Qt::Horizontal));
            y.consider(extentOf(note.rect, Qt::Vertical));
        }
        x.considerEqualGaps();
        y.considerEqualGaps();
    }
    Snap result;
    result.offset.setX(x.best() ? x.best()->offset : toGrid(rect.left(), options.grid));
    result.offset.setY(y.best() ? y.best()->offset : toGrid(rect.top(), options.grid));
    x.explain(Qt::Horizontal, result.offset.x(), result);
    y.explain(Qt::Vertical, result.offset.y(), result);
    return result;
}

QPointF settledCenter(QPointF center, QSizeF size, qreal grid)
{
    const QPointF half(size.width() / 2, size.height() / 2);
    const QPointF corner = (center - half) / grid;
    return QPointF(std::round(corner.x()), std::round(corner.y())) * grid + half;
}

}  // namespace stormbench::storming
