// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/board_index.h"

#include "storming/model/naming.h"

#include <algorithm>
#include <tuple>

namespace stormbench::storming {

namespace {

bool isScopedByContext(NoteKind kind)
{
    return kind == NoteKind::Aggregate || kind == NoteKind::Policy || kind == NoteKind::ReadModel || kind == NoteKind::Saga;
}

std::vector<Edge> collect(const Thing& thing, const std::vector<Edge>& edges, const std::multimap<NoteId, size_t>& byNote)
{
    std::vector<Edge> found;
    for (const NoteId note : thing.notes)
        for (auto [at, end] = byNote.equal_range(note); at != end; ++at)
            found.push_back(edges[at->second]);
    return found;
}

}  // namespace

BoardIndex::BoardIndex(const Board& board) : m_board(board), m_edges(storming::edges(board))
{
    std::map<std::tuple<NoteKind, QString, std::optional<FrameId>>, size_t> byName;
    for (const auto& [id, note] : board.notes()) {
        if (isAnnotation(note.kind))
            continue;
        const QString key = nameKey(note.text);
        const auto context = board.frameOf(note);
        const auto scope = isScopedByContext(note.kind) ? context : std::nullopt;
        size_t index = m_things.size();
        if (!key.isEmpty())
            index = byName.try_emplace({note.kind, key, scope}, index).first->second;
        if (index == m_things.size())
            m_things.push_back({note.kind, note.name(), context, {}});
        m_things[index].notes.push_back(id);
        m_thingOf.emplace(id, index);
    }
    for (size_t i = 0; i < m_edges.size(); ++i) {
        m_from.emplace(m_edges[i].from, i);
        m_into.emplace(m_edges[i].to, i);
    }
}

const Thing* BoardIndex::thingOf(NoteId note) const
{
    const auto found = m_thingOf.find(note);
    return found == m_thingOf.end() ? nullptr : &m_things[found->second];
}

std::vector<Edge> BoardIndex::edgesInto(const Thing& thing) const { return collect(thing, m_edges, m_into); }
std::vector<Edge> BoardIndex::edgesFrom(const Thing& thing) const { return collect(thing, m_edges, m_from); }

std::vector<const Thing*> BoardIndex::others(const std::vector<Edge>& edges, bool sources,
                                             std::initializer_list<NoteKind> kinds) const
{
    std::vector<const Thing*> found;
    for (const Edge& edge : edges) {
        const Thing* other = thingOf(sources ? edge.from : edge.to);
        const bool wanted = other && (kinds.size() == 0 || std::ranges::find(kinds, other->kind) != kinds.end());
        if (wanted && std::ranges::find(found, other) == found.end())
            found.push_back(other);
    }
    std::ranges::sort(found, {}, [](const Thing* thing) { return thing->first(); });
    return found;
}

std::vector<const Thing*> BoardIndex::sourcesOf(const Thing& thing, std::initializer_list<NoteKind> kinds) const
{
    return others(edgesInto(thing), true, kinds);
}

std::vector<const Thing*> BoardIndex::targetsOf(const Thing& thing, std::initializer_list<NoteKind> kinds) const
{
    return others(edgesFrom(thing), false, kinds);
}

std::span<const NoteField> BoardIndex::fieldsOf(const Thing& thing) const
{
    for (const NoteId id : thing.notes)
        if (const Note* note = m_board.note(id); !note->fields.empty())
            return note->fields;
    return {};
}

QString BoardIndex::keyOf(const Thing& thing) const
{
    for (const NoteId id : thing.notes)
        if (const QString key = m_board.note(id)->string(NoteProperty::KeyField); !key.isEmpty())
            return key;
    const QString ownId = nameKey(thing.name) + QLatin1StringView("id");
    for (const NoteField& field : fieldsOf(thing))
        if (field.name == QLatin1StringView("id") || nameKey(field.name) == ownId)
            return field.name;
    return {};
}

}  // namespace stormbench::storming
