// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"
#include "storming/check/stream.h"

#include <algorithm>
#include <set>

namespace stormbench::storming {

namespace {

using enum NoteKind;

void checkDuplicates(RuleContext& context, const Element& element)
{
    std::set<QString> reported;
    for (const Note* note : element.notes) {
        std::set<QString> seen;
        for (const NoteField& field : note->fields)
            if (!seen.insert(field.name).second && reported.insert(field.name).second)
                context.report(RuleId::DuplicateField, element, {field.name});
    }
}

// Messages live on the stream of an aggregate, and carry its key.
void checkMessageKey(RuleContext& context, const Element& message)
{
    const bool isEvent = message.kind == Event;
    const auto aggregates = isEvent ? context.graph.before(message, {Aggregate})
                                    : context.graph.after(message, {Aggregate});
    const auto fields = message.fields();
    for (const Element* aggregate : aggregates) {
        const NoteField key = keyOf(*aggregate);
        if (key.name.isEmpty() || carries(fields, key))
            continue;
        if (isEvent)
            context.report(RuleId::EventWithoutKey, message, {key.name});
        else
            context.report(RuleId::CommandWithoutKey, message, {aggregate->name});
    }
}

bool isTold(const std::vector<const Element*>& messages, const NoteField& field)
{
    return std::ranges::any_of(
        messages, [&](const Element* message) { return carries(message->fields(), field); });
}

void checkView(RuleContext& context, const Element& view)
{
    const auto events = context.graph.before(view, {Event});
    if (events.empty())
        return;
    for (const NoteField& field : view.fields())
        if (!isTold(events, field))
            context.report(RuleId::ViewFieldWithoutSource, view, {field.name});
}

void checkEventFields(RuleContext& context, const Element& event)
{
    if (context.method() != Method::EventModeling)
        return;
    auto commands = context.graph.before(event, {Command});
    for (const Element* aggregate : context.graph.before(event, {Aggregate}))
        std::ranges::copy(
            context.graph.before(*aggregate, {Command}), std::back_inserter(commands));
    if (commands.empty())
        return;
    for (const NoteField& field : event.fields())
        if (!isTold(commands, field))
            context.report(RuleId::EventFieldWithoutSource, event, {field.name});
}

/// Each pair of what activates the policy and of what it acts on, as far as both are known.
void checkPolicyKeys(RuleContext& context, const Element& policy)
{
    for (const Element* event : context.graph.before(policy, {Event})) {
        const auto fields = event->fields();
        if (fields.empty())
            continue;
        for (const Element* command : context.graph.after(policy, {Command})) {
            for (const Element* aggregate : context.graph.after(*command, {Aggregate})) {
                const NoteField key = keyOf(*aggregate);
                if (!key.name.isEmpty() && !carries(fields, key))
                    context.report(RuleId::KeyNotDerivable,
                        {policy.main().id, event->main().id, aggregate->main().id},
                        {policy.name, event->name, aggregate->name, key.name});
            }
        }
    }
}

}  // namespace

void checkFields(RuleContext& context, const Element& element)
{
    checkDuplicates(context, element);
    switch (element.kind) {
    case Aggregate:
        if (element.keyField().isEmpty())
            context.report(RuleId::AggregateWithoutKey, element);
        return;
    case Command: return checkMessageKey(context, element);
    case Event: checkMessageKey(context, element); return checkEventFields(context, element);
    case ReadModel: return checkView(context, element);
    case Policy: return checkPolicyKeys(context, element);
    default: return;
    }
}

}  // namespace stormbench::storming
