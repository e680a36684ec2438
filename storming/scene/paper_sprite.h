// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/scene/paper.h"

namespace stormbench::storming {

/// Paints paper at its full detail. Most notes of a board are of a few kinds and sizes, so on a
/// screen a picture of each is kept at the present scale and turn and copied; where there are no
/// pixels (files, printers) it is drawn. Runs on: the UI thread.
void paintPaperFast(QPainter& painter, const PaperFace& face);

/// Moves the painter by less than a pixel so that its origin lies on one, unless it turns: paper
/// has sharp edges at every zoom.
void snapToPixels(QPainter& painter);

}  // namespace stormbench::storming
