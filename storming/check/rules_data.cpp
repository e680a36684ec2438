// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_tables.h"

#include <array>

namespace stormbench::storming {
namespace {

using enum RuleId;
using S = RuleScope;
constexpr Severity Off = Severity::Off, Hint = Severity::Hint, Warning = Severity::Warning,
                   Error = Severity::Error;

constexpr std::array kRules{
    Rule{AggregateWithoutKey, "aggregate-without-key", S::Element, Off, Off, Error,
        "The aggregate \"%1\" has no key field", "Name the field that tells one from another",
        "Add a key field", "The key keeps all events of one aggregate in one partition, in order.",
        R"(aggregate "Order" (total))", R"(aggregate "Order" (key orderId, orderId, total))"},
    Rule{EventWithoutKey, "event-without-key", S::Element, Off, Off, Error,
        "\"%1\" does not carry the key \"%2\" of its aggregate", "Add the field to the event",
        "Add the key field", "Without its key an event cannot be put into the right partition.",
        R"(aggregate "Order" (key orderId) → event "Order placed" (total))",
        R"(aggregate "Order" (key orderId) → event "Order placed" (orderId, total))"},
    Rule{CommandWithoutKey, "command-without-key", S::Element, Off, Off, Warning,
        "\"%1\" does not say which %2 it is for", "Add the aggregate's key field to the command",
        "Add the key field", "A command is routed by the key of the aggregate that handles it.",
        R"(command "Cancel order" (reason) → aggregate "Order" (key orderId))",
        R"(command "Cancel order" (orderId, reason) → aggregate "Order" (key orderId))"},
    Rule{DuplicateField, "duplicate-field", S::Element, Off, Warning, Error,
        "\"%1\" has the field \"%2\" twice", "Rename or remove one", "Set the second one apart",
        "A record cannot hold two values under one name.", R"(event "Order placed" (total, total))",
        R"(event "Order placed" (total, tax))"},
    Rule{ViewFieldWithoutSource, "view-field-without-source", S::Element, Off, Off, Warning,
        "No event carries the field \"%2\" of the read model \"%1\"",
        "Add it to one of the events, or remove it here", "Add the field to an event",
        "A read model can only show what some event has told it.",
        R"(event "Order placed" (total) → read model "Orders" (customer))",
        R"(event "Order placed" (total, customer) → read model "Orders" (customer))"},
    Rule{EventFieldWithoutSource, "event-field-without-source", S::Element, Off, Off, Hint,
        "Where does the field \"%2\" of \"%1\" come from? No command brings it",
        "Add it to the command, unless it is made up on the way", "Add the field to the command",
        "In Event Modeling each field is followed back to where somebody or something enters it.",
        R"(in Event Modeling; command "Place order" (orderId) → event "Order placed" (total))",
        R"(in Event Modeling; command "Place order" (total) → event "Order placed" (total))"},
    Rule{KeyNotDerivable, "key-not-derivable", S::Element, Off, Off, Warning,
        "\"%1\" cannot tell from \"%2\" which %3 is meant: it does not carry \"%4\"",
        "Add the aggregate's key field to the event, or look it up on the way",
        "Add the key field to the event",
        "The command goes into the partition of its aggregate's key. Where the event does not "
        "carry that key, the stream has to be joined and partitioned anew.",
        R"(event "Order placed" (orderId) → policy "Whenever placed, then reserve")"
        R"( → command "Reserve stock" → aggregate "Stock" (key sku))",
        R"(event "Order placed" (orderId, sku) → policy "Whenever placed, then reserve")"
        R"( → command "Reserve stock" → aggregate "Stock" (key sku))"},
};

}  // namespace

std::span<const Rule> dataRules()
{
    return kRules;
}

}  // namespace stormbench::storming
