// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_tables.h"

#include <array>

namespace stormbench::storming {
namespace {

using enum RuleId;
using S = RuleScope;
constexpr Severity Off = Severity::Off, Hint = Severity::Hint, Warning = Severity::Warning,
                   Error = Severity::Error;

// id, key, scope, severities at big picture, process, design; message; fix; action; explanation;
// failing and passing example.
constexpr std::array kRules{
    Rule{EmptyName, "empty-name", S::Note, Hint, Warning, Error, "A note of kind %1 has no name",
        "Write on it what it stands for", "", "What is generated takes its name from the note.",
        R"(event "")", R"(event "Order placed")"},
    Rule{EventNotPastTense, "event-not-past-tense", S::Element, Hint, Warning, Warning,
        "\"%1\" does not read as something that happened", "Use the past tense: \"Order placed\"",
        "", "An event is a fact. The past tense keeps it from being mistaken for a wish.",
        R"(event "Place order")", R"(event "Order placed")"},
    Rule{CommandNotImperative, "command-not-imperative", S::Element, Off, Warning, Warning,
        "\"%1\" does not read as an instruction", "Begin with a verb: \"Place order\"", "",
        "A command asks for something that may still be refused.", R"(command "Order placed")",
        R"(command "Place order")"},
    Rule{PolicyWithoutWhenever, "policy-without-whenever", S::Element, Off, Hint, Hint,
        "The policy \"%1\" does not say when it applies", "Write its rule: \"whenever X, then Y\"",
        "Write the rule from its neighbours",
        "The rule is what the team has to agree on. Ask: is this always the case?",
        R"(event "Order paid" → policy "Shipping" → command "Ship order")",
        R"(event "Order paid" → policy "Whenever paid, then ship" → command "Ship order")"},
    Rule{Alias, "alias-differs", S::Element, Off, Hint, Warning,
        "\"%1\" is drawn several times with different fields",
        "Keep the fields on one of the notes", "Put all fields on the first note",
        "Notes of one kind and name are one thing, so only one list of fields can hold.",
        R"(event "Order placed" (orderId); event "Order placed" (total))",
        R"(event "Order placed" (orderId, total); event "Order placed")"},
    Rule{TwoMeanings, "two-meanings", S::Element, Off, Off, Hint,
        "\"%1\" has different fields in two contexts", "Give them two names, or the same fields",
        "", "One word with two meanings is the usual sign of a context boundary.",
        R"(Sales: read model "Customer" (discount); Support: read model "Customer" (tickets))",
        R"(Sales: read model "Buyer" (discount); Support: read model "Caller" (tickets))"},
    Rule{BlockingHotspot, "blocking-hotspot", S::Note, Hint, Warning, Error,
        "An open question blocks generation: \"%1\"", "Answer it, or clear its blocking mark",
        "Clear the blocking mark", "The team marked it as something to settle first.",
        R"(hotspot "Who pays?" (blocking))", R"(hotspot "Who pays?")"},
};

}  // namespace

std::span<const Rule> nameRules()
{
    return kRules;
}

}  // namespace stormbench::storming
