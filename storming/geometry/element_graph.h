// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/edges.h"
#include "storming/geometry/element.h"
#include "storming/geometry/note_grid.h"
#include "storming/model/operation.h"

#include <initializer_list>
#include <map>
#include <ranges>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace stormbench::storming {

/// A board as the checker and generation read it: elements and the edges between them. Annotations
/// are no elements. Holds pointers into the board, which must outlive it and stay as it is until
/// update() has told the graph of its changes.
class ElementGraph {
public:
    using Kinds = std::initializer_list<NoteKind>;  ///< none: all kinds

    explicit ElementGraph(const Board& board);
    ElementGraph(const ElementGraph&) = delete;
    ElementGraph& operator=(const ElementGraph&) = delete;

    /// Follows a change of the board, in a time that depends on the change and not on the board.
    /// Gives the notes that are not what they were: changed, with other neighbours, or of another
    /// element; also those that are gone. After it no Element that was asked for before is valid.
    std::unordered_set<NoteId> update(const ChangeSet& changes);

    [[nodiscard]] const Board& board() const { return m_board; }
    /// In order of their first notes.
    [[nodiscard]] auto elements() const { return m_elements | std::views::values; }
    /// In order of (from, to): what edges() of the board gives.
    [[nodiscard]] auto edges() const { return m_edges | std::views::values; }
    /// Null for an annotation.
    [[nodiscard]] const Element* elementOf(NoteId note) const;
    /// The elements of the same kind and name, this one among them, in order of their first notes:
    /// several contexts may have one each.
    [[nodiscard]] std::vector<const Element*> namesakes(const Element& element) const;

    /// Bounded contexts: slug → name. Frames whose slugs are the same are one context.
    [[nodiscard]] std::map<std::string, std::string> contexts() const;
    /// Of the frame around the note, otherwise "main".
    [[nodiscard]] std::string contextOf(const Note& note) const;
    /// The first word of a context's topics: its frame's, otherwise the board's (also with no
    /// context).
    [[nodiscard]] QString domainOf(const std::string& context) const;
    /// Where the messages of an owner live: its own topic name, otherwise by the board's template.
    [[nodiscard]] QString topicOf(const Element& owner) const;

    /// Notes of some kinds that this note points to, or that point to it, in reading order.
    [[nodiscard]] std::vector<const Note*> after(const Note& note, Kinds kinds = {}) const;
    [[nodiscard]] std::vector<const Note*> before(const Note& note, Kinds kinds = {}) const;
    /// The same over all aliases, each element once.
    [[nodiscard]] std::vector<const Element*> after(const Element& element, Kinds kinds = {}) const;
    [[nodiscard]] std::vector<const Element*> before(
        const Element& element, Kinds kinds = {}) const;
    /// The edges of a note, drawn and inferred, both ways.
    [[nodiscard]] std::vector<const Edge*> edgesOf(NoteId note) const;

private:
    /// What the graph knows of a note, so that it can take it out again when the board has changed.
    struct Known {
        const Note* note = nullptr;
        QRectF rect;
        std::optional<FrameId> frame;
    };
    using Neighbours = std::unordered_map<NoteId, std::vector<NoteId>>;  ///< in reading order
    using Elements = std::map<NoteId, Element>;                          ///< by their first notes

    void collectContexts();
    [[nodiscard]] std::set<NoteId> dirtyNotes(const ChangeSet& changes);
    void followConnectors(const ChangeSet& changes, std::set<NoteId>& dirty);
    void followFrames(const ChangeSet& changes, std::set<NoteId>& dirty);

    // element_graph_update.cpp; what they touch is added to m_touched
    void detach(const std::set<NoteId>& notes);
    void detachEdges(NoteId note);
    void settleFirstNotes(const std::set<NoteId>& firstNotes);
    void attach(const Note& note);
    void attachToElement(const Note& note);
    void attachEdges(const Note& note);
    void addEdge(Edge edge);
    void settleNeighbours();
    void settleContext(Element& element) const;

    [[nodiscard]] std::vector<const Note*> ofKinds(
        const Neighbours& neighbours, NoteId note, Kinds kinds) const;
    [[nodiscard]] std::vector<const Element*> around(
        const Neighbours& neighbours, const Element& element, Kinds kinds) const;

    const Board& m_board;
    std::unordered_map<NoteId, Known> m_known;
    NoteGrid m_grid;  ///< without annotations
    std::map<std::pair<NoteId, NoteId>, Edge> m_edges;
    Neighbours m_after;
    Neighbours m_before;
    Elements m_elements;
    std::unordered_map<NoteId, NoteId> m_firstNote;                    ///< of a note's element
    std::unordered_map<QString, std::set<NoteId>> m_firstNotesOfName;  ///< by nameKey()
    std::unordered_map<ConnectorId, std::pair<NoteId, NoteId>> m_ends;
    std::unordered_map<NoteId, std::set<ConnectorId>> m_connectors;
    std::map<std::string, std::string> m_contexts;  ///< of frames
    std::map<std::string, QString> m_domains;       ///< of contexts that have one of their own
    std::map<FrameId, std::string> m_contextOfFrame;
    std::unordered_set<NoteId> m_touched;
};

}  // namespace stormbench::storming
