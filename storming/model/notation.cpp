// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/model/notation.h"

#include <array>

namespace stormbench::storming {

namespace {

using enum NoteKind;

constexpr std::array kNotation{
    NotationEntry{Event, "event", "Domain event", kSquareNote, NoteShape::Square, "event", "event",
        "What happened, in the past tense", Level::BigPicture, '1'},
    NotationEntry{Command, "command", "Command", kSquareNote, NoteShape::Square, "command",
        "command", "What to do, as an imperative", Level::Process, '2'},
    NotationEntry{Policy, "policy", "Policy", kWideNote, NoteShape::Wide, "policy", "policy",
        "Whenever X, then Y", Level::Process, '3'},
    NotationEntry{Aggregate, "aggregate", "Aggregate", kWideNote, NoteShape::Wide, "aggregate",
        "aggregate", "The thing that keeps the rule", Level::Design, '4'},
    NotationEntry{System, "system", "External system", kWideNote, NoteShape::Wide, "system",
        "system", "Who is called or calls us", Level::BigPicture, '5'},
    NotationEntry{ReadModel, "readModel", "Read model", kSquareNote, NoteShape::Square, "readModel",
        "read-model", "What someone must see to decide", Level::Process, '6'},
    NotationEntry{Actor, "actor", "Actor", kSmallNote, NoteShape::Small, "actor", "actor", "Who",
        Level::BigPicture, '7'},
    NotationEntry{Hotspot, "hotspot", "Hotspot", kSquareNote, NoteShape::Tilted, "hotspot",
        "hotspot", "A question, conflict or risk", Level::BigPicture, '8'},
    NotationEntry{Opportunity, "opportunity", "Opportunity", kSquareNote, NoteShape::Square,
        "opportunity", "opportunity", "What could become better", Level::BigPicture, '9'},
    NotationEntry{Timer, "timer", "Timer", kSquareNote, NoteShape::Clock, "timer", "timer",
        "Within, after or every …", Level::Process, 0},
    NotationEntry{Saga, "saga", "Saga", kWideNote, NoteShape::Strip, "saga", "saga",
        "A process with a state", Level::Design, 0},
    NotationEntry{Value, "value", "Value", kSmallNote, NoteShape::Small, "value", "value",
        "Money, time …", Level::BigPicture, 0},
    NotationEntry{Vote, "vote", "Arrow vote", kSmallNote, NoteShape::Arrow, "vote", "vote", "",
        Level::BigPicture, 0},
    NotationEntry{Definition, "definition", "Definition", kSquareNote, NoteShape::Card,
        "definition", "definition", "A word and what it means here", Level::BigPicture, '0'},
    NotationEntry{Screen, "screen", "Screen", kWideNote, NoteShape::Window, "screen", "screen",
        "What a person works with", Level::Process, 0},
    NotationEntry{Example, "example", "Example", kExampleNote, NoteShape::Stages, "example",
        "example", "Given …, when …, then …", Level::Process, 0},
    NotationEntry{Legend, "legend", "Legend", kLegendNote, NoteShape::Key, "legend", "legend",
        "What the colours mean", Level::BigPicture, 0},
    NotationEntry{Picture, "picture", "Picture", kPictureNote, NoteShape::Photo, "picture",
        "picture", "What it shows", Level::BigPicture, 0},
};

constexpr std::array kFrameKinds{
    FrameKindEntry{FrameKind::Context, "context", "Bounded context"},
    FrameKindEntry{FrameKind::Swimlane, "swimlane", "Swimlane"},
    FrameKindEntry{FrameKind::Slice, "slice", "Slice"},
    FrameKindEntry{FrameKind::Parking, "parking", "Parking lot"},
};

constexpr std::array kLevels{
    LevelEntry{Level::BigPicture, "bigPicture", "Big picture"},
    LevelEntry{Level::Process, "process", "Process"},
    LevelEntry{Level::Design, "design", "Software design"},
};

template <typename Table, typename Match>
auto find(const Table& table, Match match) -> decltype(table.data())
{
    for (const auto& entry : table)
        if (match(entry))
            return &entry;
    return nullptr;
}

}  // namespace

std::span<const NotationEntry> notation()
{
    return kNotation;
}

const NotationEntry& notationOf(NoteKind kind)
{
    const auto* entry = find(kNotation, [&](const NotationEntry& e) { return e.kind == kind; });
    return entry ? *entry : kNotation.front();
}

std::optional<NoteKind> noteKindFromKey(QStringView key)
{
    const auto* entry
        = find(kNotation, [&](const NotationEntry& e) { return key == QLatin1StringView(e.key); });
    return entry ? std::optional(entry->kind) : std::nullopt;
}

std::optional<NoteKind> noteKindFromNumber(quint32 number)
{
    const auto* entry = find(
        kNotation, [&](const NotationEntry& e) { return static_cast<quint32>(e.kind) == number; });
    return entry ? std::optional(entry->kind) : std::nullopt;
}

std::optional<NoteKind> noteKindFromDigit(QChar digit)
{
    const auto* entry = find(kNotation,
        [&](const NotationEntry& e) { return e.digit && digit == QLatin1Char(e.digit); });
    return entry ? std::optional(entry->kind) : std::nullopt;
}

QString kindKey(NoteKind kind)
{
    int further = 0;
    for (const NotationEntry& entry : kNotation) {
        further += entry.digit ? 0 : 1;
        if (entry.kind == kind)
            return entry.digit ? QString(QLatin1Char(entry.digit))
                               : QStringLiteral("Ctrl+%1").arg(further);
    }
    return {};
}

bool isAnnotation(NoteKind kind)
{
    return kind == Hotspot || kind == Opportunity || kind == Value || kind == Vote
        || kind == Definition || kind == Example || kind == Legend || kind == Picture;
}

std::span<const FrameKindEntry> frameKinds()
{
    return kFrameKinds;
}

const FrameKindEntry& frameKindEntry(FrameKind kind)
{
    const auto* entry = find(kFrameKinds, [&](const FrameKindEntry& e) { return e.kind == kind; });
    return entry ? *entry : kFrameKinds.front();
}

std::optional<FrameKind> frameKindFromKey(QStringView key)
{
    const auto* entry = find(
        kFrameKinds, [&](const FrameKindEntry& e) { return key == QLatin1StringView(e.key); });
    return entry ? std::optional(entry->kind) : std::nullopt;
}

std::optional<FrameKind> frameKindFromNumber(quint32 number)
{
    const auto* entry = find(kFrameKinds,
        [&](const FrameKindEntry& e) { return static_cast<quint32>(e.kind) == number; });
    return entry ? std::optional(entry->kind) : std::nullopt;
}

std::span<const LevelEntry> levels()
{
    return kLevels;
}

const LevelEntry& levelEntry(Level level)
{
    const auto* entry = find(kLevels, [&](const LevelEntry& e) { return e.level == level; });
    return entry ? *entry : kLevels.front();
}

std::optional<Level> levelFromKey(QStringView key)
{
    const auto* entry
        = find(kLevels, [&](const LevelEntry& e) { return key == QLatin1StringView(e.key); });
    return entry ? std::optional(entry->level) : std::nullopt;
}

}  // namespace stormbench::storming
