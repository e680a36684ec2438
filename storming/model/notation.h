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
    Screen = 15,   ///< what a person works with; a step of the flow in Event Modeling
    Example = 16,  ///< given / when / then, hangs on a command or a read model
    Legend = 17,   ///< shows the board's kinds with their names and colours
    Picture = 18,  ///< an image somebody put on the board
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
    Window,  ///< wide, with a title bar
    Stages,  ///< wide, in three stages: given, when, then
    Key,     ///< tall, a list of swatches
    Photo,   ///< a picture with a white border
};

/// Sizes of paper in canvas units (the proportions of real notes, 76×76 and 76×127 mm).
inline constexpr QSizeF kSquareNote{120, 120};
inline constexpr QSizeF kWideNote{212, 120};
inline constexpr QSizeF kSmallNote{60, 84};
inline constexpr QSizeF kExampleNote{212, 160};
inline constexpr QSizeF kLegendNote{180, 240};
inline constexpr QSizeF kPictureNote{240, 180};

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
/// The key that takes the kind in hand on the canvas: its digit ("7"), or for those without one, in
/// their order, a digit with Ctrl ("Ctrl+1").
[[nodiscard]] QString kindKey(NoteKind kind);

/// Kinds without a part in the flow: they attach to anything and generate nothing.
[[nodiscard]] bool isAnnotation(NoteKind kind);

/// What a board calls a kind, and its paper's colour, instead of the notation's own: words clash
/// with the domain's ("policy" in insurance). The kind itself stays what it is.
struct KindStyle {
    QString name;   ///< empty = the notation's
    QString color;  ///< "#RRGGBB"; empty = the notation's

    friend bool operator==(const KindStyle&, const KindStyle&) = default;
};

/// What a frame stands for. The numbers are stored in files.
enum class FrameKind : quint8 {
    Context = 1,   ///< a bounded context: language and ownership; generation reads it
    Swimlane = 2,  ///< a horizontal band of an actor or a department; for reading only
    Slice = 3,     ///< a vertical group of Event Modeling; for reading only
    Parking = 4,   ///< where hotspots wait
};

struct FrameKindEntry {
    FrameKind kind;
    const char* key;   ///< in the text form: stable
    const char* name;  ///< for people
};
[[nodiscard]] std::span<const FrameKindEntry> frameKinds();
[[nodiscard]] const FrameKindEntry& frameKindEntry(FrameKind kind);
[[nodiscard]] std::optional<FrameKind> frameKindFromKey(QStringView key);
[[nodiscard]] std::optional<FrameKind> frameKindFromNumber(quint32 number);

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
