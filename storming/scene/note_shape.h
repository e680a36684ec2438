// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/notation.h"

#include <QPainterPath>

namespace stormbench::storming {

/// Degrees a kind's paper lies turned.
[[nodiscard]] qreal turnOf(NoteKind kind);
[[nodiscard]] QPainterPath outlineOf(NoteShape shape, const QRectF& rect);
/// Paper whose corners are cut casts no shadow from where it is not.
[[nodiscard]] QRectF shadowRectOf(NoteShape shape, const QRectF& rect);

/// Where the text is written, and typed.
[[nodiscard]] QRectF textArea(NoteKind kind, const QRectF& rect);
/// Where a picture or a screen shows its image.
[[nodiscard]] QRectF imageArea(NoteKind kind, const QRectF& rect);
/// A screen's bar with its buttons.
[[nodiscard]] QRectF titleBar(const QRectF& rect);
/// A saga's steps, at its foot.
[[nodiscard]] QRectF stepStrip(const QRectF& rect);
/// The least size of its text in pixels, before the note has to grow.
[[nodiscard]] int smallestText(NoteKind kind);

}  // namespace stormbench::storming
