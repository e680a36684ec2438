// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/edge_items.h"

#include "storming/scene/painted_layer.h"

#include <QElapsedTimer>
#include <QGraphicsScene>
#include <QPainter>

#include <algorithm>

namespace stormbench::storming {
namespace {

// Routes that are made before anything is painted; more as far as a slice of time allows.
constexpr std::size_t kAtOnce = 40;
constexpr std::size_t kAtOnceWhenOpened = 1000;
constexpr qint64 kSliceMs = 6;

constexpr qreal kArrowLevel = 50;        // below the notes
constexpr qreal kSeamLevel = 2'000'000;  // above: the sign laps over both papers

bool isSeam(const EdgeItem& item)
{
    return item.edge().origin == EdgeOrigin::Adjacency;
}

}  // namespace

EdgeItems::EdgeItems(QGraphicsScene& scene)
    : m_scene(scene)
    , m_arrows(new PaintedLayer(kArrowLevel,
          [this](QPainter& painter, const Exposed& exposed) { paint(painter, exposed, false); }))
    , m_seams(new PaintedLayer(kSeamLevel,
          [this](QPainter& painter, const Exposed& exposed) { paint(painter, exposed, true); }))
{
    m_scene.addItem(m_arrows);
    m_scene.addItem(m_seams);
    m_later.setInterval(0);
    connect(&m_later, &QTimer::timeout, this, [this] { routeSome(1); });
}

EdgeItems::~EdgeItems() = default;

void EdgeItems::reset(const Board& board)
{
    m_items.clear();
    m_waiting.clear();
    m_places.clear();
    m_moved.clear();
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
    const RouteChanges routes = m_routes.follow(m_index, edges);
    m_waiting.insert(routes.stale.begin(), routes.stale.end());
    moveAlong(routes);
    if (m_moved.size() > m_items.size()) {
        std::ranges::sort(m_moved);
        m_moved.erase(std::ranges::unique(m_moved).begin(), m_moved.end());
    }
    routeSome(kAtOnce);
    showWaiting();
}

void EdgeItems::readItem(EdgeKey key)
{
    const Edge* edge = m_index.edge(key.first, key.second);
    if (!edge)
        return;
    std::unique_ptr<EdgeItem>& item = m_items[key];
    if (item)
        change(key, *item, [&](EdgeItem& known) { return known.read(*edge); });
    else
        item = std::make_unique<EdgeItem>(*edge);
}

// Has painted anew what a change makes look otherwise.
template <typename Change> void EdgeItems::change(EdgeKey key, EdgeItem& item, Change change)
{
    const QRectF before = item.drawnRect();
    if (!change(item))
        return;
    m_scene.update(before);
    if (const QRectF after = item.drawnRect(); after != before) {
        m_scene.update(after);
        m_moved.push_back(key);
    }
}

void EdgeItems::removeItem(EdgeKey key)
{
    m_waiting.erase(key);
    if (const auto found = m_items.find(key); found != m_items.end()) {
        m_scene.update(found->second->drawnRect());
        m_places.remove(key);
        m_items.erase(found);
    }
}

// Signs between touching notes cost nothing: they never wait.
void EdgeItems::updateSeams(const EdgeChanges& changes)
{
    const auto update = [this](EdgeKey key) {
        if (const Edge* edge = m_index.edge(key.first, key.second);
            edge && edge->origin == EdgeOrigin::Adjacency)
            routeItem(key);
    };
    std::ranges::for_each(changes.added, update);
    std::ranges::for_each(changes.changed, update);
    for (const EdgeChanges::Move& move : changes.moves) {
        for (const NoteId other : m_index.neighbours(move.note)) {
            update({move.note, other});
            update({other, move.note});
        }
    }
}

// An arrow whose ends went the same way keeps its form, for good or until its turn comes.
void EdgeItems::moveAlong(const RouteChanges& changes)
{
    for (const EdgeKey& key : changes.shifted) {
        if (EdgeItem* found = item(key))
            change(key, *found, [&](EdgeItem& known) {
                known.shift(changes.by);
                return true;
            });
    }
}

void EdgeItems::routeItem(EdgeKey key)
{
    EdgeItem* found = item(key);
    const QRectF* from = m_index.places().rect(key.first);
    const QRectF* to = m_index.places().rect(key.second);
    if (!found || !from || !to)
        return;
    change(key, *found, [&](EdgeItem& known) {
        known.setRoute(
            isSeam(known) ? routeAcrossSeam(*from, *to) : painted(m_routes.route(m_index, key)));
        return true;
    });
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
        if (!found || !from || !to || !found->route().path.isEmpty())
            continue;
        change(key, *found, [&](EdgeItem& known) {
            known.setRoute(painted(Route{{from->center(), to->center()}, true, 0, {}, {}}));
            return true;
        });
    }
}

EdgeItem* EdgeItems::item(EdgeKey key) const
{
    const auto found = m_items.find(key);
    return found == m_items.end() ? nullptr : found->second.get();
}

ConnectorId EdgeItems::connectorAt(QPointF point, qreal reach) const
{
    placeMoved();
    const QPointF corner(reach, reach);
    for (const EdgeKey& key : m_places.in(QRectF(point - corner, point + corner)))
        if (const EdgeItem* found = item(key);
            found->edge().connector.isValid() && found->isNear(point, reach))
            return found->edge().connector;
    return {};
}

// Neither marks nor what flows changes where an arrow lies.
void EdgeItems::setMarks(const std::set<ConnectorId>& selected, ConnectorId hovered)
{
    for (const auto& [key, item] : m_items) {
        const ConnectorId id = item->edge().connector;
        if (item->setMarks(selected.contains(id), id.isValid() && id == hovered))
            m_scene.update(item->drawnRect());
    }
}

void EdgeItems::setLive(const std::set<EdgeKey>& flowing)
{
    for (const auto& [key, item] : m_items)
        if (item->setLive(flowing.contains(key)))
            m_scene.update(item->drawnRect());
}

void EdgeItems::setArea(const QRectF& area)
{
    m_arrows->setArea(area);
    m_seams->setArea(area);
}

QRectF EdgeItems::drawnRect() const
{
    QRectF all;
    for (const auto& [key, item] : m_items)
        all |= item->drawnRect();
    return all;
}

// From afar nobody asks where they lie: that can wait until somebody does.
void EdgeItems::placeMoved() const
{
    for (const EdgeKey& key : m_moved)
        if (const EdgeItem* found = item(key))
            m_places.set(key, found->drawnRect());
    m_moved.clear();
}

void EdgeItems::paint(QPainter& painter, const Exposed& exposed, bool seams) const
{
    placeMoved();
    for (const EdgeKey& key : m_places.in(exposed.rect()))
        if (const EdgeItem* found = item(key);
            isSeam(*found) == seams && exposed.meets(found->drawnRect()))
            found->paint(painter);
}

}  // namespace stormbench::storming
