// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/route_book.h"

#include <algorithm>
#include <array>

namespace stormbench::storming {

namespace {

constexpr qreal kAside = 0.05;  // share of a side between ports where no edge was expected

bool isDrawn(const Edge* edge)
{
    return edge && edge->origin == EdgeOrigin::Connector;
}

// The side of a note that faces another one.
Side sideTowards(const QRectF& note, const QRectF& other)
{
    const qreal right = other.left() - note.right();
    const qreal left = note.left() - other.right();
    const qreal down = other.top() - note.bottom();
    const qreal up = note.top() - other.bottom();
    if (std::max(right, left) >= std::max(up, down))
        return right >= left ? Side::Right : Side::Left;
    return down >= up ? Side::Bottom : Side::Top;
}

/// An edge as one of its notes sees it.
struct Outlook {
    EdgeKey key;
    bool leaves;
    Side side;
    qreal place;  ///< of the other note, along the side
};

Ports portsOf(Side side, int rank, int count)
{
    Ports ports;
    const int aside = (rank + 1) / 2 * (rank % 2 == 0 ? 1 : -1) % 4;
    for (qreal& share : ports.share)
        share = 0.5 + aside * kAside;
    ports.of(side) = (rank + 1.0) / (count + 1.0);
    return ports;
}

}  // namespace

void RouteBook::reset(const EdgeIndex& edges)
{
    *this = RouteBook();
    EdgeChanges all;
    for (const auto& [key, edge] : edges.edges())
        if (isDrawn(&edge))
            all.added.push_back(key);
    (void)follow(edges, all);
}

std::vector<EdgeKey> RouteBook::follow(const EdgeIndex& edges, const EdgeChanges& changes)
{
    std::set<EdgeKey> stale;
    std::set<NoteId> touched;  // notes whose ports may have changed
    for (const auto* keys : {&changes.added, &changes.changed, &changes.removed})
        for (const EdgeKey& key : *keys)
            touched.insert({key.first, key.second});
    for (const EdgeChanges::Move& move : changes.moves) {
        touched.insert(move.note);
        for (const NoteId other : edges.neighbours(move.note))
            touched.insert(other);
        for (const auto& rect : {move.before, move.after})
            if (rect)
                for (const EdgeKey& key : m_corridors.in(*rect))
                    stale.insert(key);
    }
    dropUndrawn(edges, changes);
    for (const NoteId note : touched)
        placePorts(edges, note);
    for (const NoteId note : touched)
        renewRequests(edges, note, stale);
    std::vector<EdgeKey> result;
    for (const EdgeKey& key : stale) {
        if (const auto entry = m_entries.find(key); entry != m_entries.end()) {
            entry->second.stale = true;
            result.push_back(key);
        }
    }
    return result;
}

void RouteBook::dropUndrawn(const EdgeIndex& edges, const EdgeChanges& changes)
{
    for (const auto* keys : {&changes.removed, &changes.changed}) {
        for (const EdgeKey& key : *keys) {
            if (isDrawn(edges.edge(key.first, key.second)))
                continue;
            m_entries.erase(key);
            m_corridors.remove(key);
        }
    }
}

// Shares the sides of a note out among its drawn edges.
void RouteBook::placePorts(const EdgeIndex& edges, NoteId note)
{
    const QRectF* rect = edges.places().rect(note);
    if (!rect)
        return;
    std::vector<Outlook> outlooks;
    for (const NoteId other : edges.neighbours(note)) {
        const QRectF* there = edges.places().rect(other);
        if (!there)
            continue;
        const Side side = sideTowards(*rect, *there);
        const qreal place = isUpright(side) ? there->center().y() : there->center().x();
        if (isDrawn(edges.edge(note, other)))
            outlooks.push_back({{note, other}, true, side, place});
        if (isDrawn(edges.edge(other, note)))
            outlooks.push_back({{other, note}, false, side, place});
    }
    std::ranges::sort(outlooks, [](const Outlook& a, const Outlook& b) {
        return std::tie(a.side, a.place, a.key) < std::tie(b.side, b.place, b.key);
    });
    for (auto first = outlooks.begin(); first != outlooks.end();) {
        const auto last = std::find_if(
            first, outlooks.end(), [&](const Outlook& other) { return other.side != first->side; });
        const int count = static_cast<int>(last - first);
        for (int rank = 0; first != last; ++first, ++rank) {
            Entry& entry = m_entries[first->key];
            End& end = first->leaves ? entry.from : entry.to;
            end.rank = rank;
            end.count = count;
            end.ports = portsOf(first->side, rank, count);
        }
    }
}

void RouteBook::renewRequests(const EdgeIndex& edges, NoteId note, std::set<EdgeKey>& stale)
{
    const auto renew = [&](EdgeKey key) {
        const auto found = m_entries.find(key);
        const QRectF* from = edges.places().rect(key.first);
        const QRectF* to = edges.places().rect(key.second);
        if (found == m_entries.end() || !from || !to)
            return;
        Entry& entry = found->second;
        RouteRequest request{*from, *to, entry.from.ports, entry.to.ports, 0};
        // Those that fan out or in take lanes in turn; others one by chance, the same every time.
        const End& wider = entry.from.count >= entry.to.count ? entry.from : entry.to;
        request.lane = wider.count > 1
            ? wider.rank % kLanes
            : static_cast<int>((key.first.value() * 3 + key.second.value()) % kLanes);
        if (request == entry.request && !entry.stale)
            return;
        entry.request = request;
        stale.insert(key);
    };
    for (const NoteId other : edges.neighbours(note)) {
        renew({note, other});
        renew({other, note});
    }
}

bool RouteBook::isStale(EdgeKey key) const
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() || found->second.stale;
}

const Route& RouteBook::route(const EdgeIndex& edges, EdgeKey key)
{
    Entry& entry = m_entries[key];
    if (!entry.stale)
        return entry.route;
    entry.route = storming::route(entry.request, [&](const QRectF& area) {
        std::vector<QRectF> rects;
        for (const NoteId id : edges.places().in(area))
            if (id != key.first && id != key.second)
                rects.push_back(*edges.places().rect(id));
        return rects;
    });
    entry.stale = false;
    m_corridors.set(key, entry.route.corridor);
    return entry.route;
}

}  // namespace stormbench::storming
