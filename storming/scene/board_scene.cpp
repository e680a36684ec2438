// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/board_scene.h"

#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/geometry/geometry.h"
#include "storming/scene/live_overlay.h"
#include "storming/scene/painted_layer.h"
#include "storming/scene/pivotal_tapes.h"

namespace stormbench::storming {
namespace {

constexpr qreal kAround = 6000;  // canvas units one can scroll beyond the content
constexpr qreal kNotesLevel = 100;
constexpr std::size_t kMany = 500;  // changed notes that are not worth painting one by one

}  // namespace

BoardScene::BoardScene(BoardController& controller, BoardSelection& selection, QObject* parent)
    : QGraphicsScene(parent)
    , m_controller(controller)
    , m_selection(selection)
    , m_edges(*this)
    , m_paper(new PaintedLayer(kNotesLevel,
          [this](QPainter& painter, const Exposed& exposed) { paintNotes(painter, exposed); }))
    , m_live(new LiveOverlay(*this))
    , m_tapes(new PivotalTapes)
{
    addItem(m_paper);
    addItem(m_live);
    addItem(m_tapes);
    connect(&controller, &BoardController::changed, this, &BoardScene::follow);
    connect(&controller, &BoardController::reset, this, &BoardScene::rebuild);
    connect(&selection, &BoardSelection::changed, this, &BoardScene::followSelection);
    connect(&m_edges, &EdgeItems::rerouted, this, [this] {
        m_live->relayout();
        emit pictureChanged();
    });
    connect(&ui::theme(), &ui::Theme::changed, this, [this] {
        update();
        emit pictureChanged();
    });
    connect(this, &QGraphicsScene::sceneRectChanged, this, [this](const QRectF& area) {
        m_paper->setArea(area);
        m_edges.setArea(area);
    });
    rebuild();
}

BoardScene::~BoardScene() = default;

void BoardScene::rebuild()
{
    update();
    for (const auto& [id, item] : m_frames)
        delete item;
    m_notes.clear();
    m_frames.clear();
    m_findings.clear();
    m_legends.clear();
    m_matches.reset();
    m_hover = {};
    m_hoveredMembers.clear();
    for (const auto& [id, frame] : m_controller.board().frames())
        readFrame(id);
    for (const auto& [id, note] : m_controller.board().notes())
        readNote(id);
    readSurroundings();
    m_edges.reset(m_controller.board());
    m_flowing.reset();
    m_live->relayout();
    markEverything();
    emit contentChanged();
    emit pictureChanged();
}

void BoardScene::follow(const ChangeSet& changes)
{
    // Once that is asked for, what items ask for costs nothing.
    if (changes.changedNotes.size() + changes.addedNotes.size() > kMany)
        update();
    for (const NoteId id : changes.removedNotes) {
        if (const auto found = m_notes.find(id); found != m_notes.end()) {
            update(found->second->drawnRect());
            m_notes.erase(found);
            m_legends.erase(id);
        }
    }
    for (const FrameId id : changes.removedFrames) {
        if (const auto found = m_frames.find(id); found != m_frames.end()) {
            delete found->second;
            m_frames.erase(found);
        }
    }
    if (changes.settings)
        readEverything();
    for (const NoteId id : changes.changedNotes)
        readNote(id);
    for (const NoteId id : changes.addedNotes) {
        readNote(id);
        mark(id);
    }
    for (const auto* ids : {&changes.addedFrames, &changes.changedFrames}) {
        for (const FrameId id : *ids) {
            readFrame(id);
            mark(id);
        }
    }
    readSurroundings();
    markMembers();
    m_edges.follow(m_controller.board(), changes);
    m_flowing.reset();
    m_live->relayout();
    emit contentChanged();
    emit pictureChanged();
}

void BoardScene::readEverything()
{
    for (const auto& [id, item] : m_notes) {
        if (const Note* note = m_controller.board().note(id))
            item->read(*note, m_controller.board().settings());
    }
    update();
}

// What follows from all notes and frames together.
void BoardScene::readSurroundings()
{
    m_bounds = bounds(m_controller.board());
    m_tapes->read(m_controller.board(), m_bounds);
    updateLegends();
    growSceneRect();
}

std::vector<LegendRow> BoardScene::legendRows() const
{
    const BoardSettings& settings = m_controller.board().settings();
    std::set<NoteKind> used;
    for (const auto& [id, item] : m_notes)
        used.insert(item->kind());
    std::vector<LegendRow> rows;
    for (const NotationEntry& entry : notation()) {
        if (used.contains(entry.kind) && entry.kind != NoteKind::Legend)
            rows.push_back(
                {entry.kind, settings.nameOf(entry.kind), ownColor(settings, entry.kind)});
    }
    return rows;
}

template <typename Change> void BoardScene::change(NoteItem& item, Change change)
{
    const QRectF before = item.drawnRect();
    if (!change(item))
        return;
    update(before);
    if (const QRectF after = item.drawnRect(); after != before)
        update(after);
}

void BoardScene::updateLegends()
{
    if (m_legends.empty())
        return;
    const std::vector<LegendRow> rows = legendRows();
    for (const NoteId id : m_legends)
        change(*m_notes.at(id), [&](NoteItem& item) { return item.setLegend(rows); });
}

void BoardScene::readNote(NoteId id)
{
    const Note* note = m_controller.board().note(id);
    if (!note)
        return;
    const BoardSettings& settings = m_controller.board().settings();
    std::unique_ptr<NoteItem>& item = m_notes[id];
    if (item) {
        change(*item, [&](NoteItem& known) {
            known.read(*note, settings);
            return true;
        });
    } else {
        item = std::make_unique<NoteItem>(*note, settings);
        update(item->drawnRect());
    }
    if (note->kind == NoteKind::Legend)
        m_legends.insert(id);
    else
        m_legends.erase(id);
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

void BoardScene::setLive(const LiveState& state)
{
    std::set<EdgeKey> flowing;
    for (const LiveEdge& edge : state.edges) {
        if (!state.stale && edge.recordsPerSecond.value_or(0) > 0)
            flowing.insert({edge.from, edge.to});
    }
    if (flowing != m_flowing) {
        m_edges.setLive(flowing);
        m_flowing = std::move(flowing);
        emit pictureChanged();
    }
    m_live->setState(state);
}

const NoteItem* BoardScene::noteItem(NoteId id) const
{
    const auto found = m_notes.find(id);
    return found == m_notes.end() ? nullptr : found->second.get();
}

const EdgeItem* BoardScene::edgeItem(NoteId from, NoteId to) const
{
    return m_edges.item({from, to});
}

ConnectorId BoardScene::connectorAt(QPointF point, qreal reach) const
{
    return m_edges.connectorAt(point, reach);
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
