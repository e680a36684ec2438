// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

class QPainter;

namespace stormbench::storming {

/// What an empty board shows instead of nothing: the first notes of a flow, faint, and how to place
/// them. In the viewport's pixels.
void paintEmptyBoard(QPainter& painter, const QRectF& viewport);

}  // namespace stormbench::storming
