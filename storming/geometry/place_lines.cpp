// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/geometry.h"
#include "storming/geometry/slots.h"
#include "storming/geometry/snap.h"
#include "storming/geometry/spatial_index.h"

#include <algorithm>
#include <cmath>

namespace stormbench::storming {

namespace {

// Farther than notes that touch: pasted lines are no flow yet.
constexpr qreal kBetween = kTouchReach + 12;
constexpr qreal kWiderThanHigh = 1.6;
constexpr int kMostRings = 40;

int columnsFor(int count, QSizeF cell)
{
    const qreal wanted = std::sqrt(count * kWiderThanHigh * cell.height() / cell.width());
    return std::clamp(static_cast<int>(std::ceil(wanted)), 1, count);
}

/// Whether a block lies over no note, nor so close that edges would arise.
class Room {
public:
    explicit Room(const Board& board)
    {
        for (const auto& [id, note] : board.notes())
            m_notes.set(id, note.rect.adjusted(-kBetween, -kBetween, kBetween, kBetween));
    }
    [[nodiscard]] bool isFree(const QRectF& block) const
    {
        return m_notes.in(block.adjusted(1, 1, -1, -1)).empty();
    }

private:
    SpatialIndex<NoteId> m_notes;
};

// The free corner for a block that is nearest to the wanted one: ring after ring around it.
QPointF freeCorner(const Board& board, QPointF wanted, QSizeF block, QSizeF cell)
{
    const Room room(board);
    for (int ring = 0; ring <= kMostRings; ++ring) {
        std::vector<QPointF> corners;
        for (int row = -ring; row <= ring; ++row)
            for (int column = -ring; column <= ring; ++column)
                if (std::max(std::abs(row), std::abs(column)) == ring)
                    corners.push_back(
                        wanted + QPointF(column * cell.width() / 2, row * cell.height() / 2));
        std::ranges::stable_sort(
            corners, {}, [&](QPointF corner) { return (corner - wanted).manhattanLength(); });
        for (const QPointF& corner : corners)
            if (room.isFree(QRectF(corner, block)))
                return corner;
    }
    return {wanted.x(), bounds(board).bottom() + 2 * kBetween};
}

}  // namespace

std::vector<QRectF> placeLines(const Board& board, int count, QPointF center, QSizeF size)
{
    if (count <= 0)
        return {};
    const QSizeF cell(size.width() + kBetween, size.height() + kBetween);
    const int columns = columnsFor(count, cell);
    const int rows = (count + columns - 1) / columns;
    const QSizeF block(columns * cell.width() - kBetween, rows * cell.height() - kBetween);
    const QPointF corner
        = freeCorner(board, center - QPointF(block.width() / 2, block.height() / 2), block, cell);
    std::vector<QRectF> places;
    places.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        places.emplace_back(
            corner + QPointF(i % columns * cell.width(), i / columns * cell.height()), size);
    return places;
}

}  // namespace stormbench::storming
