// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

using enum NoteKind;

// The matrix speaks for software design. A level below, an error is a warning and a warning a hint;
// on the big picture all are hints. Two relations are fine until their level asks for more.
Severity severityOf(const Edge& edge, Verdict verdict, Level level)
{
    if (verdict == Verdict::Ok || verdict == Verdict::Free)
        return Severity::Off;
    const bool fineBelowDesign = edge.fromKind == Command && edge.toKind == Event;
    const bool fineOnBigPicture = edge.fromKind == Event && edge.toKind == Event;
    if ((fineBelowDesign && level != Level::Design)
        || (fineOnBigPicture && level == Level::BigPicture))
        return Severity::Off;
    if (level == Level::BigPicture)
        return Severity::Hint;
    const bool grave = verdict == Verdict::Error;
    if (level == Level::Process)
        return grave ? Severity::Warning : Severity::Hint;
    return grave ? Severity::Error : Severity::Warning;
}

QString namesOf(const std::vector<const Element*>& elements)
{
    QStringList names;
    for (const Element* element : elements)
        names.append(element->name);
    return names.join(QStringLiteral(", "));
}

void checkEvent(RuleContext& context, const Element& event)
{
    const bool external = std::ranges::any_of(
        event.notes, [](const Note* note) { return note->flag(NoteProperty::External); });
    if (!external
        && context.graph.before(event, {Aggregate, System, Timer, Saga, Policy, Command, Actor})
               .empty())
        context.report(RuleId::EventWithoutProducer, event);
    if (context.graph.after(event, {Policy, ReadModel, System, Saga, Command}).empty())
        context.report(RuleId::EventWithoutConsumer, event);
}

void checkCommand(RuleContext& context, const Element& command)
{
    const auto handlers = context.graph.after(command, {Aggregate, System});
    const bool eventIsEnough
        = context.level != Level::Design && !context.graph.after(command, {Event}).empty();
    if (handlers.empty() && !eventIsEnough)
        context.report(RuleId::CommandWithoutHandler, command);
    if (handlers.size() > 1)
        context.report(RuleId::CommandWithTwoHandlers, command, {namesOf(handlers)});
    if (context.graph.before(command, {Actor, Policy, System, Saga, Event, Timer, ReadModel})
            .empty())
        context.report(RuleId::CommandWithoutIssuer, command);
}

void checkPolicy(RuleContext& context, const Element& policy)
{
    if (context.graph.before(policy, {Event, Timer, System}).empty())
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
    const bool sees = !context.graph.after(actor, {ReadModel}).empty()
        || !context.graph.before(actor, {ReadModel}).empty();
    if (!acts && !sees)
        context.report(RuleId::ActorWithoutCommand, actor);
    else if (!sees)
        context.report(RuleId::ActorWithoutReadModel, actor);
}

}  // namespace

void checkGrammar(RuleContext& context)
{
    for (const Edge& edge : context.graph.edges()) {
        const GrammarEntry grammar = edge.grammar();
        const Severity severity = severityOf(edge, grammar.verdict, context.level);
        if (severity == Severity::Off)
            continue;
        const Note& from = *context.board().note(edge.from);
        const Note& to = *context.board().note(edge.to);
        const QString message = QLatin1Char('"') + from.name() + QStringLiteral("\" → \"")
            + to.name() + QStringLiteral("\": ") + QString::fromUtf8(grammar.why);
        context.findings.push_back({RuleId::GrammarEdge, severity, {edge.from, edge.to}, {},
            message, grammar.fix.label ? QString::fromUtf8(grammar.fix.label) : QString()});
    }
}

void checkStructure(RuleContext& context)
{
    for (const Element& element : context.graph.elements()) {
        switch (element.kind) {
        case Event: checkEvent(context, element); break;
        case Command: checkCommand(context, element); break;
        case Policy: checkPolicy(context, element); break;
        case Aggregate: checkAggregate(context, element); break;
        case Actor: checkActor(context, element); break;
        case ReadModel:
            if (context.graph.before(element, {Event, Aggregate, System}).empty())
                context.report(RuleId::ReadModelWithoutSource, element);
            break;
        case System:
            if (context.graph.before(element).empty() && context.graph.after(element).empty())
                context.report(RuleId::SystemUnconnected, element);
            break;
        case Timer:
            if (context.graph.after(element).empty())
                context.report(RuleId::TimerWithoutEffect, element);
            break;
        default: break;
        }
    }
}

}  // namespace stormbench::storming
