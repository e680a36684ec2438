// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

using enum NoteKind;

bool has(std::span<const NoteField> fields, const QString& name)
{
    return std::ranges::find(fields, name, &NoteField::name) != fields.end();
}

void checkDuplicates(RuleContext& context, const Thing& thing)
{
    std::set<QString> seen;
    for (const NoteField& field : context.index.fieldsOf(thing))
        if (!seen.insert(field.name).second)
            context.report(RuleId::DuplicateField, thing, {field.name});
}

void checkKey(RuleContext& context, const Thing& aggregate)
{
    const QString key = context.index.keyOf(aggregate);
    if (key.isEmpty()) {
        context.report(RuleId::AggregateWithoutKey, aggregate);
        return;
    }
    for (const Thing* event : context.index.targetsOf(aggregate, {Event}))
        if (!has(context.index.fieldsOf(*event), key))
            context.report(RuleId::EventWithoutKey, *event, {key});
    for (const Thing* command : context.index.sourcesOf(aggregate, {Command}))
        if (!has(context.index.fieldsOf(*command), key))
            context.report(RuleId::CommandWithoutKey, *command, {aggregate.name});
}

void checkCompleteness(RuleContext& context, const Thing& view)
{
    const auto events = context.index.sourcesOf(view, {Event});
    const auto isTold = [&](const NoteField& field) {
        return std::ranges::any_of(events, [&](const Thing* event) { return has(context.index.fieldsOf(*event), field.name); });
    };
    if (events.empty())
        return;
    for (const NoteField& field : context.index.fieldsOf(view))
        if (!isTold(field))
            context.report(RuleId::ViewFieldWithoutSource, view, {field.name});
}

}  // namespace

void checkFields(RuleContext& context)
{
    for (const Thing& thing : context.index.things()) {
        checkDuplicates(context, thing);
        if (thing.kind == Aggregate)
            checkKey(context, thing);
        if (thing.kind == ReadModel)
            checkCompleteness(context, thing);
    }
}

}  // namespace stormbench::storming
