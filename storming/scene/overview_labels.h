// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

class QPainter;

namespace stormbench::storming {

/// Below this zoom notes have no text: frames and pivotal events keep their names, at the screen's
/// size.
inline constexpr qreal kOverviewBelow = 0.33;

void paintOverviewLabels(QPainter& painter, const Board& board, qreal zoom, const QRectF& exposed);

}  // namespace stormbench::storming
