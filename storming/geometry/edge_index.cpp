// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/edge_index.h"

#include "storming/geometry/snap.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

// Sums of large numbers are not exact: a little more than the reach.
constexpr qreal kReach = kTouchReach + 1;

EdgeKey unordered(NoteId a, NoteId b)
{
    return std::minmax(a, b);
}

void sortOnce(std::vector<EdgeKey>& pairs)
{
    std::ranges::sort(pairs);
    pairs.erase(std::ranges::unique(pairs).begin(), pairs.end());
}

}  // namespace

void EdgeIndex::reset(const Board& board)
{
    *this = EdgeIndex();
    (void)readEverything(board);
}

EdgeChanges EdgeIndex::readEverything(const Board& board)
{
    EdgeIndex before = std::move(*this);
    *this = EdgeIndex();
    m_method = board.settings().method;
    for (const auto& [id, note] : board.notes()) {
        m_places.set(id, note.rect);
        m_kinds.emplace(id, note.kind);
    }
    Pairs ignored;
    for (const auto& [id, connector] : board.connectors())
        readConnector(connector, ignored);

    EdgeChanges changes;
    for (const Edge& edge : storming::edges(board))
        put({edge.from, edge.to}, edge, changes);
    changes = {};
    for (const auto& [key, edge] : m_edges) {
        const auto known = before.m_edges.find(key);
        if (known == before.m_edges.end())
            changes.added.push_back(key);
        else if (known->second != edge)
            changes.changed.push_back(key);
    }
    for (const auto& [key, edge] : before.m_edges)
        if (!m_edges.contains(key))
            changes.removed.push_back(key);
    return changes;
}

EdgeChanges EdgeIndex::update(const Board& board, const ChangeSet& changed)
{
    EdgeChanges changes;
    Pairs stale;
    Pairs moved;
    for (const NoteId id : changed.removedNotes)
        forgetNote(id, stale, changes);
    for (const auto* ids : {&changed.addedNotes, &changed.changedNotes})
        for (const NoteId id : *ids)
            if (const Note* note = board.note(id))
                readNote(*note, stale, moved, changes);
    for (const ConnectorId id : changed.removedConnectors)
        forgetConnector(id, stale);
    for (const auto* ids : {&changed.addedConnectors, &changed.changedConnectors})
        for (const ConnectorId id : *ids)
            if (const Connector* connector = board.connector(id))
                readConnector(*connector, stale);

    if (board.settings().method != m_method) {
        EdgeChanges all = readEverything(board);
        all.moves = std::move(changes.moves);
        return all;
    }
    sortOnce(moved);
    // Where an arrow is drawn, the notes' places do not matter.
    std::erase_if(moved, [&](EdgeKey pair) {
        return isDrawn(pair) || isDrawn({pair.second, pair.first});
    });
    stale.insert(stale.end(), moved.begin(), moved.end());
    sortOnce(stale);
    for (const EdgeKey& pair : stale)
        settle(board, pair, changes);
    return changes;
}

void EdgeIndex::readNote(const Note& note, Pairs& stale, Pairs& moved, EdgeChanges& changes)
{
    const QRectF* known = m_places.rect(note.id);
    const bool isMove = !known || *known != note.rect;
    const bool isSame = known && m_kinds.at(note.id) == note.kind;
    if (!isMove && isSame)
        return;
    Pairs& pairs = isSame ? moved : stale;
    markNeighbours(note.id, pairs);
    if (isMove) {
        changes.moves.push_back({note.id, known ? std::optional(*known) : std::nullopt, note.rect});
        m_places.set(note.id, note.rect);
    }
    if (!isSame)
        m_kinds[note.id] = note.kind;
    const QRectF near = note.rect.adjusted(-kReach, -kReach, kReach, kReach);
    (void)m_places.anyIn(near, [&](NoteId other, const QRectF&) {
        if (other != note.id)
            pairs.push_back(unordered(note.id, other));
        return false;
    });
}

void EdgeIndex::forgetNote(NoteId id, Pairs& stale, EdgeChanges& changes)
{
    const QRectF* known = m_places.rect(id);
    if (!known)
        return;
    markNeighbours(id, stale);
    changes.moves.push_back({id, *known, std::nullopt});
    m_places.remove(id);
    m_kinds.erase(id);
}

