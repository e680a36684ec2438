// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"
#include "storming/check/words.h"
#include "storming/model/naming.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

bool needsName(NoteKind kind) { return kind != NoteKind::Vote && kind != NoteKind::Value; }

void checkWording(RuleContext& context, const Thing& thing)
{
    const QString& name = thing.name;
    if (name.isEmpty())
        return;
    if (thing.kind == NoteKind::Event && !readsAsPast(name))
        context.report(RuleId::EventNotPastTense, thing);
    if (thing.kind == NoteKind::Command && !readsAsImperative(name))
        context.report(RuleId::CommandNotImperative, thing);
    if (thing.kind == NoteKind::Policy) {
        const bool says = std::ranges::any_of(thing.notes, [&](NoteId id) {
            const Note& note = *context.board().note(id);
            return namesOccasion(note.text) || namesOccasion(note.string(NoteProperty::Rule)) || namesOccasion(note.description);
        });
        if (!says)
            context.report(RuleId::PolicyWithoutWhenever, thing);
    }
}

void checkAliases(RuleContext& context, const Thing& thing)
{
    const auto fields = context.index.fieldsOf(thing);
    const bool differ = std::ranges::any_of(thing.notes, [&](NoteId id) {
        const auto& own = context.board().note(id)->fields;
        return !own.empty() && !std::ranges::equal(own, fields);
    });
    if (differ)
        context.report(RuleId::Alias, thing);
}

std::set<QString> fieldNames(std::span<const NoteField> fields)
{
    std::set<QString> names;
    for (const NoteField& field : fields)
        names.insert(field.name);
    return names;
}

// Only kinds that are scoped by context can meet here: the others are one thing by their name.
void checkMeanings(RuleContext& context)
{
    std::map<std::pair<NoteKind, QString>, const Thing*> firstOfName;
    for (const Thing& thing : context.index.things()) {
        if (thing.name.isEmpty())
            continue;
        const auto [known, isFirst] = firstOfName.try_emplace({thing.kind, nameKey(thing.name)}, &thing);
        if (isFirst)
            continue;
        const auto here = context.index.fieldsOf(thing);
        const auto there = context.index.fieldsOf(*known->second);
        if (!here.empty() && !there.empty() && fieldNames(here) != fieldNames(there))
            context.report(RuleId::TwoMeanings, {known->second->first(), thing.first()}, {thing.name});
    }
}

}  // namespace

void checkNames(RuleContext& context)
{
    for (const auto& [id, note] : context.board().notes()) {
        if (note.name().isEmpty() && needsName(note.kind))
            context.report(RuleId::EmptyName, {id}, {QString::fromUtf8(notationOf(note.kind).name).toLower()});
        if (note.kind == NoteKind::Hotspot && note.flag(NoteProperty::Blocking))
            context.report(RuleId::BlockingHotspot, {id}, {note.name()});
    }
    for (const Thing& thing : context.index.things()) {
        checkWording(context, thing);
        checkAliases(context, thing);
    }
    checkMeanings(context);
}

}  // namespace stormbench::storming
