// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"
#include "storming/check/words.h"
#include "storming/model/naming.h"

#include <algorithm>
#include <set>

namespace stormbench::storming {

namespace {

bool needsName(NoteKind kind)
{
    return kind != NoteKind::Vote && kind != NoteKind::Value;
}

void checkWording(RuleContext& context, const Element& element)
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
void checkMeanings(RuleContext& context)
{
    std::map<std::pair<NoteKind, QString>, const Element*> firstOfName;
    for (const Element& element : context.graph.elements()) {
        if (element.name.isEmpty())
            continue;
        const auto [known, isFirst]
            = firstOfName.try_emplace({element.kind, nameKey(element.name)}, &element);
        if (isFirst)
            continue;
        const auto here = element.fields();
        const auto there = known->second->fields();
        if (!here.empty() && !there.empty() && fieldNames(here) != fieldNames(there))
            context.report(
                RuleId::TwoMeanings, {known->second->main().id, element.main().id}, {element.name});
    }
}

}  // namespace

void checkNames(RuleContext& context)
{
    for (const auto& [id, note] : context.board().notes()) {
        if (note.name().isEmpty() && needsName(note.kind))
            context.report(
                RuleId::EmptyName, {id}, {QString::fromUtf8(notationOf(note.kind).name).toLower()});
        if (note.kind == NoteKind::Hotspot && note.flag(NoteProperty::Blocking))
            context.report(RuleId::BlockingHotspot, {id}, {note.name()});
    }
    for (const Element& element : context.graph.elements()) {
        checkWording(context, element);
        checkAliases(context, element);
    }
    checkMeanings(context);
}

}  // namespace stormbench::storming
