// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/walk.h"

#include "storming/geometry/edge_index.h"

#include <algorithm>
#include <cmath>

namespace stormbench::storming {

namespace {

constexpr qreal kAsideCost = 2;  // a step to the side counts as much as two ahead

QPointF unit(Direction direction)
{
    switch (direction) {
    case Direction::Left: return {-1, 0};
    case Direction::Right: return {1, 0};
    case Direction::Up: return {0, -1};
    case Direction::Down: return {0, 1};
    }
    return {};
}

/// How another note lies, seen from one that looks in a direction.
struct Sight {
    qreal ahead;
    qreal aside;
    [[nodiscard]] bool isAhead() const { return ahead > 0; }
    [[nodiscard]] bool isStraight() const { return aside <= ahead; }
    [[nodiscard]] qreal distance() const { return ahead + kAsideCost * aside; }
};

Sight look(const Note& from, const Note& to, Direction direction)
{
    const QPointF way = to.rect.center() - from.rect.center();
    const QPointF ahead = unit(direction);
    return {QPointF::dotProduct(way, ahead),
        std::abs(QPointF::dotProduct(way, QPointF(ahead.y(), ahead.x())))};
}

// Those straight ahead first, then those ahead; by distance, then by id.
std::optional<NoteId> nearestOf(
    const Board& board, const std::vector<NoteId>& ids, const Note& from, Direction direction)
{
    std::optional<NoteId> best;
    std::pair<bool, qreal> bestRank;
    for (const NoteId id : ids) {
        const Note* note = board.note(id);
        if (!note || id == from.id)
            continue;
        const Sight sight = look(from, *note, direction);
        const std::pair rank{!sight.isStraight(), sight.distance()};
        if (sight.isAhead() && (!best || rank < bestRank)) {
            best = id;
            bestRank = rank;
        }
    }
    return best;
}

// Wherever they lie.
std::optional<NoteId> closestOf(
    const Board& board, const std::vector<NoteId>& ids, const Note& from)
{
    std::optional<NoteId> best;
    qreal bestDistance = 0;
    for (const NoteId id : ids) {
        const Note* note = board.note(id);
        if (!note || id == from.id)
            continue;
        const qreal distance = (note->rect.center() - from.rect.center()).manhattanLength();
        if (!best || distance < bestDistance) {
            best = id;
            bestDistance = distance;
        }
    }
    return best;
}

// Notes after or before one, whatever tells.
template <typename After, typename Before>
std::optional<NoteId> walkBy(const Board& board, NoteId fromId, Direction direction,
    const After& after, const Before& before)
{
    const Note* from = board.note(fromId);
    if (!from)
        return std::nullopt;
    std::vector<NoteId> next = after(fromId);
    std::vector<NoteId> last = before(fromId);
    std::vector<NoteId> connected = next;
    connected.insert(connected.end(), last.begin(), last.end());
    if (direction == Direction::Up || direction == Direction::Down) {
        for (const NoteId id : last)
            std::ranges::copy(after(id), std::back_inserter(connected));
        for (const NoteId id : next)
            std::ranges::copy(before(id), std::back_inserter(connected));
        if (const auto found = nearestOf(board, connected, *from, direction))
            return found;
        return nearestInDirection(board, fromId, direction);
    }
    const std::vector<NoteId>& along = direction == Direction::Right ? next : last;
    if (const auto found = nearestOf(board, along, *from, direction))
        return found;
    if (const auto found = closestOf(board, along, *from))
        return found;
    return nearestInDirection(board, fromId, direction);
}

}  // namespace

std::optional<NoteId> nearestInDirection(const Board& board, NoteId from, Direction direction)
{
    const Note* start = board.note(from);
    if (!start)
        return std::nullopt;
    std::vector<NoteId> all;
    all.reserve(board.notes().size());
    for (const auto& [id, note] : board.notes())
        all.push_back(id);
    return nearestOf(board, all, *start, direction);
}

std::optional<NoteId> walk(
    const Board& board, std::span<const Edge> edges, NoteId from, Direction direction)
{
    const auto after = [&](NoteId id) {
        std::vector<NoteId> found;
        for (const Edge& edge : edges)
            if (edge.from == id)
                found.push_back(edge.to);
        return found;
    };
    const auto before = [&](NoteId id) {
        std::vector<NoteId> found;
        for (const Edge& edge : edges)
            if (edge.to == id)
                found.push_back(edge.from);
        return found;
    };
    return walkBy(board, from, direction, after, before);
}

std::optional<NoteId> walk(
    const Board& board, const EdgeIndex& edges, NoteId from, Direction direction)
{
    return walkBy(
        board, from, direction, [&](NoteId id) { return edges.after(id); },
        [&](NoteId id) { return edges.before(id); });
}

}  // namespace stormbench::storming
