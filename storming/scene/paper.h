// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/ui/tokens.h"
#include "storming/model/note.h"

#include <QPainterPath>

class QPainter;

namespace stormbench::storming {

/// How much of a drawing is worth its time at the present zoom.
enum class Detail : quint8 { Flat, Shape, Full };
[[nodiscard]] Detail detailAt(qreal scale);

/// Room that a note's shadow, ring and badges take beyond its rectangle.
inline constexpr qreal kPaperMargin = 18;

/// A note's paper without its text: also the palette's little notes are made of it.
struct PaperFace {
    NoteKind kind = NoteKind::Event;
    QRectF rect;
    bool negative = false;  ///< a value note that costs
    bool pivotal = false;
    bool shadow = true;
    bool glyph = true;
};

[[nodiscard]] PaperFace faceOf(const Note& note);
[[nodiscard]] ui::Paper paperOf(NoteKind kind, bool negative = false);
[[nodiscard]] QString glyphOf(NoteKind kind, bool negative = false);
/// Degrees a kind's paper lies turned.
[[nodiscard]] qreal turnOf(NoteKind kind);
[[nodiscard]] QPainterPath outlineOf(NoteShape shape, const QRectF& rect);
/// Where the text goes.
[[nodiscard]] QRectF textArea(NoteKind kind, const QRectF& rect);
/// The least size of its text in pixels, before the note has to grow.
[[nodiscard]] int smallestText(NoteKind kind);
/// "Domain event: Order placed", for assistive technology and tool tips.
[[nodiscard]] QString spokenName(const Note& note);

void paintPaper(QPainter& painter, const PaperFace& face, Detail detail);

}  // namespace stormbench::storming
