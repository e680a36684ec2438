// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/draft.h"
#include "storming/check/fix_parts.h"
#include "storming/check/stream.h"
#include "storming/model/naming.h"

#include <QtCore/QStringList>

#include <algorithm>

namespace stormbench::storming {

namespace {

using enum NoteKind;

QString camelCase(const QString& name)
{
    QString out;
    for (const QString& word : kebab(name).split(QLatin1Char('-'), Qt::SkipEmptyParts))
        out += out.isEmpty() ? word : word.left(1).toUpper() + word.mid(1);
    return out;
}

/// An id that the aggregate's messages already carry, as far as one of them does.
NoteField sharedId(const ElementGraph& graph, const Element& aggregate)
{
    auto messages = graph.after(aggregate, {Event});
    std::ranges::copy(graph.before(aggregate, {Command}), std::back_inserter(messages));
    for (const Element* message : messages)
        for (const NoteField& field : message->fields())
            if (field.name.endsWith(QLatin1StringView("Id"))
                || field.name == QLatin1StringView("id"))
                return field;
    NoteField field;
    const QString stem = camelCase(aggregate.name);
    field.name = stem.isEmpty() ? QStringLiteral("id") : stem + QStringLiteral("Id");
    field.type = FieldType::Uuid;
    return field;
}

}  // namespace

void ensureKey(Draft& draft, NoteId aggregate)
{
    NoteField key;
    std::vector<NoteId> messages;
    {
        const ElementGraph graph(draft.board());
        const Element& element = *graph.elementOf(aggregate);
        key = keyOf(element);
        if (key.name.isEmpty())
            key = sharedId(graph, element);
        for (const Element* event : graph.after(element, {Event}))
            if (!carries(event->fields(), key))
                messages.push_back(event->main().id);
        for (const Element* command : graph.before(element, {Command}))
            if (!carries(command->fields(), key))
                messages.push_back(command->main().id);
    }
    draft.addField(aggregate, key);
    draft.set(aggregate, NoteProperty::KeyField, key.name);
    for (const NoteId message : messages)
        draft.addField(message, key);
}

bool addKeyToMessage(Draft& draft, NoteId message)
{
    std::vector<NoteField> keys;
    {
        const ElementGraph graph(draft.board());
        const Element& element = *graph.elementOf(message);
        for (const Element* aggregate : element.kind == Event ? graph.before(element, {Aggregate})
                                                              : graph.after(element, {Aggregate}))
            if (const NoteField key = keyOf(*aggregate);
                !key.name.isEmpty() && !carries(element.fields(), key))
                keys.push_back(key);
    }
    for (const NoteField& key : keys)
        draft.addField(message, key);
    return !keys.empty();
}

bool addKeyOf(Draft& draft, NoteId aggregate, NoteId message)
{
    const NoteField key = keyOf(*ElementGraph(draft.board()).elementOf(aggregate));
    draft.addField(message, key);
    return !key.name.isEmpty();
}

/// The view's fields that no event tells go to the first of its events; an event's that no command
/// brings to the first of its commands.
bool addFieldsToSource(Draft& draft, NoteId note)
{
    NoteId source;
    std::vector<NoteField> missing;
    {
        const ElementGraph graph(draft.board());
        const Element& element = *graph.elementOf(note);
        auto sources = graph.before(element, {element.kind == Event ? Command : Event});
        if (element.kind == Event)
            for (const Element* aggregate : graph.before(element, {Aggregate}))
                std::ranges::copy(graph.before(*aggregate, {Command}), std::back_inserter(sources));
        if (sources.empty())
            return false;
        source = sources.front()->main().id;
        for (const NoteField& field : element.fields())
            if (std::ranges::none_of(
                    sources, [&](const Element* other) { return carries(other->fields(), field); }))
                missing.push_back(field);
    }
    for (const NoteField& field : missing)
        draft.addField(source, field);
    return !missing.empty();
}

bool takeKeyOfEvents(Draft& draft, NoteId view)
{
    NoteField key;
    {
        const ElementGraph graph(draft.board());
        for (const Element* event : graph.before(*graph.elementOf(view), {Event}))
            if (const Element* owner = ownerOf(graph, *event); owner && key.name.isEmpty())
                key = keyOf(*owner);
    }
    if (key.name.isEmpty())
        return false;
    draft.addField(view, key);
    draft.set(view, NoteProperty::KeyField, key.name);
    return true;
}

/// Equal ones are one; others get a name of their own, so that nothing is lost.
bool separateDuplicates(Draft& draft, NoteId note)
{
    std::vector<NoteId> notes;
    {
        const ElementGraph graph(draft.board());
        notes = graph.elementOf(note)->noteIds();
    }
    for (const NoteId id : notes) {
        std::vector<NoteField> kept;
        for (NoteField field : draft.board().note(id)->fields) {
            const auto same = std::ranges::find(kept, field.name, &NoteField::name);
            if (same != kept.end()) {
                NoteField asThat = field;
                asThat.number = same->number;
                if (asThat == *same)
                    continue;
                const QString stem = field.name;
                for (int i = 2; std::ranges::find(kept, field.name, &NoteField::name) != kept.end();
                     ++i)
                    field.name = stem + QString::number(i);
            }
            kept.push_back(field);
        }
        if (kept != draft.board().note(id)->fields)
            draft.set(id, NoteProperty::Fields, kept);
    }
    return true;
}

bool joinFields(Draft& draft, NoteId note)
{
    std::vector<NoteField> fields;
    std::vector<NoteId> notes;
    {
        const ElementGraph graph(draft.board());
        const Element& element = *graph.elementOf(note);
        fields = element.fields();
        notes = element.noteIds();
    }
    std::set<quint32> numbers;
    quint32 highest = 0;
    for (const NoteField& field : fields)
        highest = std::max(highest, field.number);
    for (NoteField& field : fields)
        if (!numbers.insert(field.number).second)
            field.number = ++highest;
    for (const NoteId id : notes)
        draft.set(
            id, NoteProperty::Fields, id == notes.front() ? fields : std::vector<NoteField>());
    return true;
}

}  // namespace stormbench::storming
