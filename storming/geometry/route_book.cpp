// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/route_book.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stormbench::storming {

namespace {

constexpr qreal kAside = 0.05;  // share of a side between ports where no edge was expected
// Places are seen from a note in steps as fine as this, so that a whole that has moved looks the
// same though sums of large numbers are not exact.
constexpr qreal kGrain = 1.0 / 256;

template <typename T> void sortOnce(std::vector<T>& values)
{
    std::ranges::sort(values);
    values.erase(std::ranges::unique(values).begin(), values.end());
}

qreal inGrains(qreal place)
{
    return std::round(place / kGrain) * kGrain;
}

QRectF seenFrom(QPointF origin, const QRectF& rect)
{
    return {inGrains(rect.left() - origin.x()), inGrains(rect.top() - origin.y()),
        inGrains(rect.width()), inGrains(rect.height())};
}

QRectF around(const QRectF& rect, qreal by)
{
    return rect.adjusted(-by, -by, by, by);
}

bool meet(const QRectF& a, const QRectF& b)
{
    return a.left() <= b.right() && b.left() <= a.right() && a.top() <= b.bottom()
        && b.top() <= a.bottom();
}

// A place on the board.
Route placed(Route route, QPointF origin)
{
    for (QPointF& point : route.points)
        point += origin;
    route.corridor.translate(origin);
    for (QRectF& area : route.looked)
        area.translate(origin);
    return route;
}

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

RouteChanges RouteBook::follow(const EdgeIndex& edges, const EdgeChanges& changes)
{
    dropUndrawn(edges, changes);
    const std::optional<Shift> shift = Shift::of(changes.moves);
    RouteChanges result;
    if (shift) {
        result.by = shift->by();
        result.shifted = carriedBy(edges, *shift);
    }
    findMet(edges, changes, result.shifted, result.stale);
    const Notes touched = touchedBy(edges, changes, shift);
    for (const NoteId note : touched)
        placePorts(edges, note);
    for (const NoteId note : touched)
        renewRequests(edges, note, result.stale);
    for (const EdgeChanges::Move& move : changes.moves) {
        for (const NoteId other : edges.neighbours(move.note)) {
            if (shift && shift->takes(other))
                continue;
            result.stale.push_back({move.note, other});
            result.stale.push_back({other, move.note});
        }
    }
    for (const EdgeKey& key : result.shifted)
        if (!isStale(key) && !isCarriedWhole(edges, *shift, key))
            result.stale.push_back(key);
    markStale(result.stale);
    for (const EdgeKey& key : result.shifted)
        if (!isStale(key))
            m_corridors.set(key, m_corridors.rect(key)->translated(result.by));
    return result;
}

/// Those with both ends among the notes of a shift.
RouteBook::Keys RouteBook::carriedBy(const EdgeIndex& edges, const Shift& shift) const
{
    Keys carried;
    for (const NoteId note : shift.notes())
        for (const NoteId other : edges.neighbours(note))
            if (shift.takes(other) && m_entries.contains({note, other}))
                carried.push_back({note, other});
    return carried;
}

// Whether nothing that stayed has a part in its route, where it was or where it is.
bool RouteBook::isCarriedWhole(const EdgeIndex& edges, const Shift& shift, EdgeKey key) const
{
    if (shift.notes().size() == edges.places().size())
        return true;
    const QRectF corridor = *m_corridors.rect(key);
    const auto stays = [&](NoteId note, const QRectF&) { return !shift.takes(note); };
    return !edges.places().anyIn(corridor, stays)
        && !edges.places().anyIn(corridor.translated(shift.by()), stays);
}

// Whether a note in the corridor of an edge may have counted when it was routed.
bool RouteBook::hadPartIn(
    const EdgeIndex& edges, EdgeKey key, const QRectF& corridor, const QRectF& note) const
{
    if (corridor.width() + corridor.height() <= kWideCorridor)
        return true;
    const auto entry = m_entries.find(key);
    const QRectF* from = edges.places().rect(key.first);
    if (entry == m_entries.end() || !from || entry->second.route.looked.empty())
        return true;
    const QRectF seen = around(seenFrom(from->topLeft(), note), kGrain);
    return std::ranges::any_of(
        entry->second.route.looked, [&](const QRectF& area) { return meet(area, seen); });
}

// Adds the edges that notes came to or left, but for those that went along.
void RouteBook::findMet(
    const EdgeIndex& edges, const EdgeChanges& changes, const Keys& carried, Keys& stale) const
{
    if (carried.size() == m_entries.size())
        return;
    for (const EdgeChanges::Move& move : changes.moves) {
        for (const auto& rect : {move.before, move.after}) {
            if (!rect)
                continue;
            (void)m_corridors.anyIn(*rect, [&](const EdgeKey& key, const QRectF& corridor) {
                if (!std::ranges::binary_search(carried, key)
                    && hadPartIn(edges, key, corridor, *rect))
                    stale.push_back(key);
                return false;
            });
        }
    }
}

// The notes whose ports may have changed.
RouteBook::Notes RouteBook::touchedBy(
    const EdgeIndex& edges, const EdgeChanges& changes, const std::optional<Shift>& shift)
{
    Notes touched;
    for (const auto* keys : {&changes.added, &changes.changed, &changes.removed})
        for (const EdgeKey& key : *keys)
            touched.insert(touched.end(), {key.first, key.second});
    for (const EdgeChanges::Move& move : changes.moves) {
        const std::size_t before = touched.size();
        for (const NoteId other : edges.neighbours(move.note))
            if (!shift || !shift->takes(other))
                touched.push_back(other);
        if (touched.size() > before)
            touched.push_back(move.note);
    }
    sortOnce(touched);
    return touched;
}

void RouteBook::markStale(Keys& stale)
{
    sortOnce(stale);
    std::erase_if(stale, [&](const EdgeKey& key) {
        const auto entry = m_entries.find(key);
        if (entry == m_entries.end())
            return true;
        entry->second.stale = true;
        return false;
    });
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
        const QRectF seen = seenFrom(rect->topLeft(), *there);
        const Side side = sideTowards(seenFrom(rect->topLeft(), *rect), seen);
        const qreal place = isUpright(side) ? seen.center().y() : seen.center().x();
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

void RouteBook::renewRequests(const EdgeIndex& edges, NoteId note, Keys& stale)
{
    const auto renew = [&](EdgeKey key) {
        const auto found = m_entries.find(key);
        const QRectF* from = edges.places().rect(key.first);
        const QRectF* to = edges.places().rect(key.second);
        if (found == m_entries.end() || !from || !to)
            return;
        Entry& entry = found->second;
        RouteRequest request{seenFrom(from->topLeft(), *from), seenFrom(from->topLeft(), *to),
            entry.from.ports, entry.to.ports, 0};
        // Those that fan out or in take lanes in turn; others one by chance, the same every time.
        const End& wider = entry.from.count >= entry.to.count ? entry.from : entry.to;
        request.lane = wider.count > 1
            ? wider.rank % kLanes
            : static_cast<int>((key.first.value() * 3 + key.second.value()) % kLanes);
        if (request == entry.request && !entry.stale)
            return;
        entry.request = request;
        stale.push_back(key);
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

Route RouteBook::route(const EdgeIndex& edges, EdgeKey key)
{
    Entry& entry = m_entries[key];
    const QRectF* from = edges.places().rect(key.first);
    if (!from)
        return {};
    const QPointF origin = from->topLeft();
    if (!entry.stale)
        return placed(entry.route, origin);
    entry.route = storming::route(entry.request, [&](const QRectF& area) {
        std::vector<QRectF> rects;
        const QRectF onBoard = around(area.translated(origin), kGrain);
        (void)edges.places().anyIn(onBoard, [&](NoteId id, const QRectF& rect) {
            const QRectF seen = seenFrom(origin, rect);
            if (id != key.first && id != key.second && meet(area, seen))
                rects.push_back(seen);
            return false;
        });
        return rects;
    });
    entry.stale = false;
    m_corridors.set(key, around(entry.route.corridor.translated(origin), kGrain));
    return placed(entry.route, origin);
}

}  // namespace stormbench::storming
