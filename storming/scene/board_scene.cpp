// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/board_scene.h"

#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/geometry/geometry.h"
#include "storming/scene/live_overlay.h"

namespace stormbench::storming {
namespace {

constexpr qreal kAround = 6000;  // canvas units one can scroll beyond the content
constexpr qreal kObstacleReach = 160;
constexpr std::size_t kRoutedNotes = 1500;  // beyond, edges take the direct way

}  // namespace

BoardScene::BoardScene(BoardController& controller, BoardSelection& selection, QObject* parent)
    : QGraphicsScene(parent)
    , m_controller(controller)
    , m_selection(selection)
    , m_live(new LiveOverlay(*this))
{
    addItem(m_live);
    connect(&controller, &BoardController::changed, this, &BoardScene::follow);
    connect(&controller, &BoardController::reset, this, &BoardScene::rebuild);
    connect(&selection, &BoardSelection::changed, this, &BoardScene::updateMarks);
    connect(&ui::theme(), &ui::Theme::changed, this, [this] { update(); });
    rebuild();
}

BoardScene::~BoardScene() = default;

void BoardScene::rebuild()
{
    for (const auto& [id, item] : m_notes)
        delete item;
    for (const auto& [id, item] : m_frames)
        delete item;
    for (const auto& [key, item] : m_edges)
        delete item;
    m_notes.clear();
    m_frames.clear();
    m_edges.clear();
    m_findings.clear();
    m_matches.reset();
    m_hover = {};
    for (const auto& [id, frame] : m_controller.board().frames())
        readFrame(id);
    std::set<NoteId> all;
    for (const auto& [id, note] : m_controller.board().notes()) {
        readNote(id);
        all.insert(id);
    }
    updateEdges(all);
    updateMarks();
    growSceneRect();
    emit contentChanged();
}

void BoardScene::follow(const ChangeSet& changes)
{
    for (const NoteId id : changes.removedNotes) {
        if (const auto found = m_notes.find(id); found != m_notes.end()) {
            delete found->second;
            m_notes.erase(found);
        }
    }
    for (const FrameId id : changes.removedFrames) {
        if (const auto found = m_frames.find(id); found != m_frames.end()) {
            delete found->second;
            m_frames.erase(found);
        }
    }
    std::set<NoteId> moved = changes.addedNotes;
    moved.insert(changes.changedNotes.begin(), changes.changedNotes.end());
    for (const NoteId id : moved)
        readNote(id);
    for (const FrameId id : changes.addedFrames)
        readFrame(id);
    for (const FrameId id : changes.changedFrames)
        readFrame(id);
    const bool connectors = !changes.addedConnectors.empty() || !changes.changedConnectors.empty()
        || !changes.removedConnectors.empty();
    if (!moved.empty() || !changes.removedNotes.empty() || connectors)
        updateEdges(moved);
    updateMarks();
    growSceneRect();
    emit contentChanged();
}

void BoardScene::readNote(NoteId id)
{
    const Note* note = m_controller.board().note(id);
    if (!note)
        return;
    NoteItem*& item = m_notes[id];
    if (item) {
        item->read(*note);
    } else {
        item = new NoteItem(*note);
        addItem(item);
    }
}

void BoardScene::readFrame(FrameId id)
{
    const Frame* frame = m_controller.board().frame(id);
    if (!frame)
        return;
    FrameItem*& item = m_frames[id];
    if (item) {
        item->read(*frame);
    } else {
        item = new FrameItem(*frame);
        addItem(item);
    }
}

void BoardScene::updateEdges(const std::set<NoteId>& moved)
{
    std::map<EdgeKey, EdgeItem*> left = std::move(m_edges);
    m_edges.clear();
    for (const Edge& edge : edges(m_controller.board())) {
        const EdgeKey key{edge.from, edge.to};
        bool stale = moved.contains(edge.from) || moved.contains(edge.to);
        EdgeItem* item = nullptr;
        if (auto node = left.extract(key)) {
            item = node.mapped();
            stale |= item->read(edge);
        } else {
            item = new EdgeItem(edge);
            addItem(item);
            stale = true;
        }
        m_edges[key] = item;
        if (stale)
            routeEdge(*item);
    }
    for (const auto& [key, item] : left)
        delete item;
    m_live->relayout();
}

void BoardScene::routeEdge(EdgeItem& item) const
{
    const Board& board = m_controller.board();
    const Note* from = board.note(item.edge().from);
    const Note* to = board.note(item.edge().to);
    if (!from || !to)
        return;
    if (item.edge().origin == EdgeOrigin::Adjacency) {
        item.setRoute(routeAcrossSeam(from->rect, to->rect));
        return;
    }
    std::vector<QRectF> obstacles;
    if (board.notes().size() <= kRoutedNotes) {
        const QRectF near = from->rect.united(to->rect).adjusted(
            -kObstacleReach, -kObstacleReach, kObstacleReach, kObstacleReach);
        for (const auto& [id, note] : board.notes()) {
            if (id != from->id && id != to->id && near.intersects(note.rect))
                obstacles.push_back(note.rect);
        }
    }
    item.setRoute(routeBetween(from->rect, to->rect, obstacles));
}

void BoardScene::setFindings(std::vector<Finding> findings)
{
    m_findings = std::move(findings);
    updateMarks();
}

void BoardScene::setLive(const LiveState& state)
{
    std::set<EdgeKey> flowing;
    for (const LiveEdge& edge : state.edges) {
        if (!state.stale && edge.recordsPerSecond.value_or(0) > 0)
            flowing.insert({edge.from, edge.to});
    }
    for (const auto& [key, item] : m_edges)
        item->setLive(flowing.contains(key));
    m_live->setState(state);
}

std::vector<NoteId> BoardScene::search(const QString& words)
{
    std::vector<NoteId> matches;
    const QString wanted = words.simplified();
    if (!wanted.isEmpty()) {
        for (const auto& [id, note] : m_controller.board().notes()) {
            if (note.name().contains(wanted, Qt::CaseInsensitive))
                matches.push_back(id);
        }
        std::stable_sort(matches.begin(), matches.end(), [this](NoteId a, NoteId b) {
            return m_controller.board().note(a)->rect.x() < m_controller.board().note(b)->rect.x();
        });
        m_matches = std::set<NoteId>(matches.begin(), matches.end());
    } else {
        m_matches.reset();
    }
    updateMarks();
    return matches;
}

void BoardScene::setHover(const Hover& hover)
{
    if (hover == m_hover)
        return;
    m_hover = hover;
    updateMarks();
}

void BoardScene::setEditing(NoteId note, FrameId frame)
{
    m_editingNote = note;
    m_editingFrame = frame;
    updateMarks();
}

void BoardScene::updateMarks()
{
    std::map<NoteId, std::pair<Severity, QStringList>> marked;
    for (const Finding& finding : m_findings) {
        for (const NoteId id : finding.notes) {
            auto& [severity, messages] = marked[id];
            severity = std::max(severity, finding.severity);
            messages.append(finding.fix.isEmpty()
                    ? finding.message
                    : finding.message + QStringLiteral("\n→ ") + finding.fix);
        }
    }
    for (const auto& [id, item] : m_notes) {
        NoteMarks marks;
        if (const auto found = marked.find(id); found != marked.end()) {
            marks.severity = found->second.first;
            marks.messages = found->second.second.join(QStringLiteral("\n"));
        }
        marks.selected = m_selection.contains(id);
        marks.hovered = m_hover.note == id;
        marks.editing = m_editingNote == id;
        marks.dimmed = m_matches && !m_matches->contains(id);
        item->setMarks(marks);
    }
    for (const auto& [id, item] : m_frames) {
        item->setMarks(m_selection.contains(id), m_hover.frame == id, m_editingFrame == id);
    }
    for (const auto& [key, item] : m_edges) {
        const ConnectorId id = item->edge().connector;
        item->setMarks(
            id.isValid() && m_selection.contains(id), id.isValid() && m_hover.connector == id);
    }
}

const NoteItem* BoardScene::noteItem(NoteId id) const
{
    const auto found = m_notes.find(id);
    return found == m_notes.end() ? nullptr : found->second;
}

const EdgeItem* BoardScene::edgeItem(NoteId from, NoteId to) const
{
    const auto found = m_edges.find({from, to});
    return found == m_edges.end() ? nullptr : found->second;
}

ConnectorId BoardScene::connectorAt(QPointF point, qreal reach) const
{
    for (const auto& [key, item] : m_edges) {
        if (item->edge().connector.isValid() && item->isNear(point, reach))
            return item->edge().connector;
    }
    return {};
}

QRectF BoardScene::contentBounds() const
{
    return bounds(m_controller.board());
}

void BoardScene::growSceneRect()
{
    const QRectF wanted = contentBounds()
                              .united(QRectF(-500, -500, 1000, 1000))
                              .adjusted(-kAround, -kAround, kAround, kAround);
    // Grows only: a scene that shrinks under the hand would jump.
    if (!sceneRect().contains(wanted))
        setSceneRect(sceneRect().united(wanted));
}

}  // namespace stormbench::storming
