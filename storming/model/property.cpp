// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/model/property.h"

#include <QtCore/QStringList>

#include <array>
#include <cmath>

namespace stormbench::storming {

namespace {

using P = NoteProperty;
using T = PropertyType;

constexpr quint32 of()
{
    return 0;
}
template <typename... Rest> constexpr quint32 of(NoteKind first, Rest... rest)
{
    return kindBit(first) | of(rest...);
}

using enum NoteKind;
constexpr quint32 kAll = ~0u;
constexpr quint32 kStreams = of(Aggregate, System);
constexpr quint32 kHandlers = of(Aggregate, System, Policy, Saga, ReadModel);

constexpr std::array kProperties{
    NotePropertyEntry{P::Kind, "kind", "Kind", T::Kind, "", "", kAll},
    NotePropertyEntry{P::Rect, "rect", "Position and size", T::Rect, "", "", kAll},
    NotePropertyEntry{P::Text, "text", "Text", T::Text, "", "", kAll},
    NotePropertyEntry{P::Z, "z", "Painting order", T::Integer, "0", "", kAll},
    NotePropertyEntry{P::Description, "description", "Description", T::Text, "", "", kAll},
    NotePropertyEntry{P::Fields, "fields", "Fields", T::Fields, "", "",
        of(Event, Command, Aggregate, ReadModel, System, Saga)},
    NotePropertyEntry{P::Frame, "frame", "Context", T::Integer, "0", "", kAll},
    NotePropertyEntry{P::Group, "group", "Group", T::Integer, "0", "", kAll},
    NotePropertyEntry{P::FieldsUsed, "fieldsUsed", "Field numbers used", T::Integer, "0", "", of()},
    NotePropertyEntry{P::Pivotal, "pivotal", "Pivotal event", T::Flag, "false", "", of(Event)},
    NotePropertyEntry{
        P::External, "external", "Comes from outside the board", T::Flag, "false", "", of(Event)},
    NotePropertyEntry{
        P::Blocking, "blocking", "Blocks generation", T::Flag, "false", "", of(Hotspot)},
    NotePropertyEntry{P::Public, "public", "Other contexts may read it", T::Flag, "false", "",
        of(Event, Aggregate)},
    NotePropertyEntry{P::Locked, "locked", "Locked", T::Flag, "false", "", kAll},
    NotePropertyEntry{P::Hidden, "hidden", "Not yet shown", T::Flag, "false", "", kAll},
    NotePropertyEntry{
        P::KeyField, "key", "Key field", T::Text, "", "", of(Aggregate, System, ReadModel, Saga)},
    NotePropertyEntry{P::Partitions, "partitions", "Partitions", T::Integer, "6", "", kStreams},
    NotePropertyEntry{
        P::RetentionMs, "retentionMs", "Retention in ms", T::Integer, "604800000", "", kStreams},
    NotePropertyEntry{
        P::EventSourced, "eventSourced", "Event-sourced", T::Flag, "false", "", of(Aggregate)},
    NotePropertyEntry{
        P::TopicName, "topic", "Topic name", T::Text, "", "", of(Aggregate, System, ReadModel)},
    NotePropertyEntry{
        P::RatePerSecond, "rate", "Rate per second", T::Number, "1", "", of(Actor, Event, System)},
    NotePropertyEntry{P::PeakPerSecond, "peak", "Peak rate per second", T::Number, "0", "",
        of(Actor, Event, Command, System)},
    NotePropertyEntry{P::RecordBytes, "recordBytes", "Record size in bytes", T::Integer, "0", "",
        of(Event, Command, System)},
    NotePropertyEntry{P::EventsPerInstance, "eventsPerInstance", "Events per instance", T::Number,
        "0", "", of(Aggregate)},
    NotePropertyEntry{P::LifetimeDays, "lifetimeDays", "Lifetime of an instance in days", T::Number,
        "0", "", of(Aggregate)},
    NotePropertyEntry{P::Delivery, "delivery", "Delivery", T::Choice, "atLeastOnce",
        "atLeastOnce|atMostOnce|exactlyOnce", kHandlers},
    NotePropertyEntry{
        P::Weight, "weight", "Weight among alternatives", T::Number, "1", "", of(Command, Event)},
    NotePropertyEntry{P::Outcomes, "outcomes", "Outcomes of one command", T::Choice, "one",
        "one|all", of(Aggregate, System)},
    NotePropertyEntry{P::Rule, "rule", "Rule", T::Text, "", "", of(Policy, Saga)},
    NotePropertyEntry{P::Guard, "guard", "Only if", T::Text, "", "", of(Policy)},
    NotePropertyEntry{P::Steps, "steps", "Steps", T::Steps, "", "", of(Saga)},
    NotePropertyEntry{P::LatencyMs, "latencyMs", "Latency in ms", T::Number, "0", "", kHandlers},
    NotePropertyEntry{P::FailureRate, "failureRate", "Failure rate", T::Number, "0", "", kHandlers},
    NotePropertyEntry{
        P::TimerMode, "timerMode", "Timer", T::Choice, "after", "within|after|every", of(Timer)},
    NotePropertyEntry{
        P::IntervalMs, "intervalMs", "Interval in ms", T::Integer, "1000", "", of(Timer)},
    NotePropertyEntry{P::MaxRetries, "maxRetries", "Retries", T::Integer, "3", "", kHandlers},
    NotePropertyEntry{P::RetryBackoffMs, "retryBackoffMs", "Pause between retries in ms",
        T::Integer, "200", "", kHandlers},
    NotePropertyEntry{
        P::DeadLetter, "deadLetter", "Dead letter topic", T::Flag, "false", "", kHandlers},
    NotePropertyEntry{P::Owner, "owner", "Owner", T::Text, "", "", kAll},
    NotePropertyEntry{P::Sign, "sign", "Sign", T::Choice, "+", "+|-", of(Value)},
    NotePropertyEntry{P::Links, "links", "Links", T::Text, "", "", kAll},
    NotePropertyEntry{P::Votes, "votes", "Votes", T::Integer, "0", "", kAll},
    NotePropertyEntry{P::Comments, "comments", "Comments", T::Comments, "", "", kAll},
    NotePropertyEntry{P::Author, "author", "Written by", T::Text, "", "", kAll},
    NotePropertyEntry{
        P::ParkedFrom, "parkedFrom", "Parked, comes from", T::Rect, "", "", of(Hotspot)},
    NotePropertyEntry{P::Image, "image", "Image", T::Bytes, "", "", of(Picture, Screen)},
};

bool isFinite(const QRectF& rect)
{
    return std::isfinite(rect.x()) && std::isfinite(rect.y()) && std::isfinite(rect.width())
        && std::isfinite(rect.height()) && rect.width() > 0 && rect.height() > 0;
}

}  // namespace

std::span<const NotePropertyEntry> noteProperties()
{
    return kProperties;
}

const NotePropertyEntry* notePropertyEntry(NoteProperty property)
{
    for (const NotePropertyEntry& entry : kProperties)
        if (entry.property == property)
            return &entry;
    return nullptr;
}

const NotePropertyEntry* notePropertyFromKey(QStringView key)
{
    for (const NotePropertyEntry& entry : kProperties)
        if (key == QLatin1StringView(entry.key))
            return &entry;
    return nullptr;
}

bool isMember(NoteProperty property)
{
    return static_cast<int>(property) <= static_cast<int>(NoteProperty::Fields);
}

// An empty list is no value: unset says the same.
template <typename List> static bool hasItems(const PropertyValue& value)
{
    const auto* list = std::get_if<List>(&value);
    return list && list->size() > 0;
}

bool fits(const NotePropertyEntry& entry, const PropertyValue& value)
{
    if (std::holds_alternative<std::monostate>(value))
        return !isMember(entry.property);
    switch (entry.type) {
    case T::Flag: return std::holds_alternative<bool>(value);
    case T::Integer: {
        const auto* number = std::get_if<qint64>(&value);
        const bool isInt = number && *number == static_cast<int>(*number);
        return number && (entry.property != P::Z || isInt);
    }
    case T::Number: {
        const auto* number = std::get_if<double>(&value);
        return number && std::isfinite(*number);
    }
    case T::Text: return std::holds_alternative<QString>(value);
    case T::Choice: {
        const auto* word = std::get_if<QString>(&value);
        return word && QString::fromLatin1(entry.choices).split(QLatin1Char('|')).contains(*word);
    }
    case T::Rect: {
        const auto* rect = std::get_if<QRectF>(&value);
        return rect && isFinite(*rect);
    }
    case T::Kind: {
        const auto* kind = std::get_if<NoteKind>(&value);
        return kind && noteKindFromNumber(static_cast<quint32>(*kind));
    }
    case T::Fields: return std::holds_alternative<std::vector<NoteField>>(value);
    case T::Steps: return hasItems<std::vector<SagaStep>>(value);
    case T::Comments: return hasItems<std::vector<Comment>>(value);
    case T::Bytes: {
        const auto* bytes = std::get_if<QByteArray>(&value);
        return hasItems<QByteArray>(value) && bytes->size() <= kLargestImage;
    }
    }
    return false;
}

}  // namespace stormbench::storming
