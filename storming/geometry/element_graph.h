// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include "storming/geometry/edges.h"

namespace stormbench::storming {

/// What one or several notes stand for. Notes of one kind whose names are spelled alike (nameKey())
/// are one thing, drawn where it is needed (aliases). Events, commands and external systems are one
/// thing on the whole board; everything else within its bounded context, because two contexts may
/// mean two things by one word. A note without a name is a thing of its own.
struct Element {
    NoteKind kind = NoteKind::Event;
    QString name;  ///< as on the first note
    std::string
        context;  ///< slug; an event's is where it is produced, a command's where it is handled
    std::optional<FrameId> frame;    ///< around the first note
    std::vector<const Note*> notes;  ///< by id; the first decides where they differ

    [[nodiscard]] const Note& main() const { return *notes.front(); }
    [[nodiscard]] std::vector<NoteId> noteIds() const;
    /// The first alias that sets the property, otherwise the main note.
    [[nodiscard]] const Note& setting(NoteProperty property) const;
    /// The fields of all aliases, the first of each name, in order.
    [[nodiscard]] std::vector<NoteField> fields() const;
    /// The field that tells one from another: as set on a note, otherwise "id" or "<name>Id"; empty
    /// if there is none.
    [[nodiscard]] QString keyField() const;
};

/// A board as the checker and generation read it: elements and the edges between them. Annotations
/// are no elements. Holds pointers into the board, which must outlive it and stay as it is.
class ElementGraph {
public:
    using Kinds = std::initializer_list<NoteKind>;  ///< none: all kinds

    explicit ElementGraph(const Board& board);

    [[nodiscard]] const Board& board() const { return m_board; }
    /// In order of their first notes.
    [[nodiscard]] const std::vector<Element>& elements() const { return m_elements; }
    [[nodiscard]] const std::vector<Edge>& edges() const { return m_edges; }
    /// Null for an annotation.
    [[nodiscard]] const Element* elementOf(NoteId note) const;

    /// Bounded contexts: slug → name. Frames whose slugs are the same are one context.
    [[nodiscard]] const std::map<std::string, std::string>& contexts() const { return m_contexts; }
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

private:
    using Neighbours = std::map<NoteId, std::vector<const Note*>>;  ///< in reading order

    void collectContexts();
    void collectNeighbours();
    void collectElements();
    void settleContexts();
    [[nodiscard]] std::vector<const Element*> around(
        const Neighbours& neighbours, const Element& element, Kinds kinds) const;

    const Board& m_board;
    std::vector<Edge> m_edges;
    Neighbours m_after;
    Neighbours m_before;
    std::vector<Element> m_elements;
    std::map<NoteId, std::size_t> m_elementOfNote;
    std::map<std::string, std::string> m_contexts;
    std::map<std::string, QString> m_domains;  ///< of contexts that have one of their own
    std::map<FrameId, std::string> m_contextOfFrame;
};

}  // namespace stormbench::storming
