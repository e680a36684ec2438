// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/element_graph.h"

#include "storming/geometry/snap.h"
#include "storming/model/naming.h"

#include <algorithm>
#include <tuple>

namespace stormbench::storming {
namespace {

bool isBoardWide(NoteKind kind)
{
    return kind == NoteKind::Event || kind == NoteKind::Command || kind == NoteKind::System;
}

bool produces(NoteKind kind)
{
    return !isAnnotation(kind) && kind != NoteKind::Event && kind != NoteKind::Actor;
}

bool handles(NoteKind kind)
{
    return kind == NoteKind::Aggregate || kind == NoteKind::System;
}

bool readsBefore(const Note* a, const Note* b)
{
    return std::tuple(a->rect.x(), a->rect.y(), a->id)
        < std::tuple(b->rect.x(), b->rect.y(), b->id);
}

}  // namespace

std::unordered_set<NoteId> ElementGraph::update(const ChangeSet& changes)
{
    const std::set<NoteId> dirty = dirtyNotes(changes);
    m_touched = {dirty.begin(), dirty.end()};
    detach(dirty);
    for (const NoteId id : dirty)
        if (const Note* note = m_board.note(id))
            attach(*note);
    for (const NoteId id : dirty)
        if (const Note* note = m_board.note(id))
            attachEdges(*note);
    settleNeighbours();
    return std::exchange(m_touched, {});
}

/// The notes to take out and put in again. The settings decide about every edge and topic.
std::set<NoteId> ElementGraph::dirtyNotes(const ChangeSet& changes)
{
    std::set<NoteId> dirty = changes.removedNotes;
    dirty.insert(changes.addedNotes.begin(), changes.addedNotes.end());
    dirty.insert(changes.changedNotes.begin(), changes.changedNotes.end());
    followConnectors(changes, dirty);
    followFrames(changes, dirty);
    if (changes.settings)
        for (const auto& [id, note] : m_board.notes())
            dirty.insert(id);
    return dirty;
}

void ElementGraph::followConnectors(const ChangeSet& changes, std::set<NoteId>& dirty)
{
    const auto forget = [&](ConnectorId id) {
        const auto ends = m_ends.find(id);
        if (ends == m_ends.end())
            return;
        for (const NoteId end : {ends->second.first, ends->second.second}) {
            m_connectors[end].erase(id);
            dirty.insert(end);
        }
        m_ends.erase(ends);
    };
    const auto learn = [&](ConnectorId id) {
        forget(id);
        const Connector* connector = m_board.connector(id);
        if (!connector)
            return;
        m_ends[id] = {connector->from, connector->to};
        for (const NoteId end : {connector->from, connector->to}) {
            m_connectors[end].insert(id);
            dirty.insert(end);
        }
    };
    for (const ConnectorId id : changes.removedConnectors)
        forget(id);
    for (const auto* ids : {&changes.addedConnectors, &changes.changedConnectors})
        for (const ConnectorId id : *ids)
            learn(id);
}

void ElementGraph::followFrames(const ChangeSet& changes, std::set<NoteId>& dirty)
{
    if (changes.addedFrames.empty() && changes.changedFrames.empty()
        && changes.removedFrames.empty())
        return;
    const auto domains = m_domains;
    collectContexts();
    for (const auto& [id, known] : m_known) {
        if (dirty.contains(id))
            continue;
        const auto frame = m_board.frameOf(*known.note);
        if (frame != known.frame || (frame && changes.changedFrames.contains(*frame))
            || domains != m_domains)
            dirty.insert(id);
    }
}

void ElementGraph::detach(const std::set<NoteId>& notes)
{
    std::set<NoteId> firstNotes;
    for (const NoteId id : notes) {
        const auto known = m_known.find(id);
        if (known == m_known.end())
            continue;
        detachEdges(id);
        // The note itself may be gone from the board: only its address counts here.
        m_grid.remove(known->second.note, known->second.rect);
        if (const auto first = m_firstNote.find(id); first != m_firstNote.end()) {
            firstNotes.insert(first->second);
            std::erase(m_elements.at(first->second).notes, known->second.note);
            m_firstNote.erase(first);
        }
        m_known.erase(known);
    }
    settleFirstNotes(firstNotes);
}

void ElementGraph::detachEdges(NoteId note)
{
    const auto take = [&](Neighbours& mine, Neighbours& theirs, bool outwards) {
        const auto others = mine.find(note);
        if (others == mine.end())
            return;
        for (const NoteId other : others->second) {
            m_edges.erase(outwards ? std::pair(note, other) : std::pair(other, note));
            if (const auto back = theirs.find(other); back != theirs.end())
                std::erase(back->second, note);
            m_touched.insert(other);
        }
        mine.erase(others);
    };
    take(m_after, m_before, true);
    take(m_before, m_after, false);
}

/// Elements that lost notes: gone if it was the last one, otherwise known by those that are left.
void ElementGraph::settleFirstNotes(const std::set<NoteId>& firstNotes)
{
    for (const NoteId first : firstNotes) {
        const auto found = m_elements.find(first);
        Element& element = found->second;
        auto& ofName = m_firstNotesOfName[nameKey(element.name)];
        ofName.erase(first);
        if (element.notes.empty()) {
            if (!nameKey(element.name).isEmpty())
                m_touched.insert(ofName.begin(), ofName.end());  // lost a namesake
            m_elements.erase(found);
            continue;
        }
        const Note& main = element.main();
        element.name = main.name();
        element.frame = m_known.at(main.id).frame;
        ofName.insert(main.id);
        for (const Note* note : element.notes) {
            m_firstNote[note->id] = main.id;
            m_touched.insert(note->id);
        }
        if (main.id != first) {
            auto node = m_elements.extract(found);
            node.key() = main.id;
            m_elements.insert(std::move(node));
        }
    }
}

void ElementGraph::attach(const Note& note)
{
    m_known[note.id] = {&note, note.rect, m_board.frameOf(note)};
    m_touched.insert(note.id);
    if (isAnnotation(note.kind))
        return;
    m_grid.add(note);
    attachToElement(note);
}

void ElementGraph::attachToElement(const Note& note)
{
    const auto frame = m_known.at(note.id).frame;
    const std::string context = contextOf(note);
    const QString name = nameKey(note.name());
    auto& ofName = m_firstNotesOfName[name];
    const auto isSame = [&](NoteId first) {
        const Element& other = m_elements.at(first);
        return other.kind == note.kind
            && (isBoardWide(note.kind) || contextOf(other.main()) == context);
    };
    const auto same = name.isEmpty() ? ofName.end() : std::ranges::find_if(ofName, isSame);
    if (same == ofName.end()) {
        m_elements.insert({note.id, Element{note.kind, note.name(), context, frame, {&note}}});
        m_firstNote[note.id] = note.id;
        ofName.insert(note.id);
        return;
    }
    const NoteId first = *same;
    Element& element = m_elements.at(first);
    for (const Note* other : element.notes)
        m_touched.insert(other->id);
    const auto place = std::ranges::lower_bound(element.notes, note.id, {}, &Note::id);
    element.notes.insert(place, &note);
    m_firstNote[note.id] = first;
    // A note of a lower number comes back: the element is known by it from now on.
    if (note.id < first)
        settleFirstNotes({first});
}

/// The edges of a note with those that are attached already.
void ElementGraph::attachEdges(const Note& note)
{
    std::set<NoteId> drawn;
    if (const auto connectors = m_connectors.find(note.id); connectors != m_connectors.end()) {
        for (const ConnectorId id : connectors->second) {
            const Connector& connector = *m_board.connector(id);
            const Note* from = m_board.note(connector.from);
            const Note* to = m_board.note(connector.to);
            drawn.insert(from->id == note.id ? to->id : from->id);
            addEdge({from->id, to->id, from->kind, to->kind, EdgeOrigin::Connector, id,
                connector.label, m_board.settings().method});
        }
    }
    if (isAnnotation(note.kind))
        return;
    for (const Note* other : m_grid.notesNear(note.rect, kTouchReach)) {
        if (other->id == note.id || drawn.contains(other->id))
            continue;
        // In the order of their numbers, as edges() asks: it decides between equals.
        const bool isFirst = note.id < other->id;
        if (auto edge = adjacencyEdge(
                isFirst ? note : *other, isFirst ? *other : note, m_board.settings().method))
            addEdge(*std::move(edge));
    }
}

void ElementGraph::addEdge(Edge edge)
{
    const NoteId from = edge.from;
    const NoteId to = edge.to;
    // Of several connectors between two notes the first one counts; a note's come in their order.
    if (!m_edges.try_emplace({from, to}, std::move(edge)).second)
        return;
    m_after[from].push_back(to);
    m_before[to].push_back(from);
    m_touched.insert(from);
    m_touched.insert(to);
}

/// Brings the neighbours of what was touched into reading order, and settles to which context
/// events and commands belong.
void ElementGraph::settleNeighbours()
{
    const auto sort = [this](Neighbours& neighbours, NoteId id) {
        if (const auto found = neighbours.find(id); found != neighbours.end())
            std::ranges::sort(found->second, [this](NoteId a, NoteId b) {
                return readsBefore(m_known.at(a).note, m_known.at(b).note);
            });
    };
    std::unordered_set<NoteId> firstNotes;
    for (const NoteId id : m_touched) {
        sort(m_after, id);
        sort(m_before, id);
        if (const auto first = m_firstNote.find(id); first != m_firstNote.end())
            firstNotes.insert(first->second);
    }
    for (const NoteId first : firstNotes)
        settleContext(m_elements.at(first));
}

/// An event belongs to the context that produces it, a command to the one that handles it, whatever
/// other frames show it.
void ElementGraph::settleContext(Element& element) const
{
    element.context = contextOf(element.main());
    if (element.kind != NoteKind::Event && element.kind != NoteKind::Command)
        return;
    const bool isEvent = element.kind == NoteKind::Event;
    for (const Note* note : element.notes) {
        const auto others = isEvent ? before(*note) : after(*note);
        const auto owner = std::ranges::find_if(others, [&](const Note* other) {
            return isEvent ? produces(other->kind) : handles(other->kind);
        });
        if (owner == others.end())
            continue;
        // A note outside every frame belongs where its producer or handler is.
        element.context = contextOf(m_known.at(note->id).frame ? *note : **owner);
        return;
    }
}

}  // namespace stormbench::storming
