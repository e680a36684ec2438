// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <algorithm>
#include <array>
#include <cmath>

namespace stormbench {

/// How two pictures of one scene differ to the eye. Squares of 16 pixels are compared by their mean
/// colours, so that other fonts and other antialiasing pass, and another colour, shape or place of
/// a note does not.
struct PictureDifference {
    bool sameSize = false;
    double strayShare = 1;  ///< of squares whose colour is plainly another
    double mean = 255;      ///< of all squares, per channel

    [[nodiscard]] bool isSmall() const { return sameSize && strayShare <= 0.01 && mean <= 1.6; }
};

inline PictureDifference difference(const QImage& a, const QImage& b)
{
    constexpr int kSquare = 16;
    constexpr double kPlain = 30;
    PictureDifference result;
    result.sameSize = a.size() == b.size();
    if (!result.sameSize || a.isNull())
        return result;
    const auto means = [](const QImage& image, QPoint corner) {
        std::array<double, 3> sum{};
        int count = 0;
        for (int y = corner.y(); y < std::min(corner.y() + kSquare, image.height()); ++y) {
            for (int x = corner.x(); x < std::min(corner.x() + kSquare, image.width()); ++x) {
                const QRgb pixel = image.pixel(x, y);
                sum[0] += qRed(pixel);
                sum[1] += qGreen(pixel);
                sum[2] += qBlue(pixel);
                ++count;
            }
        }
        for (double& channel : sum)
            channel /= count;
        return sum;
    };
    int squares = 0;
    int stray = 0;
    double total = 0;
    for (int y = 0; y < a.height(); y += kSquare) {
        for (int x = 0; x < a.width(); x += kSquare) {
            const auto first = means(a, {x, y});
            const auto second = means(b, {x, y});
            double most = 0;
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const double off = std::abs(first[channel] - second[channel]);
                most = std::max(most, off);
                total += off / 3;
            }
            stray += most > kPlain ? 1 : 0;
            ++squares;
        }
    }
    result.strayShare = static_cast<double>(stray) / squares;
    result.mean = total / squares;
    return result;
}

}  // namespace stormbench
