// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"
#include "storming/check/stream.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

using enum NoteKind;

QString namesOf(const std::vector<const Element*>& elements)
{
    QStringList names;
    for (const Element* element : elements)
        names.append(element->name);
    return names.join(QStringLiteral(", "));
}

void checkEvent(RuleContext& context, const Element& event)
{
    if (!isMarked(event, NoteProperty::External)
        && context.graph
               .before(event, {Aggregate, System, Timer, Saga, Policy, Command, Actor, Screen})
               .empty())
        context.report(RuleId::EventWithoutProducer, event);
    if (context.graph.after(event, {Policy, ReadModel, System, Saga, Command, Timer}).empty())
        context.report(RuleId::EventWithoutConsumer, event);
}

// In Event Modeling, and everywhere before software design, a command may lead to its event
// directly.
void checkCommand(RuleContext& context, const Element& command)
{
    const auto handlers = context.graph.after(command, {Aggregate, System});
    const bool eventIsEnough
        = (context.level != Level::Design || context.method() == Method::EventModeling)
        && !context.graph.after(command, {Event}).empty();
    if (handlers.empty() && !eventIsEnough)
        context.report(RuleId::CommandWithoutHandler, command);
    if (handlers.size() > 1)
        context.report(RuleId::CommandWithTwoHandlers, command, {namesOf(handlers)});
    if (context.graph
            .before(command, {Actor, Policy, System, Saga, Event, Timer, ReadModel, Screen})
            .empty())
        context.report(RuleId::CommandWithoutIssuer, command);
}

// An automation of Event Modeling works off a read model, its list of what is to do.
bool isTriggered(const RuleContext& context, const Element& reaction)
{
    const bool byEvents = !context.graph.before(reaction, {Event, Timer, System}).empty();
    const bool byList = context.method() == Method::EventModeling
        && !context.graph.before(reaction, {ReadModel}).empty();
    return byEvents || byList;
}

void checkPolicy(RuleContext& context, const Element& policy)
{
    if (!isTriggered(context, policy))
        context.report(RuleId::PolicyWithoutTrigger, policy);
    if (context.graph.after(policy, {Command, Event, Aggregate, System}).empty())
        context.report(RuleId::PolicyWithoutEffect, policy);
}

void checkAggregate(RuleContext& context, const Element& aggregate)
{
    if (context.graph.before(aggregate, {Command, Policy, Saga}).empty())
        context.report(RuleId::AggregateWithoutCommand, aggregate);
    if (context.graph.after(aggregate, {Event}).empty())
        context.report(RuleId::AggregateWithoutEvent, aggregate);
}

void checkActor(RuleContext& context, const Element& actor)
{
    const bool acts = !context.graph.after(actor).empty();
    const bool sees = !context.graph.after(actor, {ReadModel, Screen}).empty()
        || !context.graph.before(actor, {ReadModel, Screen}).empty();
    if (!acts && !sees)
        context.report(RuleId::ActorWithoutCommand, actor);
    else if (!sees)
        context.report(RuleId::ActorWithoutReadModel, actor);
}

void checkConnected(RuleContext& context, const Element& element, RuleId rule)
{
    if (context.graph.before(element).empty() && context.graph.after(element).empty())
        context.report(rule, element);
}

}  // namespace

void checkEdge(RuleContext& context, const Edge& edge)
{
    const Severity severity
        = grammarSeverity(edge.fromKind, edge.toKind, context.level, context.method());
    if (severity == Severity::Off)
        return;
    const GrammarEntry grammar = edge.grammar();
    const Note& from = *context.board().note(edge.from);
    const Note& to = *context.board().note(edge.to);
    const QString message = QLatin1Char('"') + from.name() + QStringLiteral("\" → \"") + to.name()
        + QStringLiteral("\": ") + QString::fromUtf8(grammar.why);
    context.findings.push_back({RuleId::GrammarEdge, severity, {edge.from, edge.to}, {}, message,
        grammar.fix.label ? QString::fromUtf8(grammar.fix.label) : QString()});
}

void checkStructure(RuleContext& context, const Element& element)
{
    switch (element.kind) {
    case Event: return checkEvent(context, element);
    case Command: return checkCommand(context, element);
    case Policy: return checkPolicy(context, element);
    case Aggregate: return checkAggregate(context, element);
    case Actor: return checkActor(context, element);
    case ReadModel:
        if (context.graph.before(element, {Event, Aggregate, System}).empty())
            context.report(RuleId::ReadModelWithoutSource, element);
        return;
    case System: return checkConnected(context, element, RuleId::SystemUnconnected);
    case Screen: return checkConnected(context, element, RuleId::ScreenUnconnected);
    case Timer:
        if (context.graph.after(element).empty())
            context.report(RuleId::TimerWithoutEffect, element);
        return;
    case Saga:
        if (!isTriggered(context, element))
            context.report(RuleId::SagaWithoutTrigger, element);
        return checkSaga(context, element);
    default: return;
    }
}

}  // namespace stormbench::storming
