// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QRectF>

class QPainter;

namespace stormbench::views {

/// A small curve from zero up, newest at the right edge. NaN is a gap.
void paintSparkline(
    QPainter& painter, const QRectF& area, const QList<double>& values, const QColor& color);

}  // namespace stormbench::views
