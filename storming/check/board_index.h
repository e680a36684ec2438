// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/edges.h"

#include <span>

namespace stormbench::storming {

/// What one or several notes stand for. Notes of one kind and name are aliases of one thing: events, commands, systems, actors,
/// timers anywhere on the board; aggregates, policies, read models and sagas within one context, because two contexts may
/// mean two things by one word. A note without a name is a thing of its own.
struct Thing {
    NoteKind kind = NoteKind::Event;
    QString name;
    std::optional<FrameId> context;  ///< of its first note
    std::vector<NoteId> notes;       ///< in order of ids

    [[nodiscard]] NoteId first() const { return notes.front(); }
};

/// A board's things and edges, looked up many times: by the checker and by generation. Holds a reference to the board, which
/// must outlive it and stay as it is.
class BoardIndex {
public:
    explicit BoardIndex(const Board& board);

    [[nodiscard]] const Board& board() const { return m_board; }
    [[nodiscard]] const std::vector<Edge>& edges() const { return m_edges; }
    /// In order of their first notes. Annotations are not among them.
    [[nodiscard]] const std::vector<Thing>& things() const { return m_things; }
    [[nodiscard]] const Thing* thingOf(NoteId note) const;

    /// Edges that end at, or start from, any of a thing's notes.
    [[nodiscard]] std::vector<Edge> edgesInto(const Thing& thing) const;
    [[nodiscard]] std::vector<Edge> edgesFrom(const Thing& thing) const;
    /// Things at the other ends, each once, of the given kinds (none given: of all).
    [[nodiscard]] std::vector<const Thing*> sourcesOf(const Thing& thing, std::initializer_list<NoteKind> kinds = {}) const;
    [[nodiscard]] std::vector<const Thing*> targetsOf(const Thing& thing, std::initializer_list<NoteKind> kinds = {}) const;

    /// The fields of a thing: of its first note that has any.
    [[nodiscard]] std::span<const NoteField> fieldsOf(const Thing& thing) const;
    /// The key field's name: as set on any of its notes, otherwise a field "id" or "<name>Id"; empty if there is none.
    [[nodiscard]] QString keyOf(const Thing& thing) const;

private:
    std::vector<const Thing*> others(const std::vector<Edge>& edges, bool sources, std::initializer_list<NoteKind> kinds) const;

    const Board& m_board;
    std::vector<Edge> m_edges;
    std::vector<Thing> m_things;
    std::map<NoteId, size_t> m_thingOf;
    std::multimap<NoteId, size_t> m_into;
    std::multimap<NoteId, size_t> m_from;
};

}  // namespace stormbench::storming
