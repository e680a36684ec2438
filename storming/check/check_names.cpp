// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"
#include "storming/check/words.h"

#include <algorithm>
#include <set>

namespace stormbench::storming {

namespace {

bool needsName(NoteKind kind)
{
    return kind != NoteKind::Vote && kind != NoteKind::Value && kind != NoteKind::Legend
        && kind != NoteKind::Picture;
}

void checkAliases(RuleContext& context, const Element& element)
{
    const std::vector<NoteField>* first = nullptr;
    bool differ = false;
    for (const Note* note : element.notes) {
        if (note->fields.empty())
            continue;
        differ = differ || (first && *first != note->fields);
        first = first ? first : &note->fields;
    }
    if (differ)
        context.report(RuleId::Alias, element);
}

std::set<QString> fieldNames(const std::vector<NoteField>& fields)
{
    std::set<QString> names;
    for (const NoteField& field : fields)
        names.insert(field.name);
    return names;
}

// Only kinds that are scoped by context can meet here: the others are one thing by their name.
void checkMeanings(RuleContext& context, const Element& element)
{
    const auto namesakes = context.graph.namesakes(element);
    const Element& first = *namesakes.front();
    if (&first == &element)
        return;
    const auto here = element.fields();
    const auto there = first.fields();
    if (!here.empty() && !there.empty() && fieldNames(here) != fieldNames(there))
        context.report(RuleId::TwoMeanings, {element.main().id, first.main().id}, {element.name});
}

}  // namespace

void checkNote(RuleContext& context, const Note& note)
{
    if (needsName(note.kind) && note.name().isEmpty())
        context.report(
            RuleId::EmptyName, {note.id}, {context.board().settings().nameOf(note.kind).toLower()});
    if (note.kind == NoteKind::Hotspot && note.flag(NoteProperty::Blocking))
        context.report(RuleId::BlockingHotspot, {note.id}, {note.name()});
}

void checkWords(RuleContext& context, const Element& element)
{
    const QString& name = element.name;
    if (name.isEmpty())
        return;
    if (element.kind == NoteKind::Event && !readsAsPast(name))
        context.report(RuleId::EventNotPastTense, element);
    if (element.kind == NoteKind::Command && !readsAsImperative(name))
        context.report(RuleId::CommandNotImperative, element);
    if (element.kind == NoteKind::Policy) {
        const bool says = std::ranges::any_of(element.notes, [](const Note* note) {
            return namesOccasion(note->text) || namesOccasion(note->string(NoteProperty::Rule))
                || namesOccasion(note->description);
        });
        if (!says)
            context.report(RuleId::PolicyWithoutWhenever, element);
    }
    checkAliases(context, element);
    checkMeanings(context, element);
}

}  // namespace stormbench::storming
