// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/draft.h"
#include "storming/check/fix_parts.h"
#include "storming/check/stream.h"
#include "storming/model/naming.h"

#include <QtCore/QStringList>

#include <algorithm>

namespace stormbench::storming {

bool publishStream(Draft& draft, NoteId event)
{
    NoteId published = event;
    {
        const ElementGraph graph(draft.board());
        if (const Element* owner = ownerOf(graph, *graph.elementOf(event)))
            published = owner->main().id;
    }
    draft.set(published, NoteProperty::Public, true);
    return true;
}

/// To the next usual number that is enough.
bool raisePartitions(Draft& draft, NoteId group)
{
    constexpr int kUsual[] = {6, 12, 24, 48, 96, 192, 384, 768};
    std::map<NoteId, int> wanted;
    {
        const ElementGraph graph(draft.board());
        const Element& element = *graph.elementOf(group);
        const double latency
            = element.setting(NoteProperty::LatencyMs).number(NoteProperty::LatencyMs);
        std::map<const Element*, double> rates;
        for (const Element* event : graph.before(element, {NoteKind::Event}))
            if (const Element* owner = ownerOf(graph, *event))
                rates[owner] += rateOf(*event);
        for (const Element* command : graph.before(element, {NoteKind::Command}))
            rates[&element] += rateOf(*command);
        for (const auto& [owner, rate] : rates) {
            const int instances = instancesFor(rate, latency);
            const auto* enough = std::ranges::lower_bound(kUsual, instances);
            if (instances > partitionsOf(*owner) && enough != std::end(kUsual))
                wanted[owner->setting(NoteProperty::Partitions).id] = *enough;
        }
    }
    for (const auto& [owner, partitions] : wanted)
        draft.set(owner, NoteProperty::Partitions, qint64{partitions});
    return !wanted.empty();
}

/// Spells a name that was written by hand legally; one that means two things gives way to the
/// note's own.
bool mendTopicName(Draft& draft, NoteId owner)
{
    NoteId named;
    QString topic;
    {
        const ElementGraph graph(draft.board());
        const Note& note = graph.elementOf(owner)->setting(NoteProperty::TopicName);
        if (!note.isSet(NoteProperty::TopicName))
            return false;
        named = note.id;
        topic = note.string(NoteProperty::TopicName);
    }
    if (isLegalTopicName(topic)) {
        draft.set(named, NoteProperty::TopicName, {});
        return true;
    }
    QStringList parts;
    for (const QString& part : topic.split(QLatin1Char('.')))
        if (const QString legal = kebab(part); !legal.isEmpty())
            parts += legal;
    const QString legal = parts.join(QLatin1Char('.')).left(249);
    draft.set(
        named, NoteProperty::TopicName, legal.isEmpty() ? PropertyValue() : PropertyValue(legal));
    return true;
}

}  // namespace stormbench::storming
