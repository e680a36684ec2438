// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule.h"

#include <array>

namespace stormbench::storming {

namespace {

using enum RuleId;
constexpr Severity Off = Severity::Off, Info = Severity::Info, Hint = Severity::Hint,
                   Warning = Severity::Warning, Error = Severity::Error;

// id, key, severities at big picture, process, design; message; fix; explanation.
constexpr std::array kRules{
    Rule{EmptyName, "empty-name", Hint, Warning, Error, "A note of kind %1 has no name",
        "Write on it what it stands for", "What is generated takes its name from the note."},
    Rule{EventNotPastTense, "event-not-past-tense", Hint, Warning, Warning,
        "\"%1\" does not read as something that happened", "Use the past tense: \"Order placed\"",
        "An event is a fact. The past tense keeps it from being mistaken for a wish."},
    Rule{CommandNotImperative, "command-not-imperative", Off, Warning, Warning,
        "\"%1\" does not read as an instruction", "Begin with a verb: \"Place order\"",
        "A command asks for something that may still be refused."},
    Rule{PolicyWithoutWhenever, "policy-without-whenever", Off, Hint, Hint,
        "The policy \"%1\" does not say when it applies", "Write its rule: \"whenever X, then Y\"",
        "The rule is what the team has to agree on. Ask: is this always the case?"},
    Rule{Alias, "alias-differs", Off, Hint, Warning,
        "\"%1\" is drawn several times with different fields",
        "Keep the fields on one of the notes",
        "Notes of one kind and name are one thing, so only one list of fields can hold."},
    Rule{TwoMeanings, "two-meanings", Off, Off, Hint, "\"%1\" has different fields in two contexts",
        "Give them two names, or the same fields",
        "One word with two meanings is the usual sign of a context boundary."},

    Rule{GrammarEdge, "grammar", Hint, Warning, Error, "%1", "",
        "The grammar of the notation says what may follow what."},
    Rule{EventWithoutProducer, "event-without-producer", Off, Warning, Error,
        "Nothing produces \"%1\"",
        "Put the aggregate or the system that produces it to its left, or mark it as coming from "
        "outside",
        "A topic without a producer stays empty."},
    Rule{EventWithoutConsumer, "event-without-consumer", Off, Info, Info, "Nobody consumes \"%1\"",
        "Add a policy or a read model, if somebody should react",
        "An event that interests nobody may still be right: it is history."},
    Rule{CommandWithoutHandler, "command-without-handler", Off, Warning, Error,
        "Nothing handles \"%1\"",
        "Put the aggregate or the system that takes the decision to its right",
        "A command without an owner is never carried out."},
    Rule{CommandWithTwoHandlers, "command-with-two-handlers", Off, Warning, Error,
        "\"%1\" has several owners: %2",
        "Leave the command to one of them; the others react to its event",
        "Exactly one aggregate decides about a command."},
    Rule{CommandWithoutIssuer, "command-without-issuer", Off, Hint, Warning, "Nobody issues \"%1\"",
        "Put an actor or a policy to its left",
        "Without an actor, a policy or a system it never starts."},
    Rule{PolicyWithoutTrigger, "policy-without-trigger", Off, Warning, Error,
        "Nothing activates the policy \"%1\"", "Put the event it waits for to its left",
        "A policy is a reaction: without an event it never runs."},
    Rule{PolicyWithoutEffect, "policy-without-effect", Off, Warning, Error,
        "The policy \"%1\" does nothing", "Put the command it issues to its right",
        "A reaction without a command changes nothing."},
    Rule{ReadModelWithoutSource, "read-model-without-source", Off, Warning, Error,
        "Nothing feeds the read model \"%1\"", "Connect it with the events it is built from",
        "A read model shows what events have told it."},
    Rule{AggregateWithoutCommand, "aggregate-without-command", Off, Hint, Warning,
        "No command reaches the aggregate \"%1\"", "Put the command it decides about to its left",
        "An aggregate exists to decide about commands."},
    Rule{AggregateWithoutEvent, "aggregate-without-event", Off, Hint, Warning,
        "The aggregate \"%1\" says nothing", "Put the event it produces to its right",
        "What an aggregate decided is only known through its events."},
    Rule{ActorWithoutCommand, "actor-without-part", Off, Hint, Warning,
        "\"%1\" decides nothing and sees nothing", "Put the command they decide about beside them",
        "An actor without a part does not belong to the process."},
    Rule{ActorWithoutReadModel, "actor-without-read-model", Off, Off, Hint,
        "What does \"%1\" look at to decide?", "Put a read model beside the actor",
        "Decisions need information: naming it finds missing screens."},
    Rule{SystemUnconnected, "system-unconnected", Off, Hint, Warning,
        "The system \"%1\" takes no part", "Connect it with a command or an event",
        "A system that neither receives nor emits anything cannot be simulated."},
    Rule{LoopWithoutGuard, "loop-without-guard", Off, Warning, Warning,
        "A loop without a way out runs through \"%1\"",
        "Give one of its policies a guard: \"only if …\"",
        "Each round triggers the next one, for ever."},
    Rule{TimerWithoutEffect, "timer-without-effect", Off, Warning, Warning,
        "The timer \"%1\" triggers nothing", "Put an event or a policy to its right",
        "Time alone changes nothing."},

    Rule{AggregateWithoutKey, "aggregate-without-key", Off, Off, Error,
        "The aggregate \"%1\" has no key field", "Name the field that tells one from another",
        "The key keeps all events of one aggregate in one partition, in order."},
    Rule{EventWithoutKey, "event-without-key", Off, Off, Error,
        "\"%1\" does not carry the key \"%2\" of its aggregate", "Add the field to the event",
        "Without its key an event cannot be put into the right partition."},
    Rule{CommandWithoutKey, "command-without-key", Off, Off, Warning,
        "\"%1\" does not say which %2 it is for", "Add the aggregate's key field to the command",
        "A command is routed by the key of the aggregate that handles it."},
    Rule{DuplicateField, "duplicate-field", Off, Warning, Error,
        "\"%1\" has the field \"%2\" twice", "Rename or remove one",
        "A record cannot hold two values under one name."},
    Rule{ViewFieldWithoutSource, "view-field-without-source", Off, Off, Warning,
        "No event carries the field \"%2\" of the read model \"%1\"",
        "Add it to one of the events, or remove it here",
        "A read model can only show what some event has told it."},

    Rule{NoteOutsideContext, "outside-context", Off, Off, Info, "\"%1\" belongs to no context",
        "Draw a frame around it",
        "The context gives topics their prefix and services their owner."},
    Rule{IllegalTopicName, "illegal-topic-name", Off, Warning, Error,
        "\"%1\" gives the topic name \"%2\", which Kafka refuses",
        "Use letters, digits, '.', '-' and '_', at most 249",
        "Kafka allows [a-zA-Z0-9._-] in the name of a topic."},
    Rule{UnnamedContext, "unnamed-context", Off, Warning, Warning, "A context has no name",
        "Write its name into the frame's tab",
        "The context's name is part of the names of its topics and groups."},
    Rule{TopicNameCollision, "topic-name-collision", Off, Off, Error,
        "\"%1\" gives the topic \"%2\" a second meaning",
        "Rename one of the two, or set a topic name",
        "Two streams in one topic mix their keys; '.' and '_' collide in metric names."},

    Rule{BlockingHotspot, "blocking-hotspot", Hint, Warning, Error,
        "An open question blocks generation: \"%1\"", "Answer it, or clear its blocking mark",
        "The team marked it as something to settle first."},
};

}  // namespace

Severity Rule::at(Level level) const
{
    switch (level) {
    case Level::BigPicture: return bigPicture;
    case Level::Process: return process;
    case Level::Design: return design;
    }
    return design;
}

std::span<const Rule> rules()
{
    return kRules;
}

const Rule& ruleOf(RuleId id)
{
    for (const Rule& rule : kRules)
        if (rule.id == id)
            return rule;
    return kRules.front();
}

const char* toKey(Severity severity)
{
    constexpr const char* kKeys[] = {"off", "info", "hint", "warning", "error"};
    return kKeys[static_cast<int>(severity)];
}

}  // namespace stormbench::storming
