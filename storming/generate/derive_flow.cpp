// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/generate/deriver.h"
#include "storming/model/private_notes.h"

#include <fmt/format.h>

#include <algorithm>

namespace stormbench::storming {

Deriver::Deriver(const Board& board)
    : m_board(board)
    , m_graph(board)
{
}

// What a service or a topic is called would tell what somebody has not revealed yet.
Topology generate(const Board& board)
{
    const std::set<NoteId> hidden = hiddenNotes(board);
    if (hidden.empty())
        return Deriver(board).run();
    const Board shown = withoutPrivateNotes(board);
    Topology topology = Deriver(shown).run();
    topology.diagnostics.push_back({DiagnosticSeverity::Warning,
        fmt::format("{} left out until {} revealed",
            hidden.size() == 1 ? "1 private note is"
                               : fmt::format("{} private notes are", hidden.size()),
            hidden.size() == 1 ? "it is" : "they are"),
        {hidden.begin(), hidden.end()}});
    return topology;
}

Topology Deriver::run()
{
    m_topology.title = m_board.settings().title.simplified().toStdString();
    m_topology.domain = m_graph.domainOf({}).toStdString();
    m_topology.contexts = m_graph.contexts();
    deriveMessages();
    deriveServices();
    deriveSagas();
    deriveFlow();
    diagnoseEdges();
    diagnoseNotes();

    std::sort(m_topology.topics.begin(), m_topology.topics.end(),
        [](const auto& a, const auto& b) { return a.name < b.name; });
    std::sort(m_topology.messages.begin(), m_topology.messages.end(),
        [](const auto& a, const auto& b) { return a.type < b.type; });
    std::sort(m_topology.services.begin(), m_topology.services.end(),
        [](const auto& a, const auto& b) { return a.id < b.id; });
    for (ServiceSpec& service : m_topology.services)
        std::sort(service.reactions.begin(), service.reactions.end(),
            [](const auto& a, const auto& b) { return a.trigger < b.trigger; });
    // Contexts that generate nothing (a frame of hotspots) would be empty documents and rows.
    std::erase_if(m_topology.contexts, [&](const auto& context) {
        return std::none_of(m_topology.services.begin(), m_topology.services.end(),
                   [&](const auto& s) { return s.context == context.first; })
            && std::none_of(m_topology.topics.begin(), m_topology.topics.end(),
                [&](const auto& t) { return t.context == context.first; });
    });
    return std::move(m_topology);
}

void Deriver::report(DiagnosticSeverity severity, const QString& message, std::vector<NoteId> notes)
{
    m_topology.diagnostics.push_back({severity, message.toStdString(), std::move(notes)});
}

void Deriver::deriveFlow()
{
    for (const Edge& edge : m_graph.edges()) {
        const Element* from = m_graph.elementOf(edge.from);
        const Element* to = m_graph.elementOf(edge.to);
        if (!from || !to)
            continue;
        const auto* sent = typeOf(*to);
        const auto* taken = typeOf(*from);
        const auto sender = m_services.find(from);
        const auto taker = m_services.find(to);
        const bool fromMessage
            = edge.fromKind == NoteKind::Event || edge.fromKind == NoteKind::Command;
        const bool toMessage = edge.toKind == NoteKind::Event || edge.toKind == NoteKind::Command;
        if (toMessage && sent && sender != m_services.end()
            && (!fromMessage || edge.fromKind == NoteKind::Command))
            m_topology.edges.push_back({edge.from, edge.to, sender->second, *sent, false});
        else if (fromMessage && taken && taker != m_services.end() && !toMessage)
            m_topology.edges.push_back({edge.from, edge.to, taker->second, *taken, true});
    }
}

void Deriver::diagnoseEdges()
{
    for (const Edge& edge : m_graph.edges()) {
        const Element* from = m_graph.elementOf(edge.from);
        const Element* to = m_graph.elementOf(edge.to);
        if (edge.fromKind == NoteKind::Event && edge.toKind == NoteKind::Command)
            report(DiagnosticSeverity::Warning,
                QStringLiteral("\"%1\" leads to \"%2\" without a policy, so nothing runs between "
                               "them: insert the policy that decides it.")
                    .arg(from->name, to->name),
                {edge.from, edge.to});
        else if (edge.fromKind == NoteKind::Actor && edge.toKind == NoteKind::Event)
            report(DiagnosticSeverity::Warning,
                QStringLiteral("\"%1\" cannot produce \"%2\" itself: insert the command they give "
                               "and the aggregate that decides.")
                    .arg(from->name, to->name),
                {edge.from, edge.to});
    }
}

void Deriver::diagnoseNotes()
{
    for (const auto& [id, note] : m_board.notes()) {
        if (note.kind == NoteKind::Hotspot && note.flag(NoteProperty::Blocking))
            report(DiagnosticSeverity::Error,
                QStringLiteral(
                    "The hotspot \"%1\" is marked as blocking: settle it, or take the mark away.")
                    .arg(note.name()),
                {id});
    }
    for (const Element& element : m_graph.elements()) {
        if (element.kind != NoteKind::Event || !typeOf(element)
            || element.setting(NoteProperty::External).flag(NoteProperty::External))
            continue;
        const auto& type = *typeOf(element);
        const bool produced = std::any_of(m_topology.services.begin(), m_topology.services.end(),
            [&](const ServiceSpec& service) {
                return std::any_of(service.reactions.begin(), service.reactions.end(),
                    [&](const Reaction& reaction) {
                        return std::any_of(reaction.emissions.begin(), reaction.emissions.end(),
                            [&](const Emission& e) { return e.type == type; });
                    });
            });
        if (!produced)
            report(DiagnosticSeverity::Warning,
                QStringLiteral("Nothing on the board produces \"%1\", so it will not occur: add "
                               "its aggregate and command, or mark it "
                               "as coming from outside.")
                    .arg(element.name),
                element.noteIds());
    }
    if (m_topology.services.empty())
        report(DiagnosticSeverity::Error,
            QStringLiteral("The board has nothing that runs yet: it needs at least an actor, a "
                           "command, an aggregate and an event that touch."),
            {});
}

}  // namespace stormbench::storming
