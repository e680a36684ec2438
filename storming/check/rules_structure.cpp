// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_tables.h"

#include <array>

namespace stormbench::storming {
namespace {

using enum RuleId;
using S = RuleScope;
constexpr Severity Off = Severity::Off, Info = Severity::Info, Hint = Severity::Hint,
                   Warning = Severity::Warning, Error = Severity::Error;

constexpr std::array kRules{
    // Its message and what mends it are the matrix's.
    Rule{GrammarEdge, "grammar", S::Edge, Hint, Warning, Error, "%1", "", "",
        "The grammar of the notation says what may follow what.",
        R"(event "Order placed" → command "Ship order")",
        R"(event "Order placed" → policy "Whenever placed, then ship" → command "Ship order")"},
    Rule{EventWithoutProducer, "event-without-producer", S::Element, Off, Warning, Error,
        "Nothing produces \"%1\"",
        "Put the aggregate or the system that produces it to its left, or mark it as coming from "
        "outside",
        "Mark it as coming from outside", "A topic without a producer stays empty.",
        R"(event "Order placed")", R"(aggregate "Order" → event "Order placed")"},
    Rule{EventWithoutConsumer, "event-without-consumer", S::Element, Off, Info, Info,
        "Nobody consumes \"%1\"", "Add a policy or a read model, if somebody should react", "",
        "An event that interests nobody may still be right: it is history.",
        R"(event "Order placed")", R"(event "Order placed" → read model "Open orders")"},
    Rule{CommandWithoutHandler, "command-without-handler", S::Element, Off, Warning, Error,
        "Nothing handles \"%1\"",
        "Put the aggregate or the system that takes the decision to its right",
        "Add the aggregate that decides", "A command without an owner is never carried out.",
        R"(command "Ship order")", R"(command "Ship order" → aggregate "Shipment")"},
    Rule{CommandWithTwoHandlers, "command-with-two-handlers", S::Element, Off, Warning, Error,
        "\"%1\" has several owners: %2",
        "Leave the command to one of them; the others react to its event", "",
        "Exactly one aggregate decides about a command.",
        R"(command "Ship order" → aggregate "Shipment"; command "Ship order" → system "Carrier")",
        R"(command "Ship order" → aggregate "Shipment")"},
    Rule{CommandWithoutIssuer, "command-without-issuer", S::Element, Off, Hint, Warning,
        "Nobody issues \"%1\"", "Put an actor or a policy to its left", "",
        "Without an actor, a policy or a system it never starts.", R"(command "Place order")",
        R"(actor "Customer" → command "Place order")"},
    Rule{PolicyWithoutTrigger, "policy-without-trigger", S::Element, Off, Warning, Error,
        "Nothing activates the policy \"%1\"", "Put the event it waits for to its left", "",
        "A policy is a reaction: without an event it never runs.",
        R"(policy "Whenever paid, then ship" → command "Ship order")",
        R"(event "Order paid" → policy "Whenever paid, then ship" → command "Ship order")"},
    Rule{PolicyWithoutEffect, "policy-without-effect", S::Element, Off, Warning, Error,
        "The policy \"%1\" does nothing", "Put the command it issues to its right",
        "Add the command that its rule names", "A reaction without a command changes nothing.",
        R"(event "Order paid" → policy "Whenever paid, then ship order")",
        R"(event "Order paid" → policy "Whenever paid, then ship order" → command "Ship order")"},
    Rule{ReadModelWithoutSource, "read-model-without-source", S::Element, Off, Warning, Error,
        "Nothing feeds the read model \"%1\"", "Connect it with the events it is built from", "",
        "A read model shows what events have told it.", R"(read model "Open orders")",
        R"(event "Order placed" → read model "Open orders")"},
    Rule{AggregateWithoutCommand, "aggregate-without-command", S::Element, Off, Hint, Warning,
        "No command reaches the aggregate \"%1\"", "Put the command it decides about to its left",
        "", "An aggregate exists to decide about commands.",
        R"(aggregate "Order" → event "Order placed")",
        R"(command "Place order" → aggregate "Order" → event "Order placed")"},
    Rule{AggregateWithoutEvent, "aggregate-without-event", S::Element, Off, Hint, Warning,
        "The aggregate \"%1\" says nothing", "Put the event it produces to its right",
        "Add an event", "What an aggregate decided is only known through its events.",
        R"(command "Place order" → aggregate "Order")",
        R"(command "Place order" → aggregate "Order" → event "Order placed")"},
    Rule{ActorWithoutCommand, "actor-without-part", S::Element, Off, Hint, Warning,
        "\"%1\" decides nothing and sees nothing", "Put the command they decide about beside them",
        "", "An actor without a part does not belong to the process.", R"(actor "Customer")",
        R"(actor "Customer" → command "Place order")"},
    Rule{ActorWithoutReadModel, "actor-without-read-model", S::Element, Off, Off, Hint,
        "What does \"%1\" look at to decide?", "Put a read model beside the actor", "",
        "Decisions need information: naming it finds missing screens.",
        R"(actor "Customer" → command "Place order")",
        R"(read model "Catalogue" → actor "Customer" → command "Place order")"},
    Rule{SystemUnconnected, "system-unconnected", S::Element, Off, Hint, Warning,
        "The system \"%1\" takes no part", "Connect it with a command or an event", "",
        "A system that neither receives nor emits anything cannot be simulated.",
        R"(system "Carrier")", R"(system "Carrier" → event "Parcel delivered")"},
    Rule{ScreenUnconnected, "screen-unconnected", S::Element, Off, Hint, Warning,
        "The screen \"%1\" takes no part",
        "Connect it with the read model that it shows, or with the command that it submits", "",
        "A screen shows what somebody must see, or submits what they decided.",
        R"(screen "Checkout")", R"(screen "Checkout" → command "Place order")"},
    Rule{LoopWithoutGuard, "loop-without-guard", S::Loop, Off, Warning, Warning,
        "A loop without a way out runs through \"%1\"",
        "Give one of its policies a guard: \"only if …\"", "",
        "Each round triggers the next one, for ever.",
        R"(event "Ball thrown" → policy "Whenever thrown, then throw back")"
        R"( → command "Throw ball" → aggregate "Ball" → event "Ball thrown")",
        R"(event "Ball thrown" → policy "Whenever thrown, then throw back" (guard rounds < 10))"
        R"( → command "Throw ball" → aggregate "Ball" → event "Ball thrown")"},
    Rule{TimerWithoutEffect, "timer-without-effect", S::Element, Off, Warning, Warning,
        "The timer \"%1\" triggers nothing", "Put an event or a policy to its right", "",
        "Time alone changes nothing.", R"(timer "Every night")",
        R"(timer "Every night" → event "Day closed")"},
    Rule{SagaWithoutTrigger, "saga-without-trigger", S::Element, Off, Warning, Error,
        "Nothing starts the saga \"%1\"", "Put the event that starts it to its left", "",
        "A saga follows events: without one it never begins.",
        R"(saga "Fulfil order" → command "Reserve stock")",
        R"(event "Order placed" → saga "Fulfil order" → command "Reserve stock")"},
    Rule{SagaWithoutEffect, "saga-without-effect", S::Element, Off, Warning, Error,
        "The saga \"%1\" sends nothing", "Connect it with the commands of its steps", "",
        "A saga leads others through a process by the commands that it sends.",
        R"(event "Order placed" → saga "Fulfil order")",
        R"(event "Order placed" → saga "Fulfil order" → command "Reserve stock")"},
    Rule{SagaWithoutEnd, "saga-without-end", S::Element, Off, Hint, Warning,
        "The saga \"%1\" never ends", "Connect it with the events that say how it ended",
        "Add the event that it completed",
        "Without an event for completed or failed nobody learns how the process ended, and its "
        "state stays for ever.",
        R"(event "Order placed" → saga "Fulfil order" → command "Reserve stock")",
        R"(event "Order placed" → saga "Fulfil order" → command "Reserve stock";)"
        R"( saga "Fulfil order" → event "Order fulfilled")"},
    Rule{SagaStepWithoutCompensation, "saga-step-without-compensation", S::Element, Off, Hint,
        Warning, "The saga \"%1\" cannot take back: %2",
        "Name the command that takes the step back, if a later one fails", "",
        "When a step fails, those before it are taken back in reverse order. Only the last one "
        "needs no way back.",
        R"(saga "Fulfil order" (step Reserve stock, step Ship order))",
        R"(saga "Fulfil order" (step Reserve stock / Release stock, step Ship order))"},
    Rule{SagaStepWithoutCommand, "saga-step-without-command", S::Element, Off, Hint, Warning,
        "The saga \"%1\" is not connected with the command \"%2\" of its step",
        "Put the command beside the saga, or connect the two", "Connect the command",
        "A step is a command that somebody handles: without its note nobody does.",
        R"(saga "Fulfil order" (step Reserve stock); command "Reserve stock")",
        R"(saga "Fulfil order" (step Reserve stock) → command "Reserve stock")"},
};

}  // namespace

std::span<const Rule> structureRules()
{
    return kRules;
}

}  // namespace stormbench::storming
