// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/shadow.h"

#include "resources/ui/theme.h"

#include <QImage>
#include <QPaintEngine>
#include <QPainter>
#include <QPixmap>

#include <array>
#include <cmath>

namespace stormbench::storming {
namespace {

struct Layer {
    double drop;
    double sigma;
    double share;
};

// A tight contact shadow and a wide ambient one; together they reach the token's alpha.
constexpr std::array kLayers = {Layer{1.0, 1.2, 0.9}, Layer{4.0, 5.5, 1.0}};

constexpr int kReach = 18;  // pixels the shadow spreads beyond the paper
constexpr int kCore = 24;   // pixels of a corner within the paper
constexpr int kScale = 2;   // drawn at twice the size, so that 200 % stays smooth
constexpr int kSide = 2 * (kReach + kCore) + 4;

// A box blurred by a Gaussian is a product of two differences of the normal distribution.
double covered(double at, double from, double to, double sigma)
{
    const auto normal
        = [sigma](double x) { return 0.5 * std::erfc(-x / (sigma * std::sqrt(2.0))); };
    return normal(at - from) - normal(at - to);
}

QPixmap makePatch(const QColor& color)
{
    QImage image(kSide * kScale, kSide * kScale, QImage::Format_ARGB32_Premultiplied);
    for (int row = 0; row < image.height(); ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int column = 0; column < image.width(); ++column) {
            const double x = (column + 0.5) / kScale;
            const double y = (row + 0.5) / kScale;
            double clear = 1.0;
            for (const Layer& layer : kLayers) {
                const double alpha = covered(x, kReach, kSide - kReach, layer.sigma)
                    * covered(y - layer.drop, kReach, kSide - kReach, layer.sigma);
                clear *= 1.0 - color.alphaF() * layer.share * alpha;
            }
            line[column] = qPremultiply(
                qRgba(color.red(), color.green(), color.blue(), qRound(255 * (1.0 - clear))));
        }
    }
    return QPixmap::fromImage(image);
}

const QPixmap& patch()
{
    static std::array<QPixmap, 3> patches;
    QPixmap& pixmap = patches[static_cast<std::size_t>(ui::theme().scheme())];
    if (pixmap.isNull())
        pixmap = makePatch(ui::theme().color(ui::Token::Shadow));
    return pixmap;
}

constexpr int kRims = 6;
constexpr qreal kRimWidth = 1.5;

// In files of vectors: thin rims that add up to a blur, since pictures of a shadow would make up
// most of the file.
void paintRims(QPainter& painter, const QRectF& paper)
{
    const QColor color = ui::theme().color(ui::Token::Shadow);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ui::withAlpha(color, color.alphaF() / kRims));
    for (int rim = 1; rim <= kRims; ++rim) {
        const qreal wider = rim * kRimWidth;
        painter.drawRoundedRect(
            paper.adjusted(-wider, -wider, wider, wider).translated(0, kLayers.back().drop / 2),
            wider, wider);
    }
}

}  // namespace

void paintShadow(QPainter& painter, const QRectF& paper)
{
    if (ui::theme().color(ui::Token::Shadow).alpha() == 0)
        return;
    const QPaintEngine* engine = painter.paintEngine();
    if (engine && (engine->type() == QPaintEngine::SVG || engine->type() == QPaintEngine::Pdf)) {
        paintRims(painter, paper);
        return;
    }
    const QPixmap& pixmap = patch();
    const qreal core = qMin<qreal>(kCore, qMin(paper.width(), paper.height()) / 2);
    const std::array<qreal, 4> xs = {
        paper.left() - kReach, paper.left() + core, paper.right() - core, paper.right() + kReach};
    const std::array<qreal, 4> ys = {
        paper.top() - kReach, paper.top() + core, paper.bottom() - core, paper.bottom() + kReach};
    const qreal end = (kReach + core) * kScale;
    const qreal whole = kSide * kScale;
    const std::array<qreal, 4> from = {0, end, whole - end, whole};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            if (row == 1 && column == 1)
                continue;
            const QRectF target(QPointF(xs[column], ys[row]), QPointF(xs[column + 1], ys[row + 1]));
            const QRectF source(
                QPointF(from[column], from[row]), QPointF(from[column + 1], from[row + 1]));
            if (!target.isEmpty())
                painter.drawPixmap(target, pixmap, source);
        }
    }
}

}  // namespace stormbench::storming
