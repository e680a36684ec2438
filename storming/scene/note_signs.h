// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/scene/note_extras.h"
#include "storming/scene/paper.h"

namespace stormbench::storming {

// What NoteExtras look like; in the item's coordinates, whose origin is the paper's corner.

/// Locked, public, external and blocking in the upper right corner, votes at the foot, comments
/// over the lower right corner.
void paintSigns(
    QPainter& painter, const PaperFace& face, const NoteExtras& extras, const QColor& ink);
/// A timer's words below its text.
void paintTimer(
    QPainter& painter, const PaperFace& face, const NoteExtras& extras, const QColor& ink);
/// A saga's steps, or three empty ones that tell its shape.
void paintSteps(
    QPainter& painter, const PaperFace& face, const NoteExtras* extras, const QColor& ink);
/// A picture's or screen's image; a picture without one shows where it belongs.
void paintImage(QPainter& painter, const PaperFace& face, const NoteExtras* extras);

}  // namespace stormbench::storming
