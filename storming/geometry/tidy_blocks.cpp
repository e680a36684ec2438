// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/tidy_blocks.h"

#include "storming/geometry/snap.h"

#include <algorithm>
#include <deque>

namespace stormbench::storming {

namespace {

constexpr qreal kAttached = 60;  // an annotation this near to a note belongs to it

using Rects = std::map<NoteId, QRectF>;
using Neighbours = std::map<NoteId, std::set<NoteId>>;
using Pairs = std::set<std::pair<NoteId, NoteId>>;

Neighbours touching(const std::vector<Edge>& edges)
{
    Neighbours neighbours;
    for (const Edge& edge : edges) {
        if (edge.origin != EdgeOrigin::Adjacency)
            continue;
        neighbours[edge.from].insert(edge.to);
        neighbours[edge.to].insert(edge.from);
    }
    return neighbours;
}

qreal gapBetween(qreal fromA, qreal toA, qreal fromB, qreal toB)
{
    return std::max(fromA, fromB) - std::min(toA, toB);
}

// Beside or below its neighbour, as it was, but exactly.
QRectF straightBeside(const QRectF& placed, const QRectF& neighbour, const QRectF& rect)
{
    const qreal across = gapBetween(neighbour.left(), neighbour.right(), rect.left(), rect.right());
    const qreal down = gapBetween(neighbour.top(), neighbour.bottom(), rect.top(), rect.bottom());
    QRectF result = rect;
    result.moveCenter(placed.center());
    if (across >= down) {
        if (rect.center().x() >= neighbour.center().x())
            result.moveLeft(placed.right() + kNoteGap);
        else
            result.moveRight(placed.left() - kNoteGap);
    } else if (rect.center().y() >= neighbour.center().y()) {
        result.moveTop(placed.bottom() + kNoteGap);
    } else {
        result.moveBottom(placed.top() - kNoteGap);
    }
    return result;
}

// From the smallest id along the touching sides, so that a straight block stays as it is.
Rects straightened(const Board& board, const Rects& rects, const Neighbours& neighbours)
{
    Rects placed{*rects.begin()};
    std::deque<NoteId> next{rects.begin()->first};
    for (; !next.empty(); next.pop_front()) {
        const NoteId from = next.front();
        const auto around = neighbours.find(from);
        if (around == neighbours.end())
            continue;
        for (const NoteId id : around->second) {
            if (placed.contains(id))
                continue;
            placed[id]
                = straightBeside(placed.at(from), board.note(from)->rect, board.note(id)->rect);
            next.push_back(id);
        }
    }
    return placed;
}

Pairs edgesAmong(const Board& board, const Rects& rects)
{
    Pairs pairs;
    for (auto a = rects.begin(); a != rects.end(); ++a) {
        Note first = *board.note(a->first);
        first.rect = a->second;
        for (auto b = std::next(a); b != rects.end(); ++b) {
            Note second = *board.note(b->first);
            second.rect = b->second;
            if (const auto edge = adjacencyEdge(first, second, board.settings().method))
                pairs.emplace(edge->from, edge->to);
        }
    }
    return pairs;
}

bool overlap(const Rects& rects)
{
    for (auto a = rects.begin(); a != rects.end(); ++a)
        for (auto b = std::next(a); b != rects.end(); ++b)
            if (a->second.intersects(b->second))
                return true;
    return false;
}

qreal distance(const QRectF& a, const QRectF& b)
{
    return std::max({gapBetween(a.left(), a.right(), b.left(), b.right()),
        gapBetween(a.top(), a.bottom(), b.top(), b.bottom()), 0.0});
}

// The note that an annotation hangs on.
NoteId hostOf(const Note& annotation, const Board& board, const std::set<NoteId>& notes)
{
    NoteId host;
    qreal nearest = kAttached;
    for (const NoteId id : notes) {
        const Note& note = *board.note(id);
        const qreal far = distance(annotation.rect, note.rect);
        if (!isAnnotation(note.kind) && far < nearest) {
            host = id;
            nearest = far;
        }
    }
    return host;
}

class BlockFinder {
public:
    BlockFinder(const Board& board, const std::vector<Edge>& edges, const std::set<NoteId>& notes)
        : m_board(board)
        , m_notes(notes)
        , m_touching(touching(edges))
    {
        for (const NoteId id : notes)
            if (const Note& note = *board.note(id); isAnnotation(note.kind))
                if (const NoteId host = hostOf(note, board, notes); host.isValid())
                    m_guests[host].push_back(id);
        for (const auto& [host, guests] : m_guests)
            m_seen.insert(guests.begin(), guests.end());
    }

    std::vector<TidyBlock> find()
    {
        std::vector<TidyBlock> blocks;
        for (const NoteId id : m_notes) {
            if (m_seen.contains(id))
                continue;
            const Rects rects = component(id);
            const auto isOurs = [&](const auto& entry) { return m_notes.contains(entry.first); };
            if (std::ranges::all_of(rects, isOurs))
                blocks.push_back(blockOf(rects));
        }
        return blocks;
    }

private:
    Rects component(NoteId start)
    {
        Rects rects;
        std::vector<NoteId> open{start};
        while (!open.empty()) {
            const NoteId id = open.back();
            open.pop_back();
            if (!rects.emplace(id, m_board.note(id)->rect).second)
                continue;
            m_seen.insert(id);
            if (const auto around = m_touching.find(id); around != m_touching.end())
                open.insert(open.end(), around->second.begin(), around->second.end());
        }
        return rects;
    }

    [[nodiscard]] TidyBlock blockOf(const Rects& rects) const
    {
        TidyBlock block;
        block.id = rects.begin()->first;
        block.notes = straightened(m_board, rects, m_touching);
        if (block.notes.size() != rects.size() || overlap(block.notes)
            || edgesAmong(m_board, block.notes) != edgesAmong(m_board, rects))
            block.notes = rects;
        const auto first = std::ranges::min_element(block.notes,
            [](const auto& a, const auto& b) { return a.second.left() < b.second.left(); });
        block.line = first->second.center().y();
        for (const auto& [id, rect] : Rects(block.notes))
            if (const auto guests = m_guests.find(id); guests != m_guests.end())
                for (const NoteId guest : guests->second)
                    block.notes[guest] = m_board.note(guest)->rect.translated(
                        rect.center() - m_board.note(id)->rect.center());
        for (const auto& [id, rect] : block.notes)
            block.bounds |= rect;
        return block;
    }

    const Board& m_board;
    const std::set<NoteId>& m_notes;
    Neighbours m_touching;
    std::map<NoteId, std::vector<NoteId>> m_guests;
    std::set<NoteId> m_seen;
};

}  // namespace

std::vector<TidyBlock> tidyBlocks(
    const Board& board, const std::vector<Edge>& edges, const std::set<NoteId>& notes)
{
    return BlockFinder(board, edges, notes).find();
}

}  // namespace stormbench::storming
