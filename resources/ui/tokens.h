// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <chrono>
#include <cstdint>

/// The one table of colours, sizes and durations. Palette, style sheet, canvas and charts all read
/// it; no other file may hold a colour, a size of the look or a duration of its own.
namespace stormbench::ui {

enum class Scheme : std::uint8_t { Light, Dark, HighContrast };

enum class Token : std::uint8_t {
    // Surfaces.
    Window,
    Panel,
    PanelRaised,
    Border,
    BorderStrong,
    Board,
    Dots,
    // Text.
    Text,
    Muted,
    Disabled,
    OnAccent,
    // Meaning.
    Accent,
    AccentSoft,
    Hover,
    Pressed,
    Ok,
    Warn,
    Error,
    OkSoft,
    WarnSoft,
    ErrorSoft,
    OnStatus,
    // The canvas.
    PaperText,
    PaperMuted,
    PaperTextInverse,  ///< on paper that a board has coloured dark
    PaperEdge,
    Shadow,
    Edge,
    EdgeLive,
    FrameLine,
    FrameFill,
    BandFill,  ///< of swimlanes and slices
    Tape,      ///< of pivotal events, through the whole timeline
    VoteDot,
    Guide,
    Marquee,
    MinimapView,
    Laser,      ///< what a presenter points with
    LaserCore,  ///< the ring around its dot
    // Charts: grid, time cursor, and eight series told apart without colour vision too (dash is the
    // second sign).
    ChartGrid,
    ChartCursor,
    Series1,
    Series2,
    Series3,
    Series4,
    Series5,
    Series6,
    Series7,
    Series8,
    Count
};

/// What a note is made of. Paper keeps its colour in both themes (dark: 6 % darker).
enum class Paper : std::uint8_t {
    Event,
    Command,
    Policy,
    Aggregate,
    ExternalSystem,
    ReadModel,
    Actor,
    Hotspot,
    Opportunity,
    Timer,
    Saga,
    Definition,
    Screen,
    ValuePlus,
    ValueMinus,
    Vote,
    Count
};

[[nodiscard]] QColor tokenColor(Scheme scheme, Token token);
[[nodiscard]] QColor paperColor(Scheme scheme, Paper paper);
/// Paper of a colour that somebody chose, as the scheme shows paper.
[[nodiscard]] QColor paperColor(Scheme scheme, const QColor& chosen);

/// WCAG 2 contrast of two opaque colours, 1 … 21.
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);
/// `share` of `top` over `base`, 0 … 1.
[[nodiscard]] QColor mix(const QColor& base, const QColor& top, double share);
[[nodiscard]] QColor withAlpha(QColor color, double alpha);

/// Logical pixels.
namespace size {
inline constexpr int kGrid = 4;
inline constexpr int kGapSmall = 8;
inline constexpr int kGap = 12;
inline constexpr int kGapLarge = 16;
inline constexpr int kControl = 28;
inline constexpr int kRow = 26;
inline constexpr int kToolbar = 40;
inline constexpr int kIcon = 20;
inline constexpr int kIconSmall = 16;
inline constexpr int kScrollBar = 10;
inline constexpr int kRadius = 6;
inline constexpr int kNoteRadius = 3;
inline constexpr double kIconStroke = 1.6;
inline constexpr double kEdgeWidth = 1.6;
inline constexpr double kChartLine = 1.5;
inline constexpr double kChartFill = 0.10;
inline constexpr double kShadowAlpha = 0.14;
inline constexpr double kHotspotTurn = -4.0;  // degrees
inline constexpr double kDotsFromZoom = 0.5;
}  // namespace size

namespace duration {
using namespace std::chrono_literals;
inline constexpr std::chrono::milliseconds kHover = 120ms;
inline constexpr std::chrono::milliseconds kZoomTo = 200ms;
inline constexpr std::chrono::milliseconds kToken = 900ms;
inline constexpr std::chrono::milliseconds kLaserTail = 500ms;
inline constexpr std::chrono::milliseconds kHint
    = 4s;  ///< a word on the canvas that goes by itself
inline constexpr std::chrono::milliseconds kFrame = 16ms;
inline constexpr std::chrono::milliseconds kTypingRests = 400ms;  ///< a sentence may be finished
inline constexpr std::chrono::milliseconds kAgeGrows = 15s;       ///< "3 min ago" is read anew
}  // namespace duration

/// Pixels at 100 %.
namespace type {
inline constexpr int kBody = 13;
inline constexpr int kSmall = 11;
inline constexpr int kHeading = 15;
inline constexpr int kDisplay = 24;
inline constexpr int kNote = 16;
inline constexpr int kNoteLargest = 22;
inline constexpr int kNoteSmallest = 11;
inline constexpr int kNoteSmallestOnSmall = 9;  // actors and values: a word, not a sentence
}  // namespace type

}  // namespace stormbench::ui
