// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/element_graph.h"

#include "storming/model/naming.h"

#include <algorithm>

namespace stormbench::storming {
namespace {

constexpr const char* kNoContext = "main";  // of notes outside every frame

}  // namespace

ElementGraph::ElementGraph(const Board& board)
    : m_board(board)
{
    collectContexts();
    ChangeSet everything;
    for (const auto& [id, connector] : board.connectors())
        everything.addedConnectors.insert(everything.addedConnectors.end(), id);
    std::set<NoteId> none;
    followConnectors(everything, none);
    for (const auto& [id, note] : board.notes())
        attach(note);
    for (const auto& [id, note] : board.notes())
        attachEdges(note);
    settleNeighbours();
}

std::map<std::string, std::string> ElementGraph::contexts() const
{
    auto all = m_contexts;
    for (const auto& [id, element] : m_elements)
        all.try_emplace(element.context, element.context);
    return all;
}

void ElementGraph::collectContexts()
{
    m_contexts.clear();
    m_domains.clear();
    m_contextOfFrame.clear();
    for (const auto& [id, frame] : m_board.frames()) {
        if (frame.kind != FrameKind::Context)
            continue;
        const QString own = kebab(frame.context.isEmpty() ? frame.name : frame.context);
        const std::string context
            = own.isEmpty() ? "context-" + std::to_string(id.value()) : own.toStdString();
        m_contextOfFrame[id] = context;
        m_contexts.emplace(context, frame.name.simplified().toStdString());
        if (!kebab(frame.domain).isEmpty())
            m_domains.emplace(context, kebab(frame.domain));
    }
}

const Element* ElementGraph::elementOf(NoteId note) const
{
    const auto first = m_firstNote.find(note);
    return first == m_firstNote.end() ? nullptr : &m_elements.at(first->second);
}

std::vector<const Element*> ElementGraph::namesakes(const Element& element) const
{
    const auto found = m_firstNotesOfName.find(nameKey(element.name));
    if (found == m_firstNotesOfName.end() || found->first.isEmpty())
        return {&element};
    std::vector<const Element*> same;
    for (const NoteId first : found->second)
        if (const Element& other = m_elements.at(first); other.kind == element.kind)
            same.push_back(&other);
    return same;
}

std::string ElementGraph::contextOf(const Note& note) const
{
    const auto known = m_known.find(note.id);
    const auto frame = known == m_known.end() ? m_board.frameOf(note) : known->second.frame;
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

std::vector<const Edge*> ElementGraph::edgesOf(NoteId note) const
{
    std::vector<const Edge*> found;
    if (const auto others = m_after.find(note); others != m_after.end())
        for (const NoteId other : others->second)
            found.push_back(&m_edges.at({note, other}));
    if (const auto others = m_before.find(note); others != m_before.end())
        for (const NoteId other : others->second)
            found.push_back(&m_edges.at({other, note}));
    return found;
}

std::vector<const Note*> ElementGraph::ofKinds(
    const Neighbours& neighbours, NoteId note, Kinds kinds) const
{
    const auto found = neighbours.find(note);
    if (found == neighbours.end())
        return {};
    std::vector<const Note*> notes;
    for (const NoteId id : found->second) {
        const Note* other = m_known.at(id).note;
        if (kinds.size() == 0 || std::ranges::find(kinds, other->kind) != kinds.end())
            notes.push_back(other);
    }
    return notes;
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
