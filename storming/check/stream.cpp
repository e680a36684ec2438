// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/stream.h"

#include <algorithm>
#include <cmath>

namespace stormbench::storming {

const Element* ownerOf(const ElementGraph& graph, const Element& event)
{
    for (const NoteKind kind : {NoteKind::Aggregate, NoteKind::System})
        if (const auto owners = graph.before(event, {kind}); !owners.empty())
            return owners.front();
    return nullptr;
}

bool isMarked(const Element& element, NoteProperty flag)
{
    return std::ranges::any_of(element.notes, [&](const Note* note) { return note->flag(flag); });
}

bool isPublic(const ElementGraph& graph, const Element& event)
{
    if (isMarked(event, NoteProperty::Public) || isMarked(event, NoteProperty::Pivotal))
        return true;
    const Element* owner = ownerOf(graph, event);
    return owner && (owner->kind == NoteKind::System || isMarked(*owner, NoteProperty::Public));
}

NoteField keyOf(const Element& element)
{
    NoteField key;
    key.name = element.keyField();
    key.type = FieldType::Uuid;
    for (const NoteField& field : element.fields())
        if (!key.name.isEmpty() && field.name == key.name)
            return field;
    return key;
}

bool carries(const std::vector<NoteField>& fields, const NoteField& wanted)
{
    return std::ranges::any_of(fields, [&](const NoteField& field) {
        return field.name == wanted.name
            || (!wanted.semantic.isEmpty() && field.semantic == wanted.semantic);
    });
}

int instancesFor(double perSecond, double latencyMs)
{
    constexpr double kMost = 1e6;
    return static_cast<int>(std::ceil(std::clamp(perSecond * latencyMs / 1000, 0.0, kMost)));
}

double rateOf(const Element& message)
{
    const auto written = [&](NoteProperty property) {
        const Note& note = message.setting(property);
        return note.isSet(property) ? note.number(property) : 0;
    };
    const double peak = written(NoteProperty::PeakPerSecond);
    return peak > 0 ? peak : written(NoteProperty::RatePerSecond);
}

int partitionsOf(const Element& owner)
{
    return static_cast<int>(std::clamp<qint64>(
        owner.setting(NoteProperty::Partitions).integer(NoteProperty::Partitions), 1, 10'000));
}

}  // namespace stormbench::storming
