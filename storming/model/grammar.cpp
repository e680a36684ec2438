// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/model/grammar.h"

namespace stormbench::storming {

namespace {

using enum NoteKind;

constexpr int kColumns = 9;
constexpr int kRows = 10;

constexpr GrammarFix kInsertCommand{"Insert a command", Command, Command, 1};
constexpr GrammarFix kInsertAggregate{"Insert an aggregate", Aggregate, Aggregate, 1};
constexpr GrammarFix kInsertEvent{"Insert an event", Event, Event, 1};
constexpr GrammarFix kInsertPolicy{"Insert a policy", Policy, Policy, 1};
constexpr GrammarFix kInsertCommandAggregate{
    "Insert a command and an aggregate", Command, Aggregate, 2};
constexpr GrammarFix kInsertEventPolicy{"Insert an event and a policy", Event, Policy, 2};
constexpr GrammarFix kInsertPolicyCommand{"Insert a policy and a command", Policy, Command, 2};
constexpr GrammarFix kInsertEventReadModel{"Insert an event and a read model", Event, ReadModel, 2};
constexpr GrammarFix kInsertCommandEvent{"Insert a command and an event", Command, Event, 2};
constexpr GrammarFix kInsertReadModel{"Insert a read model", ReadModel, ReadModel, 1};
constexpr GrammarFix kInsertReadModelPolicy{
    "Insert a read model and a policy", ReadModel, Policy, 2};

constexpr GrammarEntry ok(const char* verb)
{
    return {Verdict::Ok, verb, "", {}};
}
constexpr GrammarEntry w(const char* verb, const char* why, GrammarFix fix = {})
{
    return {Verdict::Warn, verb, why, fix};
}
constexpr GrammarEntry e(const char* why, GrammarFix fix = {})
{
    return {Verdict::Error, "", why, fix};
}

constexpr const char* kToActor
    = "Nothing leads to a person: an actor reads a read model and decides";
constexpr const char* kToPolicy = "Only an event (or a timer) activates a policy";
constexpr const char* kToSaga = "Only an event (or a timer) moves a saga on";
constexpr const char* kToAggregate = "Only a command reaches an aggregate";

constexpr const char* kToScreen = "What a screen shows comes from a read model";

// Rows and columns: actor, command, aggregate, system, event, policy, saga, read model, screen; the
// last row is the timer's.
constexpr GrammarEntry kMatrix[kRows][kColumns] = {
    // actor →
    {e(kToActor), ok("decides"), e("A person acts through a command", kInsertCommand),
        w("uses", "A person acts on a system through a command", kInsertCommand),
        w("causes", "Between a person and an event there is a decision and the thing that takes it",
            kInsertCommandAggregate),
        e(kToPolicy), e(kToSaga), ok("observes"), ok("works with")},
    // command →
    {e(kToActor),
        e("A command causes an event; a policy issues the next command", kInsertEventPolicy),
        ok("invoked on"), ok("invoked on"),
        w("results in", "Some aggregate decides what a command results in", kInsertAggregate),
        e(kToPolicy), e(kToSaga), w("queries", "This treats a command as a query"),
        e(kToScreen, kInsertEventReadModel)},
    // aggregate →
    {e(kToActor),
        e("An aggregate says what happened; a policy issues the next command", kInsertEventPolicy),
        e("Aggregates speak to each other through events and policies", kInsertEventPolicy),
        w("calls", "A side effect inside an aggregate cannot be repeated safely"), ok("produces"),
        e(kToPolicy), e(kToSaga), w("feeds", "A read model is fed by events", kInsertEvent),
        e(kToScreen)},
    // system →
    {e(kToActor), ok("calls"), e(kToAggregate, kInsertCommand),
        w("calls", "How two systems talk is not on the board"), ok("produces"),
        w("activates", "An event activates a policy", kInsertEvent), e(kToSaga, kInsertEvent),
        w("feeds", "A read model is fed by events", kInsertEvent), e(kToScreen)},
    // event →
    {e(kToActor), w("triggers", "A reaction to an event is a policy", kInsertPolicy),
        e(kToAggregate, kInsertPolicyCommand), ok("is sent to"),
        w("then", "What leads from one event to the next is not on the board"), ok("activates"),
        ok("moves on"), ok("results in"), e(kToScreen, kInsertReadModel)},
    // policy →
    {e(kToActor), ok("issues"), w("acts on", "A policy acts through a command", kInsertCommand),
        w("calls", "A policy acts through a command", kInsertCommand),
        w("translates to", "A policy that emits an event itself is a translator"),
        e(kToPolicy, kInsertEvent), e(kToSaga, kInsertEvent), ok("needs"), e(kToScreen)},
    // saga →
    {e(kToActor), ok("issues"), w("acts on", "A saga acts through a command", kInsertCommand),
        w("calls", "A saga acts through a command", kInsertCommand), ok("ends with"),
        e(kToPolicy, kInsertEvent), e(kToSaga, kInsertEvent), ok("needs"), e(kToScreen)},
    // read model →
    {ok("informs"), w("informs", "Somebody decides: put an actor or a policy in between"),
        e(kToAggregate), w("feeds", "A system is told by events"),
        e("Information alone makes nothing happen"), ok("informs"), ok("informs"),
        e("A read model is fed by events"), ok("is shown on")},
    // screen →
    {ok("informs"), ok("submits"), e(kToAggregate, kInsertCommand),
        w("uses", "A person acts on a system through a command", kInsertCommand),
        w("causes", "Between a screen and an event there is a command and the thing that takes it",
            kInsertCommandAggregate),
        e(kToPolicy), e(kToSaga), ok("reads"), ok("leads to")},
    // timer →
    {e(kToActor), w("triggers", "Time activates a policy, which issues the command", kInsertPolicy),
        e(kToAggregate), e("Time activates a policy, which issues a command", kInsertPolicyCommand),
        ok("triggers"), ok("activates"), ok("moves on"),
        e("A read model is fed by events", kInsertEvent), e(kToScreen)},
};

/// Where Event Modeling disagrees: command → event → view → screen or automation → command, and
/// nothing else.
struct Disagreement {
    NoteKind from;
    NoteKind to;
    GrammarEntry entry;
};
constexpr Disagreement kEventModeling[] = {
    {Command, Event, ok("results in")},
    {Event, Command,
        e("In Event Modeling an event feeds a view, and an automation works it off",
            kInsertReadModelPolicy)},
    {Event, Policy,
        w("activates", "In Event Modeling an automation works off a view, its to-do list",
            kInsertReadModel)},
    {Event, Saga,
        w("moves on", "In Event Modeling an automation works off a view, its to-do list",
            kInsertReadModel)},
    {Event, Event, e("In Event Modeling only a command makes an event")},
    {ReadModel, Policy, ok("is worked off by")},
    {ReadModel, Saga, ok("is worked off by")},
    {ReadModel, Command, e("A screen or an automation issues the command")},
    {System, Policy,
        w("activates", "In Event Modeling an automation works off a view, its to-do list",
            kInsertEventReadModel)},
    {Policy, Event, e("An automation issues a command", kInsertCommand)},
    {Policy, Policy, e(kToPolicy, kInsertCommandEvent)},
    {Policy, Saga, e(kToSaga, kInsertCommandEvent)},
};

int indexOf(NoteKind kind)
{
    constexpr NoteKind kOrder[]
        = {Actor, Command, Aggregate, System, Event, Policy, Saga, ReadModel, Screen, Timer};
    for (int i = 0; i < kRows; ++i)
        if (kOrder[i] == kind)
            return i;
    return -1;
}

}  // namespace

GrammarEntry grammarOf(NoteKind from, NoteKind to, Method method)
{
    if (isAnnotation(from) || isAnnotation(to))
        return {Verdict::Free, "", "", {}};
    if (to == Timer)
        return e("Time starts by itself; what ends a wait is an event");
    if (method == Method::EventModeling)
        for (const Disagreement& own : kEventModeling)
            if (own.from == from && own.to == to)
                return own.entry;
    return kMatrix[indexOf(from)][indexOf(to)];
}

NoteKind usualNext(NoteKind kind, Method method)
{
    if (method == Method::EventModeling) {
        switch (kind) {
        case Event: return ReadModel;
        case ReadModel: return Screen;
        case Command: return Event;
        default: break;
        }
    }
    switch (kind) {
    case Event: return Policy;
    case Policy: return Command;
    case Command: return Aggregate;
    case Aggregate:
    case System: return Event;
    case Actor: return Command;
    case ReadModel: return Actor;
    case Timer: return Policy;
    case Saga: return Command;
    case Screen: return Command;
    default: return Event;
    }
}

NoteKind usualPrevious(NoteKind kind, Method method)
{
    if (method == Method::EventModeling) {
        switch (kind) {
        case Event: return Command;
        case Command: return Screen;
        case Policy:
        case Saga: return ReadModel;
        default: break;
        }
    }
    switch (kind) {
    case Event: return Aggregate;
    case Policy: return Event;
    case Command: return Policy;
    case Aggregate: return Command;
    case System: return Event;
    case Actor: return ReadModel;
    case Screen: return ReadModel;
    default: return Event;
    }
}

}  // namespace stormbench::storming
