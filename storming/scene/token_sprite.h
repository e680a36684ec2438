// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QPointF>

#include <array>

class QPainter;

namespace stormbench::storming {

/// The disc that stands for a record under way. Hundreds move at once, so that its picture is
/// copied; one for each quarter of a pixel, so that slow ones do not jerk. Runs on: the UI thread.
class TokenSprite {
public:
    /// For a painter whose transform does nothing but enlarge and move; `radius` in board units.
    void prepare(const QPainter& painter, qreal radius);
    /// In the units of the window, with no transform.
    void paint(QPainter& painter, QPointF center) const;

private:
    static constexpr int kPhases = 4;

    [[nodiscard]] QPixmap draw(QPointF phase) const;

    std::array<QPixmap, static_cast<std::size_t>(kPhases* kPhases)> m_pictures;
    qreal m_radius = 0;  ///< device pixels
    qreal m_ratio = 1;
    QRgb m_fill = 0;
    QRgb m_edge = 0;
    int m_side = 0;
};

}  // namespace stormbench::storming
