// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/workshop/property_form.h"

#include "storming/workshop/quantity.h"

#include <array>
#include <cmath>

namespace stormbench::storming {
namespace {

using P = NoteProperty;
using S = FormSection;
using Q = Quantity;

constexpr std::array kForms{
    PropertyForm{P::Rule, S::Meaning, "Rule", Q::None, "\"Whenever …, then …\", in words"},
    PropertyForm{
        P::Guard, S::Meaning, "Only if", Q::None, "It acts only if this holds, e.g. total > 100"},
    PropertyForm{P::TimerMode, S::Meaning, "Timer", Q::None,
        "Within: it must happen before; after: once, later; every: again and again"},
    PropertyForm{P::IntervalMs, S::Meaning, "Interval", Q::Duration, "Like 15 min or 1 h 30 min"},
    PropertyForm{P::Pivotal, S::Meaning, "Pivotal event", Q::None,
        "The phase changes here: a bar across the board"},
    PropertyForm{P::External, S::Meaning, "Comes from outside the board", Q::None,
        "Somebody who is not on the board produces it"},
    PropertyForm{P::Blocking, S::Meaning, "Blocks generation", Q::None,
        "Nothing is generated until it is settled"},
    PropertyForm{P::Public, S::Meaning, "Other contexts may read it", Q::None,
        "Its stream is public: changes have to stay compatible"},
    PropertyForm{P::Outcomes, S::Meaning, "Outcomes of one command", Q::None,
        "One of the events by weight, or all of them"},
    PropertyForm{P::Weight, S::Meaning, "Weight among alternatives", Q::Figure,
        "2 happens twice as often as 1"},
    PropertyForm{P::Sign, S::Meaning, "Sign", Q::None, "Value created or value destroyed"},

    PropertyForm{P::RatePerSecond, S::Load, "Average rate", Q::Rate,
        "Like 20/s, 3 per minute or 12000 a day"},
    PropertyForm{
        P::PeakPerSecond, S::Load, "Peak rate", Q::Rate, "In the busiest second; like 200/s"},
    PropertyForm{P::RecordBytes, S::Load, "Record size", Q::Bytes, "Like 512, 2 KB or 1.5 KiB"},
    PropertyForm{P::EventsPerInstance, S::Load, "Events per instance", Q::Figure,
        "Over the life of one aggregate"},
    PropertyForm{P::LifetimeDays, S::Load, "An instance lives", Q::Days,
        "From its first event to its last; like 30 days"},

    PropertyForm{P::KeyField, S::Stream, "Key field", Q::None,
        "The field that identifies it: records of one key keep their order"},
    PropertyForm{P::EventSourced, S::Stream, "Event-sourced", Q::None,
        "The stream is its only state: kept for ever"},
    PropertyForm{
        P::Partitions, S::Stream, "Partitions", Q::Count, "As many consumers can share the work"},
    PropertyForm{P::RetentionMs, S::Stream, "Kept for", Q::Retention, "Like 7 days or for ever"},
    PropertyForm{P::TopicName, S::Stream, "Topic name", Q::None,
        "Instead of the name that the board's template gives"},

    PropertyForm{P::Delivery, S::Handling, "Delivery", Q::None,
        "What a crash may do to a record: twice, never, or neither"},
    PropertyForm{P::LatencyMs, S::Handling, "Handling takes", Q::Duration,
        "On average for one record; like 50 ms"},
    PropertyForm{P::FailureRate, S::Handling, "Fails", Q::Share, "Share of the attempts; like 5 %"},
    PropertyForm{P::MaxRetries, S::Handling, "Retries", Q::Count, "After the first attempt"},
    PropertyForm{P::RetryBackoffMs, S::Handling, "Pause between retries", Q::Duration,
        "Before the first one; each later pause is longer"},
    PropertyForm{P::DeadLetter, S::Handling, "Dead letter topic", Q::None,
        "A record that keeps failing goes there instead of holding up the others"},
};

PropertyValue whole(qint64 value)
{
    return value;
}

template <typename T>
BoardResult<PropertyValue> stored(const BoardResult<T>& parsed, PropertyType type)
{
    if (!parsed)
        return tl::unexpected(parsed.error());
    if (type == PropertyType::Integer)
        return whole(static_cast<qint64>(*parsed));
    return PropertyValue(static_cast<double>(*parsed));
}

double figureOf(const PropertyValue& value)
{
    if (const auto* integer = std::get_if<qint64>(&value))
        return static_cast<double>(*integer);
    const auto* number = std::get_if<double>(&value);
    return number ? *number : 0;
}

}  // namespace

std::span<const PropertyForm> propertyForms()
{
    return kForms;
}

const char* formSectionName(FormSection section)
{
    switch (section) {
    case S::Meaning: return "What it does";
    case S::Load: return "Expected load";
    case S::Stream: return "Stream";
    case S::Handling: return "Handling";
    }
    return "";
}

BoardResult<PropertyValue> readQuantity(Quantity quantity, PropertyType type, const QString& text)
{
    if (text.trimmed().isEmpty())
        return PropertyValue();
    switch (quantity) {
    case Q::None: return PropertyValue(text);
    case Q::Count: return stored(parseCount(text), type);
    case Q::Figure: return stored(parseFigure(text), type);
    case Q::Duration: return stored(parseDuration(text), type);
    case Q::Retention: return stored(parseRetention(text), type);
    case Q::Bytes: return stored(parseBytes(text), type);
    case Q::Rate: return stored(parseRate(text), type);
    case Q::Days: return stored(parseDays(text), type);
    case Q::Share: return stored(parseShare(text), type);
    }
    return PropertyValue();
}

QString writeQuantity(Quantity quantity, const PropertyValue& value)
{
    if (const auto* text = std::get_if<QString>(&value))
        return *text;
    if (!std::holds_alternative<qint64>(value) && !std::holds_alternative<double>(value))
        return {};
    const double figure = figureOf(value);
    const qint64 integer = std::llround(figure);
    switch (quantity) {
    case Q::None:
    case Q::Count:
    case Q::Figure: return writeFigure(figure);
    case Q::Duration: return writeDuration(integer);
    case Q::Retention: return writeRetention(integer);
    case Q::Bytes: return writeBytes(integer);
    case Q::Rate: return writeRate(figure);
    case Q::Days: return writeDays(figure);
    case Q::Share: return writeShare(figure);
    }
    return {};
}

QString defaultText(const PropertyForm& form)
{
    const NotePropertyEntry* entry = notePropertyEntry(form.property);
    const QString fallback = QString::fromLatin1(entry->fallback);
    // What nobody has estimated is no figure.
    if (fallback.isEmpty() || (form.section == S::Load && fallback == QLatin1String("0")))
        return {};
    return entry->type == PropertyType::Integer
        ? writeQuantity(form.quantity, whole(fallback.toLongLong()))
        : writeQuantity(form.quantity, fallback.toDouble());
}

QString choiceText(const QString& choice)
{
    QString words;
    for (const QChar c : choice) {
        if (c.isUpper())
            words += u' ';
        words += words.isEmpty() ? c.toUpper() : c.toLower();
    }
    return words;
}

QString timerInWords(const Note& timer)
{
    const QString interval = writeDuration(timer.integer(NoteProperty::IntervalMs));
    const QString mode = timer.string(NoteProperty::TimerMode);
    if (mode == QLatin1String("every"))
        return QStringLiteral("Every %1, again and again").arg(interval);
    if (mode == QLatin1String("within"))
        return QStringLiteral("Within %1 of its trigger, or it has run out").arg(interval);
    return QStringLiteral("Once, %1 after its trigger").arg(interval);
}

CommonValue commonValue(const std::vector<const Note*>& notes, NoteProperty property)
{
    if (notes.empty())
        return {};
    CommonValue common{notes.front()->value(property), false};
    for (const Note* note : notes)
        if (note->value(property) != common.value)
            return {{}, true};
    return common;
}

}  // namespace stormbench::storming
