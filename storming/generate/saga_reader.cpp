// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/generate/saga_reader.h"

#include <algorithm>

#include "storming/model/naming.h"

namespace stormbench::storming {

bool SagaReader::holds(const Types& types, const std::string& type)
{
    return std::ranges::find(types, type) != types.end();
}

void SagaReader::add(Types& types, const std::string& type)
{
    if (!holds(types, type))
        types.push_back(type);
}

SagaReader::SagaReader(const ElementGraph& graph, const Topology& topology, const Element& saga,
    TypeOf typeOf, const EffectsOf& effectsOf)
    : m_graph(graph)
    , m_topology(topology)
    , m_saga(saga)
    , m_typeOf(std::move(typeOf))
{
    for (const Element* event : graph.before(saga, {NoteKind::Event})) {
        const auto* type = m_typeOf(*event);
        if (!type)
            continue;
        m_triggers.push_back(*type);
        for (const Emission& emission : effectsOf(*event))
            add(m_effects[*type], emission.type);
    }
}

std::string SagaReader::commandNamed(const QString& name) const
{
    const QString key = nameKey(name);
    if (key.isEmpty())
        return {};
    for (const Element* command : m_graph.after(m_saga, {NoteKind::Command}))
        if (const auto* type = m_typeOf(*command); type && nameKey(command->name) == key)
            return *type;
    for (const Element& element : m_graph.elements()) {
        const bool isIt = element.kind == NoteKind::Command && nameKey(element.name) == key;
        if (const auto* type = isIt ? m_typeOf(element) : nullptr)
            return *type;
    }
    return {};
}

void SagaReader::readAnswers(SagaPlan& plan) const
{
    for (SagaPlanStep& step : plan.steps) {
        step.answers = outcomesOf(step.command);
        step.undone = outcomesOf(step.compensation);
    }
    if (isDoneByTheStart(plan.steps.front())) {
        plan.steps.front().command.clear();
        plan.steps.front().answers.clear();
    }
    for (SagaPlanStep& step : plan.steps)
        step.fails = failuresOf(plan, step);
    for (const std::string& trigger : m_triggers)
        if (std::ranges::none_of(plan.steps, [&](const SagaPlanStep& step) {
                return holds(step.answers, trigger) || holds(step.undone, trigger);
            }))
            add(plan.starts, trigger);
}

/// The command that the saga does not give, but whose outcome it waits for.
bool SagaReader::isDoneByTheStart(const SagaPlanStep& step) const
{
    const auto given = m_graph.after(m_saga, {NoteKind::Command});
    const bool gives = std::ranges::any_of(given, [&](const Element* command) {
        const auto* type = m_typeOf(*command);
        return type && *type == step.command;
    });
    return !gives && std::ranges::any_of(step.answers, [&](const std::string& answer) {
        return holds(m_triggers, answer);
    });
}

void SagaReader::readEnds(SagaPlan& plan) const
{
    std::size_t last = 0;
    for (std::size_t i = 0; i < plan.steps.size(); ++i)
        last = plan.steps[i].command.empty() ? last : i;
    for (const std::string& answer : plan.steps[last].answers)
        if (!holds(plan.steps[last].fails, answer))
            addDrawnEnds(plan.completed, answer);
    for (const SagaPlanStep& step : plan.steps)
        for (const Types* answers : {&step.fails, &step.undone})
            for (const std::string& answer : *answers)
                addDrawnEnds(plan.failed, answer);

    Types all;
    for (const Element* event : m_graph.after(m_saga, {NoteKind::Event}))
        if (const auto* type = m_typeOf(*event))
            add(all, *type);
    if (plan.completed.empty() && !all.empty())
        plan.completed = {all.front()};
    const auto left = std::ranges::find_if(
        all, [&](const std::string& type) { return !holds(plan.completed, type); });
    if (plan.failed.empty() && left != all.end())
        plan.failed = {*left};
}

SagaReader::Types SagaReader::outcomesOf(const std::string& command) const
{
    Types types;
    for (const ServiceSpec& service : m_topology.services)
        for (const Reaction& reaction : service.reactions)
            if (!command.empty() && reaction.trigger == command)
                for (const Emission& emission : reaction.emissions)
                    add(types, emission.type);
    return types;
}

/// By what the board draws behind the answer: the command of a step, or one that takes back.
SagaReader::Verdict SagaReader::verdictOn(const SagaPlan& plan, const std::string& answer) const
{
    const auto effects = m_effects.find(answer);
    if (effects == m_effects.end())
        return Verdict::Untold;
    bool forward = false, back = false;
    for (const std::string& type : effects->second) {
        if (std::ranges::find(plan.steps, type, &SagaPlanStep::command) != plan.steps.end())
            forward = true;
        else if (std::ranges::find(plan.steps, type, &SagaPlanStep::compensation)
            != plan.steps.end())
            back = true;
    }
    return forward == back ? Verdict::Untold : forward ? Verdict::Done : Verdict::Failed;
}

/// Where the board tells of some answers only, the others are of the other sort; where it tells of
/// none, the first one is the good one.
SagaReader::Types SagaReader::failuresOf(const SagaPlan& plan, const SagaPlanStep& step) const
{
    const auto told = [&](Verdict verdict) {
        return std::ranges::any_of(step.answers,
            [&](const std::string& answer) { return verdictOn(plan, answer) == verdict; });
    };
    const bool someDone = told(Verdict::Done), someFailed = told(Verdict::Failed);
    Types fails;
    for (const std::string& answer : step.answers) {
        const Verdict verdict = verdictOn(plan, answer);
        const bool second = !someFailed && answer != step.answers.front();
        if (verdict == Verdict::Failed || (verdict == Verdict::Untold && (someDone || second)))
            fails.push_back(answer);
    }
    return fails;
}

void SagaReader::addDrawnEnds(Types& ends, const std::string& answer) const
{
    const auto effects = m_effects.find(answer);
    if (effects == m_effects.end())
        return;
    const auto isEvent = [&](const std::string& type) {
        return m_topology.message(type)->role == MessageRole::Event;
    };
    if (std::ranges::all_of(effects->second, isEvent))
        for (const std::string& type : effects->second)
            add(ends, type);
}

}  // namespace stormbench::storming
