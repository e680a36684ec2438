// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

using enum NoteKind;

// The matrix speaks for software design. A level below, an error is a warning and a warning a hint; on the big picture all
// are hints. Two relations are fine until their level asks for more.
Severity severityOf(const Edge& edge, Verdict verdict, Level level)
{
    if (verdict == Verdict::Ok || verdict == Verdict::Free)
        return Severity::Off;
    const bool fineBelowDesign = edge.fromKind == Command && edge.toKind == Event;
    const bool fineOnBigPicture = edge.fromKind == Event && edge.toKind == Event;
    if ((fineBelowDesign && level != Level::Design) || (fineOnBigPicture && level == Level::BigPicture))
        return Severity::Off;
    if (level == Level::BigPicture)
        return Severity::Hint;
    const bool grave = verdict == Verdict::Error;
    if (level == Level::Process)
        return grave ? Severity::Warning : Severity::Hint;
    return grave ? Severity::Error : Severity::Warning;
}

QString namesOf(const std::vector<const Thing*>& things)
{
    QStringList names;
    for (const Thing* thing : things)
        names.append(thing->name);
    return names.join(QStringLiteral(", "));
}

void checkEvent(RuleContext& context, const Thing& event)
{
    const bool external = std::ranges::any_of(event.notes, [&](NoteId id) { return context.board().note(id)->flag(NoteProperty::External); });
    if (!external && context.index.sourcesOf(event, {Aggregate, System, Timer, Saga, Policy, Command, Actor}).empty())
        context.report(RuleId::EventWithoutProducer, event);
    if (context.index.targetsOf(event, {Policy, ReadModel, System, Saga, Command}).empty())
        context.report(RuleId::EventWithoutConsumer, event);
}

void checkCommand(RuleContext& context, const Thing& command)
{
    const auto handlers = context.index.targetsOf(command, {Aggregate, System});
    const bool eventIsEnough = context.level != Level::Design && !context.index.targetsOf(command, {Event}).empty();
    if (handlers.empty() && !eventIsEnough)
        context.report(RuleId::CommandWithoutHandler, command);
    if (handlers.size() > 1)
        context.report(RuleId::CommandWithTwoHandlers, command, {namesOf(handlers)});
    if (context.index.sourcesOf(command, {Actor, Policy, System, Saga, Event, Timer, ReadModel}).empty())
        context.report(RuleId::CommandWithoutIssuer, command);
}

void checkPolicy(RuleContext& context, const Thing& policy)
{
    if (context.index.sourcesOf(policy, {Event, Timer, System}).empty())
        context.report(RuleId::PolicyWithoutTrigger, policy);
    if (context.index.targetsOf(policy, {Command, Event, Aggregate, System}).empty())
        context.report(RuleId::PolicyWithoutEffect, policy);
}

void checkAggregate(RuleContext& context, const Thing& aggregate)
{
    if (context.index.sourcesOf(aggregate, {Command, Policy, Saga}).empty())
        context.report(RuleId::AggregateWithoutCommand, aggregate);
    if (context.index.targetsOf(aggregate, {Event}).empty())
        context.report(RuleId::AggregateWithoutEvent, aggregate);
}

void checkActor(RuleContext& context, const Thing& actor)
{
    const bool acts = !context.index.targetsOf(actor).empty();
    const bool sees = !context.index.targetsOf(actor, {ReadModel}).empty() || !context.index.sourcesOf(actor, {ReadModel}).empty();
    if (!acts && !sees)
        context.report(RuleId::ActorWithoutCommand, actor);
    else if (!sees)
        context.report(RuleId::ActorWithoutReadModel, actor);
}

}  // namespace

void checkGrammar(RuleContext& context)
{
    for (const Edge& edge : context.index.edges()) {
        const GrammarEntry grammar = edge.grammar();
        const Severity severity = severityOf(edge, grammar.verdict, context.level);
        if (severity == Severity::Off)
            continue;
        const Note& from = *context.board().note(edge.from);
        const Note& to = *context.board().note(edge.to);
        const QString message = QLatin1Char('"') + from.name() + QStringLiteral("\" → \"") + to.name() + QStringLiteral("\": ")
            + QString::fromUtf8(grammar.why);
        context.findings.push_back({RuleId::GrammarEdge, severity, {edge.from, edge.to}, {}, message,
                                    grammar.fix.label ? QString::fromUtf8(grammar.fix.label) : QString()});
    }
}

void checkStructure(RuleContext& context)
{
    for (const Thing& thing : context.index.things()) {
        switch (thing.kind) {
        case Event: checkEvent(context, thing); break;
        case Command: checkCommand(context, thing); break;
        case Policy: checkPolicy(context, thing); break;
        case Aggregate: checkAggregate(context, thing); break;
        case Actor: checkActor(context, thing); break;
        case ReadModel:
            if (context.index.sourcesOf(thing, {Event, Aggregate, System}).empty())
                context.report(RuleId::ReadModelWithoutSource, thing);
            break;
        case System:
            if (context.index.edgesInto(thing).empty() && context.index.edgesFrom(thing).empty())
                context.report(RuleId::SystemUnconnected, thing);
            break;
        case Timer:
            if (context.index.edgesFrom(thing).empty())
                context.report(RuleId::TimerWithoutEffect, thing);
            break;
        default: break;
        }
    }
}

}  // namespace stormbench::storming
