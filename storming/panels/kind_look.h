// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <QColor>
#include <QIcon>

class QWidget;

namespace stormbench::storming {

// How the panels show a kind of note: by the board's own name and colour where it has them.

/// The paper's colour.
[[nodiscard]] QColor kindColor(const BoardSettings& settings, NoteKind kind, bool negative = false);
/// A little square of paper with the kind's glyph.
[[nodiscard]] QPixmap kindChip(
    const BoardSettings& settings, NoteKind kind, int side, qreal devicePixelRatio);
[[nodiscard]] QIcon kindIcon(const BoardSettings& settings, NoteKind kind);

/// What a list calls a note: its text, its kind when it has none, and nothing of what it says while
/// it is private.
[[nodiscard]] QString listedName(const BoardSettings& settings, const Note& note);
/// "Domain event: Order placed", by the board's own words.
[[nodiscard]] QString fullName(const BoardSettings& settings, const Note& note);

/// The style sheet's variant of a widget.
void setLook(QWidget* widget, const char* look);

}  // namespace stormbench::storming
