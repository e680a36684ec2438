// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/edges.h"

#include "storming/geometry/note_grid.h"
#include "storming/geometry/snap.h"

#include <algorithm>
#include <set>

namespace stormbench::storming {

namespace {

enum class Touch { None, SideBySide, Stacked };

// How far two intervals are apart (negative: how much they share).
qreal gapOf(qreal fromA, qreal toA, qreal fromB, qreal toB)
{
    return std::max(fromA, fromB) - std::min(toA, toB);
}

// Notes touch along a side: near in one direction, and sharing at least a third of the shorter side
// in the other, so that corners do not count.
Touch touchOf(const QRectF& a, const QRectF& b)
{
    const qreal gapX = gapOf(a.left(), a.right(), b.left(), b.right());
    const qreal gapY = gapOf(a.top(), a.bottom(), b.top(), b.bottom());
    const bool sharesY = -gapY >= std::min(a.height(), b.height()) / 3;
    const bool sharesX = -gapX >= std::min(a.width(), b.width()) / 3;
    const bool sideBySide = gapX <= kTouchReach && sharesY;
    const bool stacked = gapY <= kTouchReach && sharesX;
    if (sideBySide && stacked)
        return gapX >= gapY ? Touch::SideBySide : Touch::Stacked;
    return sideBySide ? Touch::SideBySide : stacked ? Touch::Stacked : Touch::None;
}

Edge inferred(const Note& from, const Note& to, Method method)
{
    return Edge{from.id, to.id, from.kind, to.kind, EdgeOrigin::Adjacency, {}, {}, method};
}

std::pair<NoteId, NoteId> unordered(NoteId a, NoteId b)
{
    return std::minmax(a, b);
}

std::vector<Edge> drawnEdges(const Board& board)
{
    std::vector<Edge> drawn;
    std::set<std::pair<NoteId, NoteId>> seen;
    for (const auto& [id, connector] : board.connectors()) {
        const Note* from = board.note(connector.from);
        const Note* to = board.note(connector.to);
        if (from && to && seen.emplace(connector.from, connector.to).second)
            drawn.push_back({from->id, to->id, from->kind, to->kind, EdgeOrigin::Connector, id,
                connector.label, board.settings().method});
    }
    return drawn;
}

}  // namespace

std::optional<Edge> adjacencyEdge(const Note& a, const Note& b, Method method)
{
    if (isAnnotation(a.kind) || isAnnotation(b.kind))
        return std::nullopt;
    const Touch touch = touchOf(a.rect, b.rect);
    if (touch == Touch::None)
        return std::nullopt;
    const QPointF distance = b.rect.center() - a.rect.center();
    const qreal along = touch == Touch::SideBySide ? distance.x() : distance.y();
    const bool aFirst = along > 0 || (along == 0 && a.id < b.id);
    const Note& first = aFirst ? a : b;
    const Note& second = aFirst ? b : a;

    const Verdict forward = grammarOf(first.kind, second.kind, method).verdict;
    if (forward == Verdict::Ok)
        return inferred(first, second, method);
    if (grammarOf(second.kind, first.kind, method).verdict == Verdict::Ok)
        return inferred(second, first, method);
    if (touch == Touch::SideBySide && forward == Verdict::Warn)
        return inferred(first, second, method);
    return std::nullopt;
}

std::vector<Edge> edges(const Board& board)
{
    std::vector<Edge> all = drawnEdges(board);
    std::set<std::pair<NoteId, NoteId>> drawn;
    for (const Edge& edge : all)
        drawn.insert(unordered(edge.from, edge.to));

    NoteGrid seen;
    for (const auto& [id, note] : board.notes()) {
        if (isAnnotation(note.kind))
            continue;
        for (const Note* other : seen.notesNear(note.rect, kTouchReach))
            if (const auto edge = adjacencyEdge(*other, note, board.settings().method);
                edge && !drawn.contains(unordered(edge->from, edge->to)))
                all.push_back(*edge);
        seen.add(note);
    }
    std::ranges::sort(all, [](const Edge& a, const Edge& b) {
        return std::pair(a.from, a.to) < std::pair(b.from, b.to);
    });
    return all;
}

std::set<EdgeEnds> edgeEnds(const Board& board)
{
    std::set<EdgeEnds> ends;
    for (const Edge& edge : edges(board))
        ends.emplace(edge.from, edge.to);
    return ends;
}

}  // namespace stormbench::storming
