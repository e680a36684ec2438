// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_tables.h"

#include <array>

namespace stormbench::storming {
namespace {

using enum RuleId;
using S = RuleScope;
constexpr Severity Off = Severity::Off, Info = Severity::Info, Warning = Severity::Warning,
                   Error = Severity::Error;

constexpr std::array kRules{
    Rule{NoteOutsideContext, "outside-context", S::Element, Off, Off, Info,
        "\"%1\" belongs to no context", "Draw a frame around it", "",
        "The context gives topics their prefix and services their owner.",
        R"(event "Order placed")", R"(Ordering: event "Order placed")"},
    Rule{IllegalTopicName, "illegal-topic-name", S::Element, Off, Warning, Error,
        "\"%1\" gives the topic name \"%2\", which Kafka refuses",
        "Use letters, digits, '.', '-' and '_', at most 249", "Spell the topic name legally",
        "Kafka allows [a-zA-Z0-9._-] in the name of a topic.",
        R"(aggregate "Order" (topic order events))", R"(aggregate "Order" (topic order-events))"},
    Rule{UnnamedContext, "unnamed-context", S::Frame, Off, Warning, Warning,
        "A context has no name", "Write its name into the frame's tab", "",
        "The context's name is part of the names of its topics and groups.",
        R"(?: event "Order placed")", R"(Ordering: event "Order placed")"},
    Rule{TopicNameCollision, "topic-name-collision", S::Element, Off, Off, Error,
        "\"%1\" gives the topic \"%2\" a second meaning",
        "Rename one of the two, or set a topic name", "Take the topic name from the note again",
        "Two streams in one topic mix their keys; '.' and '_' collide in metric names.",
        R"(aggregate "Order" (topic shop.orders); aggregate "Cart" (topic shop_orders))",
        R"(aggregate "Order" (topic shop.orders); aggregate "Cart" (topic shop.carts))"},
    Rule{PrivateStreamCrossesContexts, "private-stream-crosses-contexts", S::Element, Off, Off,
        Error, "\"%1\" leaves its context for %2, but its stream is private",
        "Publish the stream: others then know that it is a contract", "Publish the stream",
        "What another context reads can no longer be changed at will: it is a contract, and "
        "should be marked as one.",
        R"(Ordering: aggregate "Order" → event "Order placed";)"
        R"( Billing: event "Order placed" → policy "Whenever placed, then charge")",
        R"(Ordering: aggregate "Order" (public) → event "Order placed";)"
        R"( Billing: event "Order placed" → policy "Whenever placed, then charge")"},
    Rule{TwoContextsOneStream, "two-contexts-one-stream", S::Element, Off, Off, Warning,
        "Several contexts write \"%1\": %2",
        "Let one of them write it, and give the others an event of their own", "",
        "A stream has one owner. Two contexts that write it have to change and to be deployed "
        "together.",
        R"(Ordering: aggregate "Order" → event "Order cancelled";)"
        R"( Support: aggregate "Ticket" → event "Order cancelled")",
        R"(Ordering: aggregate "Order" → event "Order cancelled";)"
        R"( Support: aggregate "Ticket" → event "Ticket closed")"},
    Rule{JoinKeysDiffer, "join-keys-differ", S::Element, Off, Off, Warning,
        "\"%1\" joins streams with different keys: %2",
        "Key the streams by the same field, or partition one of them anew", "",
        "Records that belong together lie in partitions of the same number only when their "
        "streams have the same key; otherwise two instances each see one half.",
        R"(aggregate "Order" (key orderId) → event "Order placed" → read model "Unpaid orders";)"
        R"( aggregate "Payment" (key paymentId) → event "Order paid" → read model "Unpaid orders")",
        R"(aggregate "Order" (key orderId) → event "Order placed" → read model "Unpaid orders";)"
        R"( aggregate "Payment" (key orderId) → event "Order paid" → read model "Unpaid orders")"},
    Rule{GroupLargerThanStream, "group-larger-than-stream", S::Element, Off, Off, Warning,
        "\"%1\" needs %2 instances for the rate of \"%3\", whose stream has %4 partitions",
        "Give the stream more partitions, or make the work on a record shorter",
        "Raise the partitions",
        "A partition is read by one instance of a group: further ones stand idle, and lag grows.",
        R"(aggregate "Order" (partitions 6) → event "Order placed" (peak 100))"
        R"( → policy "Whenever placed, then charge" (latencyMs 200))",
        R"(aggregate "Order" (partitions 24) → event "Order placed" (peak 100))"
        R"( → policy "Whenever placed, then charge" (latencyMs 200))"},
    Rule{CompactionWithoutKey, "compaction-without-key", S::Element, Off, Off, Error,
        "The state of \"%1\" is a compacted topic without a key",
        "Name the field that tells one row from another", "Take the key of its events",
        "Compaction keeps the newest record of each key: without a key there is nothing to keep.",
        R"(aggregate "Order" (key orderId) → event "Order placed" (orderId))"
        R"( → read model "Orders" (topic orders.state))",
        R"(aggregate "Order" (key orderId) → event "Order placed" (orderId))"
        R"( → read model "Orders" (topic orders.state, key orderId))"},
    Rule{RetryBreaksOrder, "retry-breaks-order", S::Element, Off, Off, Warning,
        "\"%1\" depends on the order of events, but sets failing ones aside",
        "Let it retry in place, without a dead letter topic", "Clear the dead letter mark",
        "While a record waits elsewhere, later ones of the same key overtake it.",
        R"(aggregate "Order" → event "Order placed" → read model "Orders" (deadLetter);)"
        R"( aggregate "Order" → event "Order cancelled" → read model "Orders")",
        R"(aggregate "Order" → event "Order placed" → read model "Orders";)"
        R"( aggregate "Order" → event "Order cancelled" → read model "Orders")"},
    Rule{EventSourcedExpires, "event-sourced-expires", S::Element, Off, Off, Warning,
        "\"%1\" is event-sourced, but its events are to expire", "Let its events stay for ever",
        "Keep the events for ever",
        "The stream is the only state of an event-sourced aggregate: an event that expires is "
        "forgotten.",
        R"(aggregate "Account" (eventSourced, retentionMs 86400000))",
        R"(aggregate "Account" (eventSourced))"},
    Rule{ExactlyOnceOutside, "exactly-once-outside", S::Element, Off, Off, Warning,
        "\"%1\" lies outside: exactly once cannot be kept there",
        "Deliver at least once, and let the system tell repetitions by the record's id",
        "Deliver at least once",
        "A transaction spans topics and offsets, not what another system does with a record.",
        R"(system "Bank" (delivery exactlyOnce))", R"(system "Bank" (delivery atLeastOnce))"},
};

}  // namespace

std::span<const Rule> streamRules()
{
    return kRules;
}

}  // namespace stormbench::storming
