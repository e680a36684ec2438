// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/neighbours.h"

#include "storming/geometry/edges.h"

#include <cmath>

namespace stormbench::storming {
namespace {

constexpr qreal kWidestAngle = 1.6;  // how far aside still counts as that direction
constexpr qreal kAside = 2.0;        // what a step aside weighs against one ahead

struct Heading {
    qreal ahead = 0;
    qreal aside = 0;
};

Heading headingOf(QPointF from, QPointF to, QPoint direction)
{
    const QPointF way = to - from;
    return {way.x() * direction.x() + way.y() * direction.y(),
        std::abs(way.x() * direction.y()) + std::abs(way.y() * direction.x())};
}

}  // namespace

int nearestToward(QPointF from, QPoint direction, const std::vector<QPointF>& candidates)
{
    int best = -1;
    qreal least = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const auto [ahead, aside] = headingOf(from, candidates[i], direction);
        if (ahead <= 0 || aside > kWidestAngle * ahead)
            continue;
        const qreal cost = ahead + kAside * aside;
        if (best < 0 || cost < least) {
            best = static_cast<int>(i);
            least = cost;
        }
    }
    return best;
}

std::set<NoteId> flowOf(const Board& board, std::set<NoteId> notes)
{
    const std::vector<Edge> all = edges(board);
    for (std::size_t before = 0; before != notes.size();) {
        before = notes.size();
        for (const Edge& edge : all) {
            if (notes.contains(edge.from) || notes.contains(edge.to)) {
                notes.insert(edge.from);
                notes.insert(edge.to);
            }
        }
    }
    return notes;
}

}  // namespace stormbench::storming
