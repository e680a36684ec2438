// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

class QPainter;

namespace stormbench::storming {

/// The soft shadow under paper: two Gaussian layers, computed once a scheme and drawn as a frame of
/// eight patches, so that what the paper covers costs nothing.
void paintShadow(QPainter& painter, const QRectF& paper);

}  // namespace stormbench::storming
