// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/element_graph.h"

#include <algorithm>
#include <tuple>

#include "storming/model/naming.h"

namespace stormbench::storming {
namespace {

constexpr const char* kNoContext = "main";  // of notes outside every frame

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

std::vector<const Note*> ofKinds(const std::map<NoteId, std::vector<const Note*>>& neighbours,
    NoteId note, ElementGraph::Kinds kinds)
{
    const auto found = neighbours.find(note);
    if (found == neighbours.end())
        return {};
    std::vector<const Note*> notes;
    std::ranges::copy_if(found->second, std::back_inserter(notes), [&](const Note* other) {
        return kinds.size() == 0 || std::ranges::find(kinds, other->kind) != kinds.end();
    });
    return notes;
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
    const auto it
        = std::ranges::find_if(notes, [&](const Note* note) { return note->isSet(property); });
    return it == notes.end() ? main() : **it;
}

std::vector<NoteField> Element::fields() const
{
    std::vector<NoteField> all;
    for (const Note* note : notes) {
        for (const NoteField& field : note->fields) {
            if (std::ranges::find(all, field.name, &NoteField::name) == all.end())
                all.push_back(field);
        }
    }
    return all;
}

QString Element::keyField() const
{
    for (const Note* note : notes) {
        if (QString key = note->string(NoteProperty::KeyField); !key.isEmpty())
            return key;
    }
    const QString ownId = nameKey(name) + QLatin1String("id");
    for (const NoteField& field : fields()) {
        if (field.name == QLatin1String("id") || nameKey(field.name) == ownId)
            return field.name;
    }
    return {};
}

ElementGraph::ElementGraph(const Board& board)
    : m_board(board)
    , m_edges(storming::edges(board))
{
    collectContexts();
    collectNeighbours();
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
        if (!kebab(frame.domain).isEmpty())
            m_domains.emplace(context, kebab(frame.domain));
    }
}

void ElementGraph::collectNeighbours()
{
    for (const Edge& edge : m_edges) {
        m_after[edge.from].push_back(m_board.note(edge.to));
        m_before[edge.to].push_back(m_board.note(edge.from));
    }
    for (Neighbours* neighbours : {&m_after, &m_before}) {
        for (auto& [id, notes] : *neighbours)
            std::ranges::sort(notes, readsBefore);
    }
}

void ElementGraph::collectElements()
{
    std::map<std::tuple<NoteKind, std::string, QString>, std::size_t> known;
    for (const auto& [id, note] : m_board.notes()) {
        if (isAnnotation(note.kind))
            continue;
        const std::string context = contextOf(note);
        const QString name = nameKey(note.name());
        std::size_t index = m_elements.size();
        if (!name.isEmpty()) {
            const auto scope = isBoardWide(note.kind) ? std::string() : context;
            index = known.try_emplace({note.kind, scope, name}, index).first->second;
        }
        if (index == m_elements.size())
            m_elements.push_back({note.kind, note.name(), context, m_board.frameOf(note), {}});
        m_elements[index].notes.push_back(&note);
        m_elementOfNote[id] = index;
    }
}

/// An event belongs to the context that produces it, a command to the one that handles it, whatever
/// other frames show it.
void ElementGraph::settleContexts()
{
    for (Element& element : m_elements) {
        if (element.kind != NoteKind::Event && element.kind != NoteKind::Command)
            continue;
        const auto owns = [&](const Note* other) {
            return element.kind == NoteKind::Event ? produces(other->kind) : handles(other->kind);
        };
        for (const Note* note : element.notes) {
            const auto others
                = ofKinds(element.kind == NoteKind::Event ? m_before : m_after, note->id, {});
            const auto owner = std::ranges::find_if(others, owns);
            if (owner != others.end()) {
                // A note outside every frame belongs where its producer or handler is.
                element.context = contextOf(m_board.frameOf(*note) ? *note : **owner);
                break;
            }
        }
    }
    for (const Element& element : m_elements)
        m_contexts.emplace(element.context, element.context);
}

const Element* ElementGraph::elementOf(NoteId note) const
{
    const auto found = m_elementOfNote.find(note);
    return found == m_elementOfNote.end() ? nullptr : &m_elements[found->second];
}

std::string ElementGraph::contextOf(const Note& note) const
{
    const auto frame = m_board.frameOf(note);
    return frame ? m_contextOfFrame.at(*frame) : kNoContext;
}

QString ElementGraph::domainOf(const std::string& context) const
{
    const auto own = m_domains.find(context);
    if (own != m_domains.end())
        return own->second;
    const BoardSettings& settings = m_board.settings();
    return kebab(settings.domain.isEmpty() ? settings.title : settings.domain);
}

QString ElementGraph::topicOf(const Element& owner) const
{
    QString own = owner.setting(NoteProperty::TopicName).string(NoteProperty::TopicName);
    if (!own.isEmpty())
        return own;
    QString stream = kebab(owner.name);
    if (stream.isEmpty())
        stream = QStringLiteral("note-%1").arg(owner.main().id.value());
    return topicName(m_board.settings().namingTemplate,
        {domainOf(owner.context), QString::fromStdString(owner.context), stream, 1});
}

std::vector<const Note*> ElementGraph::after(const Note& note, Kinds kinds) const
{
    return ofKinds(m_after, note.id, kinds);
}

std::vector<const Note*> ElementGraph::before(const Note& note, Kinds kinds) const
{
    return ofKinds(m_before, note.id, kinds);
}

std::vector<const Element*> ElementGraph::after(const Element& element, Kinds kinds) const
{
    return around(m_after, element, kinds);
}

std::vector<const Element*> ElementGraph::before(const Element& element, Kinds kinds) const
{
    return around(m_before, element, kinds);
}

std::vector<const Element*> ElementGraph::around(
    const Neighbours& neighbours, const Element& element, Kinds kinds) const
{
    std::vector<const Element*> found;
    for (const Note* note : element.notes) {
        for (const Note* other : ofKinds(neighbours, note->id, kinds)) {
            const Element* candidate = elementOf(other->id);
            if (candidate && std::ranges::find(found, candidate) == found.end())
                found.push_back(candidate);
        }
    }
    return found;
}

}  // namespace stormbench::storming