void EdgeIndex::readConnector(const Connector& connector, Pairs& stale)
{
    forgetConnector(connector.id, stale);
    const EdgeKey ends{connector.from, connector.to};
    m_connectors[ends].insert(connector.id);
    m_ends[connector.id] = ends;
    stale.push_back(unordered(connector.from, connector.to));
}

void EdgeIndex::forgetConnector(ConnectorId id, Pairs& stale)
{
    const auto known = m_ends.find(id);
    if (known == m_ends.end())
        return;
    const EdgeKey ends = known->second;
    m_ends.erase(known);
    auto& same = m_connectors[ends];
    same.erase(id);
    if (same.empty())
        m_connectors.erase(ends);
    stale.push_back(unordered(ends.first, ends.second));
}

void EdgeIndex::markNeighbours(NoteId id, Pairs& stale) const
{
    for (const NoteId other : neighbours(id))
        stale.push_back(unordered(id, other));
}

std::optional<Edge> EdgeIndex::drawn(const Board& board, EdgeKey key) const
{
    const auto found = m_connectors.find(key);
    const Note* from = board.note(key.first);
    const Note* to = board.note(key.second);
    if (found == m_connectors.end() || !from || !to)
        return std::nullopt;
    const Connector* connector = board.connector(*found->second.begin());
    if (!connector)
        return std::nullopt;
    return Edge{from->id, to->id, from->kind, to->kind, EdgeOrigin::Connector, connector->id,
        connector->label, m_method};
}

bool EdgeIndex::isDrawn(EdgeKey key) const
{
    const Edge* known = edge(key.first, key.second);
    return known && known->origin == EdgeOrigin::Connector;
}

void EdgeIndex::settle(const Board& board, EdgeKey pair, EdgeChanges& changes)
{
    const EdgeKey back{pair.second, pair.first};
    std::optional<Edge> there = drawn(board, pair);
    std::optional<Edge> andBack = pair == back ? std::nullopt : drawn(board, back);
    const Note* a = board.note(pair.first);
    const Note* b = board.note(pair.second);
    if (!there && !andBack && a && b && a != b) {
        const auto inferred = adjacencyEdge(*a, *b, m_method);
        if (inferred && inferred->from == a->id)
            there = inferred;
        else
            andBack = inferred;
    }
    put(pair, there, changes);
    if (pair != back)
        put(back, andBack, changes);
}

void EdgeIndex::put(EdgeKey key, const std::optional<Edge>& wanted, EdgeChanges& changes)
{
    const auto known = m_edges.find(key);
    if (!wanted) {
        if (known == m_edges.end())
            return;
        m_edges.erase(known);
        changes.removed.push_back(key);
        if (!m_edges.contains({key.second, key.first})) {
            m_neighbours[key.first].erase(key.second);
            m_neighbours[key.second].erase(key.first);
        }
        return;
    }
    if (known == m_edges.end()) {
        m_edges.emplace(key, *wanted);
        m_neighbours[key.first].insert(key.second);
        m_neighbours[key.second].insert(key.first);
        changes.added.push_back(key);
    } else if (known->second != *wanted) {
        known->second = *wanted;
        changes.changed.push_back(key);
    }
}

const Edge* EdgeIndex::edge(NoteId from, NoteId to) const
{
    const auto found = m_edges.find({from, to});
    return found == m_edges.end() ? nullptr : &found->second;
}

const std::set<NoteId>& EdgeIndex::neighbours(NoteId note) const
{
    static const std::set<NoteId> none;
    const auto found = m_neighbours.find(note);
    return found == m_neighbours.end() ? none : found->second;
}

std::vector<NoteId> EdgeIndex::after(NoteId note) const
{
    std::vector<NoteId> found;
    for (const NoteId other : neighbours(note))
        if (edge(note, other))
            found.push_back(other);
    return found;
}

std::vector<NoteId> EdgeIndex::before(NoteId note) const
{
    std::vector<NoteId> found;
    for (const NoteId other : neighbours(note))
        if (edge(other, note))
            found.push_back(other);
    return found;
}

}  // namespace stormbench::storming
