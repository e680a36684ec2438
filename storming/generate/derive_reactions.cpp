// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/generate/deriver.h"

#include <algorithm>

namespace stormbench::storming {

/// What a policy or a saga does upon one of its triggers. Drawn several times, each note says what
/// the triggers beside it lead to: that is how a saga's steps are told apart. A saga's note that
/// leads to nothing is an end; a policy's stands for the whole policy. What is drawn without a
/// trigger follows every one.
std::vector<Emission> Deriver::effectsOf(const Element& policy, const Element& trigger) const
{
    std::vector<Emission> effects;
    for (const Note* note : policy.notes) {
        const auto triggers = m_graph.before(*note, {NoteKind::Event, NoteKind::Timer});
        const bool beside = std::ranges::any_of(
            triggers, [&](const Note* other) { return m_graph.elementOf(other->id) == &trigger; });
        const auto own = emissionsAfter(*note);
        if (beside && own.empty() && policy.kind == NoteKind::Policy)
            return emissionsAfter(policy);
        if (!beside && !triggers.empty())
            continue;
        for (const Emission& emission : own)
            if (std::ranges::find(effects, emission.type, &Emission::type) == effects.end())
                effects.push_back(emission);
    }
    return effects;
}

std::vector<Emission> Deriver::emissionsAfter(const Note& note) const
{
    const Element& element = *m_graph.elementOf(note.id);
    std::set<std::string> beside;
    for (const Note* next : m_graph.after(note, {NoteKind::Command, NoteKind::Event}))
        if (const auto* type = typeOf(*m_graph.elementOf(next->id)))
            beside.insert(*type);
    auto emissions = emissionsAfter(element);
    std::erase_if(emissions, [&](const Emission& each) { return !beside.contains(each.type); });
    return emissions;
}

void Deriver::derivePolicy(const Element& policy, ServiceKind kind)
{
    ServiceSpec service = makeService(policy, kind);
    service.guard = policy.setting(NoteProperty::Guard)
                        .string(NoteProperty::Guard)
                        .simplified()
                        .toStdString();
    for (const NoteKind triggerKind : {NoteKind::Event, NoteKind::Timer}) {
        for (const Element* event : m_graph.before(policy, {triggerKind})) {
            if (const auto* type = typeOf(*event)) {
                const std::string& topic = m_topology.message(*type)->topic;
                if (std::ranges::find(service.topics, topic) == service.topics.end())
                    service.topics.push_back(topic);
                service.reactions.push_back({*type, true, effectsOf(policy, *event)});
            }
        }
    }
    if (service.reactions.empty()) {
        report(DiagnosticSeverity::Warning,
            QStringLiteral(
                "Nothing triggers the policy \"%1\": put the event it waits for on its left.")
                .arg(policy.name),
            policy.noteIds());
        return;
    }
    addService(std::move(service));
}

}  // namespace stormbench::storming
