// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/ui/tokens.h"
#include "storming/model/board.h"
#include "storming/scene/note_shape.h"

class QPainter;

namespace stormbench::storming {

/// How much of a drawing is worth its time at the present zoom.
enum class Detail : quint8 { Flat, Shape, Full };
[[nodiscard]] Detail detailAt(qreal scale);
/// Below this scale everything is Flat.
inline constexpr qreal kFlatBelow = 0.25;

/// Room that a note's shadow, ring and badges take beyond its rectangle.
inline constexpr qreal kPaperMargin = 18;

/// A note's paper without its text: also the palette's little notes are made of it.
struct PaperFace {
    NoteKind kind = NoteKind::Event;
    QRectF rect;
    QColor own;             ///< the board's own colour of the kind, or invalid
    bool negative = false;  ///< a value note that costs
    bool folded = false;    ///< nobody may read it yet
    bool shadow = true;
    bool glyph = true;

    friend bool operator==(const PaperFace&, const PaperFace&) = default;
};

[[nodiscard]] PaperFace faceOf(const Note& note, const BoardSettings& settings = {});
[[nodiscard]] ui::Paper paperOf(NoteKind kind, bool negative = false);
[[nodiscard]] bool isNegative(const Note& note);
/// The board's own colour of a kind, or an invalid one.
[[nodiscard]] QColor ownColor(const BoardSettings& settings, NoteKind kind);
/// What the paper looks like in the theme that is in force.
[[nodiscard]] QColor paperColor(NoteKind kind, bool negative = false, const QColor& own = {});
/// Dark or light, whichever is read better on that paper.
[[nodiscard]] QColor inkOn(const QColor& paper);
[[nodiscard]] QString glyphOf(NoteKind kind, bool negative = false);
[[nodiscard]] QString frameGlyph(FrameKind kind);

/// "Domain event: Order placed", for assistive technology and tool tips.
[[nodiscard]] QString spokenName(const Note& note, const BoardSettings& settings = {});

void paintPaper(QPainter& painter, const PaperFace& face, Detail detail);

}  // namespace stormbench::storming
