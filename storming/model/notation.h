// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QMetaType>
#include <QtCore/QSizeF>
#include <QtCore/QString>

#include <optional>
#include <span>

namespace stormbench::storming {

/// What a note stands for. The numbers are stored in files: never change or reuse one.
enum class NoteKind : quint8 {
    Event = 1,
    Command = 2,
    Policy = 3,
    Aggregate = 4,
    System = 5,
    ReadModel = 6,
    Actor = 7,
    Hotspot = 8,
    Opportunity = 9,
    Value = 10,
    Vote = 11,
    Timer = 12,
    Saga = 13,
    Definition = 14,
};

/// How far a board has come; decides the palette and how severe a finding is, never the data.
enum class Level : quint8 { BigPicture = 1, Process = 2, Design = 3 };

enum class Method : quint8 { EventStorming = 1, EventModeling = 2 };

/// The outline, which tells a kind without its colour.
enum class NoteShape : quint8 {
    Square,  ///< plain square paper
    Wide,    ///< plain wide paper
    Small,   ///< small upright paper
    Tilted,  ///< square, turned by -4 degrees
    Arrow,   ///< small, with an arrow's head
    Clock,   ///< square with cut corners
    Strip,   ///< wide, with a state strip at its foot
    Card,    ///< square without colour, ruled
};

/// Sizes of paper in canvas units (the proportions of real notes, 76×76 and 76×127 mm).
inline constexpr QSizeF kSquareNote{120, 120};
inline constexpr QSizeF kWideNote{212, 120};
inline constexpr QSizeF kSmallNote{60, 84};

/// Everything the program knows about a kind, declared once. Palette, rendering, shortcuts, checker
/// and text form derive from it.
struct NotationEntry {
    NoteKind kind;
    const char* key;   ///< in text forms and theme tokens ("event", "readModel"): stable
    const char* name;  ///< for people: "Domain event"
    QSizeF size;       ///< of a new note
    NoteShape shape;
    const char* colorToken;  ///< the paper's token in resources/ui
    const char* glyph;       ///< the corner glyph's icon name
    const char* textHint;    ///< how it is worded; shown as placeholder
    Level firstLevel;        ///< the first level whose palette offers it
    char digit;              ///< key that picks it on the canvas; 0 = none
};

/// In the palette's order.
[[nodiscard]] std::span<const NotationEntry> notation();
[[nodiscard]] const NotationEntry& notationOf(NoteKind kind);
[[nodiscard]] std::optional<NoteKind> noteKindFromKey(QStringView key);
[[nodiscard]] std::optional<NoteKind> noteKindFromNumber(quint32 number);
[[nodiscard]] std::optional<NoteKind> noteKindFromDigit(QChar digit);

/// Kinds without a part in the flow: they attach to anything and generate nothing.
[[nodiscard]] bool isAnnotation(NoteKind kind);

struct LevelEntry {
    Level level;
    const char* key;  ///< "bigPicture", "process", "design"
    const char* name;
};
[[nodiscard]] std::span<const LevelEntry> levels();
[[nodiscard]] const LevelEntry& levelEntry(Level level);
[[nodiscard]] std::optional<Level> levelFromKey(QStringView key);

}  // namespace stormbench::storming

Q_DECLARE_METATYPE(stormbench::storming::NoteKind)
