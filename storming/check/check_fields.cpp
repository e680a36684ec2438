// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"

#include <algorithm>
#include <set>

namespace stormbench::storming {

namespace {

using enum NoteKind;

bool has(const std::vector<NoteField>& fields, const QString& name)
{
    return std::ranges::find(fields, name, &NoteField::name) != fields.end();
}

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

void checkKey(RuleContext& context, const Element& aggregate)
{
    const QString key = aggregate.keyField();
    if (key.isEmpty()) {
        context.report(RuleId::AggregateWithoutKey, aggregate);
        return;
    }
    for (const Element* event : context.graph.after(aggregate, {Event}))
        if (!has(event->fields(), key))
            context.report(RuleId::EventWithoutKey, *event, {key});
    for (const Element* command : context.graph.before(aggregate, {Command}))
        if (!has(command->fields(), key))
            context.report(RuleId::CommandWithoutKey, *command, {aggregate.name});
}

void checkCompleteness(RuleContext& context, const Element& view)
{
    const auto events = context.graph.before(view, {Event});
    const auto isTold = [&](const NoteField& field) {
        return std::ranges::any_of(
            events, [&](const Element* event) { return has(event->fields(), field.name); });
    };
    if (events.empty())
        return;
    for (const NoteField& field : view.fields())
        if (!isTold(field))
            context.report(RuleId::ViewFieldWithoutSource, view, {field.name});
}

}  // namespace

void checkFields(RuleContext& context)
{
    for (const Element& element : context.graph.elements()) {
        checkDuplicates(context, element);
        if (element.kind == Aggregate)
            checkKey(context, element);
        if (element.kind == ReadModel)
            checkCompleteness(context, element);
    }
}

}  // namespace stormbench::storming
