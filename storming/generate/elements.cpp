// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/generate/elements.h"

#include <algorithm>
#include <tuple>

#include "storming/generate/naming.h"

namespace stormbench::storming {
namespace {

constexpr const char* kNoContext = "main";  // of notes outside every frame

bool isBoardWide(NoteKind kind)
{
    return kind == NoteKind::Event || kind == NoteKind::Command || kind == NoteKind::System;
}

bool readsBefore(const Note* a, const Note* b)
{
    return std::tuple(a->rect.x(), a->rect.y(), a->id)
        < std::tuple(b->rect.x(), b->rect.y(), b->id);
}

void addOnce(std::vector<const Element*>& elements, const Element& element)
{
    if (std::find(elements.begin(), elements.end(), &element) == elements.end())
        elements.push_back(&element);
}

}  // namespace

std::vector<NoteId> Element::noteIds() const
{
    std::vector<NoteId> ids;
    for (const Note* note : notes)
        ids.push_back(note->id);
    return ids;
}

const Note& Element::setting(NoteProperty property) const
{
    const auto it = std::find_if(
        notes.begin(), notes.end(), [&](const Note* note) { return note->isSet(property); });
    return it == notes.end() ? main() : **it;
}

std::vector<NoteField> Element::fields() const
{
    std::vector<NoteField> all;
    for (const Note* note : notes) {
        for (const NoteField& field : note->fields) {
            const bool known = std::any_of(all.begin(), all.end(),
                [&](const NoteField& other) { return other.name == field.name; });
            if (!known)
                all.push_back(field);
        }
    }
    return all;
}

ElementGraph::ElementGraph(const Board& board)
    : m_board(board)
    , m_edges(storming::edges(board))
{
    collectContexts();
    collectElements();
    settleContexts();
}

void ElementGraph::collectContexts()
{
    for (const auto& [id, frame] : m_board.frames()) {
        const QString own = kebab(frame.context.isEmpty() ? frame.name : frame.context);
        const std::string context
            = own.isEmpty() ? "context-" + std::to_string(id.value()) : own.toStdString();
        m_contextOfFrame[id] = context;
        m_contexts.emplace(context, frame.name.simplified().toStdString());
    }
}

std::string ElementGraph::contextOf(const Note& note) const
{
    const auto frame = m_board.frameOf(note);
    return frame ? m_contextOfFrame.at(*frame) : kNoContext;
}

void ElementGraph::collectElements()
{
    std::map<std::tuple<NoteKind, std::string, QString>, std::size_t> known;
    for (const auto& [id, note] : m_board.notes()) {
        const std::string context = contextOf(note);
        const auto key = std::tuple(note.kind, isBoardWide(note.kind) ? std::string() : context,
            note.name().toCaseFolded());
        const auto [it, isNew] = known.emplace(key, m_elements.size());
        if (isNew)
            m_elements.push_back({note.kind, note.name(), context, {}});
        m_elements[it->second].notes.push_back(&note);
        m_elementOfNote[id] = it->second;
    }
}

/// An event belongs to the context that produces it, a command to the one that handles it, whatever
/// other frames show it.
void ElementGraph::settleContexts()
{
    for (Element& element : m_elements) {
        if (element.kind != NoteKind::Event && element.kind != NoteKind::Command)
            continue;
        for (const Note* note : element.notes) {
            const auto owner = std::find_if(m_edges.begin(), m_edges.end(), [&](const Edge& edge) {
                if (element.kind == NoteKind::Event)
                    return edge.to == note->id && edge.fromKind != NoteKind::Event
                        && edge.fromKind != NoteKind::Actor;
                return edge.from == note->id
                    && (edge.toKind == NoteKind::Aggregate || edge.toKind == NoteKind::System);
            });
            if (owner != m_edges.end()) {
                // A note outside every frame belongs where its producer or handler is.
                const NoteId other = element.kind == NoteKind::Event ? owner->from : owner->to;
                element.context = contextOf(m_board.frameOf(*note) ? *note : *m_board.note(other));
                break;
            }
        }
    }
    for (const Element& element : m_elements)
        m_contexts.emplace(element.context, element.context);
}

std::vector<const Note*> ElementGraph::after(const Note& note, NoteKind kind) const
{
    std::vector<const Note*> found;
    for (const Edge& edge : m_edges) {
        if (edge.from == note.id && edge.toKind == kind)
            found.push_back(m_board.note(edge.to));
    }
    std::sort(found.begin(), found.end(), readsBefore);
    return found;
}

std::vector<const Note*> ElementGraph::before(const Note& note, NoteKind kind) const
{
    std::vector<const Note*> found;
    for (const Edge& edge : m_edges) {
        if (edge.to == note.id && edge.fromKind == kind)
            found.push_back(m_board.note(edge.from));
    }
    std::sort(found.begin(), found.end(), readsBefore);
    return found;
}

std::vector<const Element*> ElementGraph::after(const Element& element, NoteKind kind) const
{
    std::vector<const Element*> found;
    for (const Note* note : element.notes) {
        for (const Note* other : after(*note, kind))
            addOnce(found, elementOf(other->id));
    }
    return found;
}

std::vector<const Element*> ElementGraph::before(const Element& element, NoteKind kind) const
{
    std::vector<const Element*> found;
    for (const Note* note : element.notes) {
        for (const Note* other : before(*note, kind))
            addOnce(found, elementOf(other->id));
    }
    return found;
}

}  // namespace stormbench::storming
