// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/edges.h"

#include <map>
#include <string>
#include <vector>

namespace stormbench::storming {

/// Notes of one kind and name are one thing, drawn where it is needed (aliases). Events, commands
/// and external systems are one thing on the whole board; everything else within its bounded
/// context.
struct Element {
    NoteKind kind = NoteKind::Event;
    QString name;
    std::string
        context;  ///< slug; of an event: where it is produced, of a command: where it is handled
    std::vector<const Note*> notes;  ///< by id; the first decides where they differ

    [[nodiscard]] const Note& main() const { return *notes.front(); }
    [[nodiscard]] std::vector<NoteId> noteIds() const;
    /// The property of the first alias that sets it, otherwise of the main note.
    [[nodiscard]] const Note& setting(NoteProperty property) const;
    /// The fields of all aliases, the first of each name, in order.
    [[nodiscard]] std::vector<NoteField> fields() const;
};

/// A board as generation reads it: elements, and their edges note by note. Valid while the board
/// is.
class ElementGraph {
public:
    explicit ElementGraph(const Board& board);

    [[nodiscard]] const std::vector<Element>& elements() const { return m_elements; }
    [[nodiscard]] const std::vector<Edge>& edges() const { return m_edges; }
    [[nodiscard]] const std::map<std::string, std::string>& contexts() const { return m_contexts; }

    [[nodiscard]] const Element& elementOf(NoteId note) const
    {
        return m_elements[m_elementOfNote.at(note)];
    }
    [[nodiscard]] std::string contextOf(const Note& note) const;

    /// Notes of a kind that this note points to, or that point to it, in reading order.
    [[nodiscard]] std::vector<const Note*> after(const Note& note, NoteKind kind) const;
    [[nodiscard]] std::vector<const Note*> before(const Note& note, NoteKind kind) const;
    /// The same over all aliases, one note an element.
    [[nodiscard]] std::vector<const Element*> after(const Element& element, NoteKind kind) const;
    [[nodiscard]] std::vector<const Element*> before(const Element& element, NoteKind kind) const;

private:
    void collectContexts();
    void collectElements();
    void settleContexts();

    const Board& m_board;
    std::vector<Edge> m_edges;
    std::vector<Element> m_elements;
    std::map<NoteId, std::size_t> m_elementOfNote;
    std::map<std::string, std::string> m_contexts;
    std::map<FrameId, std::string> m_contextOfFrame;
};

}  // namespace stormbench::storming
