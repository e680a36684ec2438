// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/edge_items.h"

#include <QElapsedTimer>
#include <QGraphicsScene>

namespace stormbench::storming {
namespace {

// Routes that are made before anything is painted; more as far as a slice of time allows.
constexpr std::size_t kAtOnce = 40;
constexpr std::size_t kAtOnceWhenOpened = 1000;
constexpr qint64 kSliceMs = 6;

}  // namespace

EdgeItems::EdgeItems(QGraphicsScene& scene)
    : m_scene(scene)
{
    m_later.setInterval(0);
    connect(&m_later, &QTimer::timeout, this, [this] { routeSome(1); });
}

void EdgeItems::reset(const Board& board)
{
    for (const auto& [key, item] : m_items)
        delete item;
    m_items.clear();
    m_waiting.clear();
    m_index.reset(board);
    m_routes.reset(m_index);
    for (const auto& [key, edge] : m_index.edges()) {
        readItem(key);
        if (edge.origin == EdgeOrigin::Adjacency)
            routeItem(key);
        else
            m_waiting.insert(m_waiting.end(), key);
    }
    routeSome(kAtOnceWhenOpened);
    showWaiting();
}

void EdgeItems::follow(const Board& board, const ChangeSet& changes)
{
    const EdgeChanges edges = m_index.update(board, changes);
    if (edges.isEmpty())
        return;
    for (const EdgeKey& key : edges.removed)
        removeItem(key);
    for (const auto* keys : {&edges.added, &edges.changed})
        for (const EdgeKey& key : *keys)
            readItem(key);
    updateSeams(edges);
    const std::vector<EdgeKey> stale = m_routes.follow(m_index, edges);
    m_waiting.insert(stale.begin(), stale.end());
    moveAlong(edges);
    routeSome(kAtOnce);
    showWaiting();
}

void EdgeItems::readItem(EdgeKey key)
{
    const Edge* edge = m_index.edge(key.first, key.second);
    if (!edge)
        return;
    EdgeItem*& item = m_items[key];
    if (item) {
        item->read(*edge);
    } else {
        item = new EdgeItem(*edge);
        m_scene.addItem(item);
    }
}

void EdgeItems::removeItem(EdgeKey key)
{
    m_waiting.erase(key);
    if (const auto found = m_items.find(key); found != m_items.end()) {
        delete found->second;
        m_items.erase(found);
    }
}

// Signs between touching notes cost nothing: they never wait.
void EdgeItems::updateSeams(const EdgeChanges& changes)
{
    std::set<EdgeKey> seams(changes.added.begin(), changes.added.end());
    seams.insert(changes.changed.begin(), changes.changed.end());
    for (const EdgeChanges::Move& move : changes.moves) {
        for (const NoteId other : m_index.neighbours(move.note)) {
            seams.insert({move.note, other});
            seams.insert({other, move.note});
        }
    }
    for (const EdgeKey& key : seams)
        if (const Edge* edge = m_index.edge(key.first, key.second);
            edge && edge->origin == EdgeOrigin::Adjacency)
            routeItem(key);
}

// An arrow whose ends both moved by the same way keeps its form until its turn comes.
void EdgeItems::moveAlong(const EdgeChanges& changes)
{
    std::map<NoteId, QPointF> moved;
    for (const EdgeChanges::Move& move : changes.moves)
        if (move.before && move.after)
            moved.emplace(move.note, move.after->topLeft() - move.before->topLeft());
    for (const EdgeKey& key : m_waiting) {
        const auto from = moved.find(key.first);
        const auto to = moved.find(key.second);
        if (from == moved.end() || to == moved.end() || from->second != to->second)
            continue;
        if (EdgeItem* found = item(key))
            found->setRoute(translated(found->route(), from->second));
    }
}

void EdgeItems::routeItem(EdgeKey key)
{
    EdgeItem* found = item(key);
    const QRectF* from = m_index.places().rect(key.first);
    const QRectF* to = m_index.places().rect(key.second);
    if (!found || !from || !to)
        return;
    if (found->edge().origin == EdgeOrigin::Adjacency)
        found->setRoute(routeAcrossSeam(*from, *to));
    else
        found->setRoute(painted(m_routes.route(m_index, key)));
}

void EdgeItems::settle()
{
    routeSome(m_waiting.size());
}

void EdgeItems::routeSome(std::size_t atLeast)
{
    QElapsedTimer clock;
    clock.start();
    for (std::size_t count = 0;
         !m_waiting.empty() && (count < atLeast || clock.elapsed() < kSliceMs); ++count)
        routeItem(m_waiting.extract(m_waiting.begin()).value());
    if (!m_waiting.empty()) {
        m_later.start();
    } else if (m_later.isActive()) {
        m_later.stop();
        emit rerouted();
    }
}

// An arrow without a route yet takes the direct way.
void EdgeItems::showWaiting()
{
    for (const EdgeKey& key : m_waiting) {
        EdgeItem* found = item(key);
        const QRectF* from = m_index.places().rect(key.first);
        const QRectF* to = m_index.places().rect(key.second);
        if (found && from && to && found->route().path.isEmpty())
            found->setRoute(painted(Route{{from->center(), to->center()}, true, 0, {}}));
    }
}

EdgeItem* EdgeItems::item(EdgeKey key) const
{
    const auto found = m_items.find(key);
    return found == m_items.end() ? nullptr : found->second;
}

ConnectorId EdgeItems::connectorAt(QPointF point, qreal reach) const
{
    for (const auto& [key, item] : m_items)
        if (item->edge().connector.isValid() && item->isNear(point, reach))
            return item->edge().connector;
    return {};
}

}  // namespace stormbench::storming
