// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/generate/deriver.h"

#include <algorithm>

#include "storming/generate/naming.h"
#include "storming/generate/saga_reader.h"

namespace stormbench::storming {
namespace {

using Types = SagaReader::Types;

NoteField field(quint32 number, const char* name, FieldType type, bool optional = false)
{
    return {number, QString::fromLatin1(name), type, optional, {}, {}};
}

std::vector<Emission> emissionsOf(const Types& types)
{
    std::vector<Emission> emissions;
    for (const std::string& type : types)
        emissions.push_back({type, 1, false});
    return emissions;
}

/// What may follow a trigger.
Types followersOf(const SagaPlan& plan, const std::string& trigger)
{
    Types types;
    const auto go = [&](std::size_t from) {
        if (const auto step = plan.forward(from))
            return SagaReader::add(types, plan.steps[*step].command);
        for (const std::string& end : plan.completed)
            SagaReader::add(types, end);
    };
    const auto back = [&](std::size_t end) {
        if (const auto step = plan.backward(end))
            return SagaReader::add(types, plan.steps[*step].compensation);
        for (const std::string& failed : plan.failed)
            SagaReader::add(types, failed);
    };
    if (SagaReader::holds(plan.starts, trigger))
        go(0);
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const SagaPlanStep& step = plan.steps[i];
        if (SagaReader::holds(step.fails, trigger))
            back(i);
        else if (SagaReader::holds(step.answers, trigger))
            go(i + 1);
        if (SagaReader::holds(step.undone, trigger))
            back(i);
    }
    SagaReader::add(types, plan.stateType);
    return types;
}

std::vector<Reaction> reactionsOf(const SagaPlan& plan, const Types& triggers)
{
    std::vector<Reaction> reactions;
    Types all;
    for (const std::string& trigger : triggers)
        reactions.push_back({trigger, true, emissionsOf(followersOf(plan, trigger))});
    for (const SagaPlanStep& step : plan.steps)
        for (const std::string& type : {step.command, step.compensation})
            if (!type.empty())
                SagaReader::add(all, type);
    for (const Types* ends : {&plan.completed, &plan.failed})
        for (const std::string& type : *ends)
            SagaReader::add(all, type);
    SagaReader::add(all, plan.stateType);
    reactions.push_back({plan.replyType, true, emissionsOf(all)});
    return reactions;
}

}  // namespace

/// After all other services: a saga's answers are what they do.
void Deriver::deriveSagas()
{
    for (const Element& element : m_graph.elements()) {
        const auto id = m_services.find(&element);
        if (element.kind == NoteKind::Saga && id != m_services.end())
            deriveSteps(
                element, *std::ranges::find(m_topology.services, id->second, &ServiceSpec::id));
    }
}

void Deriver::deriveSteps(const Element& saga, ServiceSpec& service)
{
    const PropertyValue value = saga.setting(NoteProperty::Steps).value(NoteProperty::Steps);
    const auto* steps = std::get_if<std::vector<SagaStep>>(&value);
    if (!steps || steps->empty())
        return;
    const SagaReader reader(
        m_graph, m_topology, saga, [this](const Element& element) { return typeOf(element); },
        [&](const Element& trigger) { return effectsOf(saga, trigger); });
    const auto resolve = [&](const QString& name) {
        const std::string type = nameKey(name).isEmpty() ? "" : reader.commandNamed(name);
        if (type.empty() && !name.trimmed().isEmpty())
            report(DiagnosticSeverity::Warning,
                QStringLiteral("The saga \"%1\" has a step \"%2\", but nothing on the board "
                               "handles a command of that name: the step is left out.")
                    .arg(saga.name, name.simplified()),
                saga.noteIds());
        return type;
    };
    SagaPlan plan;
    for (const SagaStep& step : *steps)
        plan.steps.push_back({resolve(step.command), resolve(step.compensation), {}, {}, {},
            std::max<qint64>(0, step.timeoutMs)});
    std::erase_if(plan.steps,
        [](const SagaPlanStep& step) { return step.command.empty() && step.compensation.empty(); });
    if (plan.steps.empty())
        return;
    reader.readAnswers(plan);
    reader.readEnds(plan);
    if (!plan.forward(0))
        return;
    if (plan.starts.empty()) {
        report(DiagnosticSeverity::Warning,
            QStringLiteral("Nothing starts the saga \"%1\": connect it with an event that is not "
                           "the answer to one of its own steps.")
                .arg(saga.name),
            saga.noteIds());
        return;
    }
    settleReplies(saga, plan);
    service.topics.push_back(m_topology.message(plan.replyType)->topic);
    std::ranges::sort(service.topics);
    service.reactions = reactionsOf(plan, reader.triggers());
    service.saga = std::move(plan);
}

/// The topics and messages of its own; and those whom it commands know how to reply.
void Deriver::settleReplies(const Element& saga, SagaPlan& plan)
{
    const auto addOwn = [&](const char* suffix, MessageRole role, TopicRole topic,
                            const char* description, std::vector<NoteField> fields) {
        MessageType message;
        const std::string name = pascalCase(saga.name).toStdString();
        message.name = (name.empty() ? "Saga" : name) + suffix;
        message.type = uniqueType(saga.context + "." + message.name);
        message.title
            = saga.name.toStdString() + (role == MessageRole::Reply ? " reply" : " state");
        message.description = description;
        message.role = role;
        message.context = saga.context;
        message.topic = streamTopic(saga, topic);
        message.keyField = "sagaId";
        message.fields = std::move(fields);
        message.notes = saga.noteIds();
        m_topology.messages.push_back(message);
        return message.type;
    };
    using enum FieldType;
    plan.keyField = saga.keyField().toStdString();
    plan.replyType = addOwn("Reply", MessageRole::Reply, TopicRole::Replies,
        "What a participant answers to a command of the saga: the event that came of it, and its "
        "payload.",
        {field(1, "sagaId", String), field(2, "command", String), field(3, "failed", Boolean),
            field(4, "event", String, true), field(5, "reason", String, true)});
    plan.stateType = addOwn("State", MessageRole::State, TopicRole::State,
        "How far one saga has come; nothing once it has ended.",
        {field(1, "sagaId", String), field(2, "phase", String), field(3, "step", Integer),
            field(4, "startedBy", String), field(5, "tries", Integer),
            field(6, "command", String, true), field(7, "commandId", String, true),
            field(8, "deadline", DateTime, true)});
    for (ServiceSpec& participant : m_topology.services)
        for (Reaction& reaction : participant.reactions)
            if (std::ranges::any_of(plan.steps, [&](const SagaPlanStep& step) {
                    return !reaction.trigger.empty()
                        && (reaction.trigger == step.command
                            || reaction.trigger == step.compensation);
                }))
                SagaReader::add(reaction.replies, plan.replyType);
}

}  // namespace stormbench::storming
