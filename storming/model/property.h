// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/comment.h"
#include "storming/model/field.h"
#include "storming/model/ids.h"
#include "storming/model/notation.h"
#include "storming/model/saga_step.h"

#include <QtCore/QByteArray>
#include <QtCore/QRectF>
#include <QtCore/QString>

#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace stormbench::storming {

/// What can be changed on a note. Stored: never change or reuse a number. 1–19 what every note has,
/// 20–29 flags, from 30 on what generation needs.
enum class NoteProperty : quint16 {
    Kind = 1,
    Rect = 2,
    Text = 3,
    Z = 4,
    Description = 5,
    Fields = 6,
    Frame = 7,  ///< explicit membership: unset = by geometry, 0 = in no frame, otherwise a
                ///< FrameId's value
    Group = 8,  ///< notes with the same number are selected and moved together; 0 = none

    FieldsUsed = 9,  ///< the highest field number ever given: none is given again

    Pivotal = 20,   ///< an event that changes the phase
    External = 21,  ///< an event that somebody outside the board produces
    Blocking = 22,  ///< a hotspot that stops generation
    Public = 23,    ///< other contexts may read its stream
    Locked = 24,
    Hidden = 25,  ///< written in a private phase: folded until it is revealed

    KeyField
    = 30,  ///< name of the field that identifies the aggregate (or the row of a read model)
    Partitions = 31,
    RetentionMs = 32,        ///< -1 = for ever
    EventSourced = 33,       ///< the stream is the aggregate's only state: kept for ever
    TopicName = 34,          ///< instead of the naming template
    RatePerSecond = 40,      ///< commands an actor issues (or an external event arrives)
    PeakPerSecond = 43,      ///< of commands or events, where the average is RatePerSecond
    RecordBytes = 44,        ///< of one record, on average
    EventsPerInstance = 45,  ///< over the life of one aggregate
    LifetimeDays = 46,       ///< of one aggregate
    Delivery = 47,           ///< "atLeastOnce", "atMostOnce" or "exactlyOnce"
    Weight = 41,             ///< share among the alternatives of one choice
    Outcomes = 42,           ///< "one" event of the alternatives by weight, or "all"
    Rule = 50,               ///< a policy's words: "whenever X, then Y"
    Guard = 51,              ///< a policy acts only if this holds, e.g. "total > 100"
    Steps = 52,              ///< of a saga
    LatencyMs = 60,          ///< how long handling takes, on average
    FailureRate = 61,        ///< 0…1, share of attempts that fail
    TimerMode = 70,          ///< "within", "after" or "every"
    IntervalMs = 71,
    MaxRetries = 80,
    RetryBackoffMs = 81,
    DeadLetter = 82,  ///< a record that keeps failing goes to a dead letter topic
    Owner = 100,
    Sign = 101,   ///< of a value note: "+" or "-"
    Links = 102,  ///< addresses, one a line
    Votes = 110,  ///< dots that people have put on it
    Comments = 111,
    Author = 112,      ///< who wrote it
    ParkedFrom = 113,  ///< where a parked hotspot comes from
    Image = 120,       ///< of a picture or a screen: a PNG or JPEG file's bytes
};

/// monostate = unset: the default of the declaration holds.
using PropertyValue = std::variant<std::monostate, bool, qint64, double, QString, QRectF, NoteKind,
    std::vector<NoteField>, std::vector<SagaStep>, std::vector<Comment>, QByteArray>;

enum class PropertyType : quint8 {
    Flag,
    Integer,
    Number,
    Text,
    Choice,
    Rect,
    Kind,
    Fields,
    Steps,
    Comments,
    Bytes,
};

/// The largest picture that a note takes, in bytes.
inline constexpr qsizetype kLargestImage = 8 << 20;

struct NotePropertyEntry {
    NoteProperty property;
    const char* key;   ///< in the text form: stable
    const char* name;  ///< for people
    PropertyType type;
    const char* fallback;  ///< the value when unset, as text
    const char* choices;   ///< of a Choice, separated by '|'
    quint32 kinds;         ///< bit set of the kinds that the inspector offers it for: kindBit()
};

[[nodiscard]] constexpr quint32 kindBit(NoteKind kind)
{
    return 1u << static_cast<unsigned>(kind);
}

[[nodiscard]] std::span<const NotePropertyEntry> noteProperties();
[[nodiscard]] const NotePropertyEntry* notePropertyEntry(NoteProperty property);
[[nodiscard]] const NotePropertyEntry* notePropertyFromKey(QStringView key);

/// Kind, rect, text, z, description and fields have members of their own in Note; the others live
/// in its property map.
[[nodiscard]] bool isMember(NoteProperty property);

/// Whether a value may be stored under a property: the variant's alternative and, for a choice, the
/// word.
[[nodiscard]] bool fits(const NotePropertyEntry& entry, const PropertyValue& value);

}  // namespace stormbench::storming
