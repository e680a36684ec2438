// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/paper_sprite.h"

#include "resources/ui/theme.h"

#include <QCache>
#include <QPaintEngine>
#include <QPainter>
#include <QPixmap>
#include <QtMath>

#include <cmath>
#include <optional>

namespace stormbench::storming {
namespace {

constexpr int kCachedKilobytes = 24 * 1024;
constexpr qreal kLargestSide = 900;  // pixels; larger paper is seldom and drawn as it is

struct SpriteKey {
    quint64 look = 0;
    int width = 0;
    int height = 0;
    int scale = 0;
    int turn = 0;
    QRgb own = 0;
    friend bool operator==(const SpriteKey&, const SpriteKey&) = default;
    friend size_t qHash(const SpriteKey& key, size_t seed = 0)
    {
        return qHashMulti(seed, key.look, key.width, key.height, key.scale, key.turn, key.own);
    }
};

QCache<SpriteKey, QPixmap>& sprites()
{
    static QCache<SpriteKey, QPixmap> cache(kCachedKilobytes);
    return cache;
}

/// How a painter shows what it paints: enlarged and turned, in device pixels.
struct Pose {
    qreal scale = 1;
    qreal degrees = 0;
};

bool isRaster(const QPainter& painter)
{
    const QPaintEngine* engine = painter.paintEngine();
    return engine && engine->type() == QPaintEngine::Raster;
}

/// Unless it distorts or mirrors.
std::optional<Pose> poseOf(const QTransform& world, qreal ratio)
{
    const qreal scale = std::hypot(world.m11(), world.m12());
    const auto same = [scale](qreal a, qreal b) { return std::abs(a - b) <= 1e-9 * scale; };
    if (!world.isAffine() || scale <= 0 || !same(world.m11(), world.m22())
        || !same(world.m12(), -world.m21()))
        return std::nullopt;
    return Pose{scale * ratio, qRadiansToDegrees(std::atan2(world.m12(), world.m11()))};
}

SpriteKey keyOf(const PaperFace& face, const Pose& pose)
{
    SpriteKey key;
    key.look = static_cast<quint64>(face.kind) | quint64(face.negative) << 8
        | quint64(face.folded) << 9 | quint64(face.shadow) << 10 | quint64(face.glyph) << 11
        | quint64(ui::theme().scheme()) << 12 | quint64(face.own.isValid()) << 16;
    key.width = qRound(face.rect.width() * 8);
    key.height = qRound(face.rect.height() * 8);
    key.scale = qRound(pose.scale * 4096);
    key.turn = qRound(pose.degrees * 64);
    key.own = face.own.isValid() ? face.own.rgba() : 0;
    return key;
}

/// Where a sprite's pixels lie, seen from those of the paper's first corner.
QRect placeOf(const PaperFace& face, const Pose& pose)
{
    const QRectF paper = QRectF(QPointF(), face.rect.size())
                             .adjusted(-kPaperMargin, -kPaperMargin, kPaperMargin, kPaperMargin);
    return QTransform()
        .rotate(pose.degrees)
        .scale(pose.scale, pose.scale)
        .mapRect(paper)
        .toAlignedRect();
}

QPixmap* draw(const PaperFace& face, const Pose& pose, const QRect& place)
{
    auto* pixmap = new QPixmap(place.size());
    pixmap->fill(Qt::transparent);
    QPainter painter(pixmap);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.translate(-place.topLeft());
    painter.rotate(pose.degrees);
    painter.scale(pose.scale, pose.scale);
    painter.translate(-face.rect.topLeft());
    paintPaper(painter, face, Detail::Full);
    return pixmap;
}

}  // namespace

void snapToPixels(QPainter& painter)
{
    const QTransform& now = painter.worldTransform();
    if (!isRaster(painter) || now.type() > QTransform::TxScale)
        return;
    const qreal ratio = painter.device()->devicePixelRatio();
    const QPointF origin(now.dx() * ratio, now.dy() * ratio);
    const QPointF off = QPointF(origin.toPoint()) - origin;
    painter.translate(off.x() / (now.m11() * ratio), off.y() / (now.m22() * ratio));
}

void paintPaperFast(QPainter& painter, const PaperFace& face)
{
    const QTransform& now = painter.worldTransform();
    const qreal ratio = painter.device()->devicePixelRatio();
    const auto pose = poseOf(now, ratio);
    const qreal longest = qMax(face.rect.width(), face.rect.height());
    if (!isRaster(painter) || !pose || longest * pose->scale > kLargestSide)
        return paintPaper(painter, face, Detail::Full);
    const QRect place = placeOf(face, *pose);
    const SpriteKey key = keyOf(face, *pose);
    QPixmap* sprite = sprites().object(key);
    if (!sprite) {
        sprite = draw(face, *pose, place);
        const qsizetype bytes = qsizetype(sprite->width()) * sprite->height() * 4;
        if (!sprites().insert(key, sprite, qMax<qsizetype>(1, bytes / 1024)))
            return paintPaper(painter, face, Detail::Full);
    }
    const QPoint corner = (now.map(face.rect.topLeft()) * ratio).toPoint();
    const QTransform before = now;
    const bool smooth = painter.testRenderHint(QPainter::SmoothPixmapTransform);
    painter.setWorldTransform(QTransform());
    // With this hint Qt 6.4 resamples even what is only copied, and hands it to its threads.
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    sprite->setDevicePixelRatio(ratio);
    painter.drawPixmap(QPointF(corner + place.topLeft()) / ratio, *sprite);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, smooth);
    painter.setWorldTransform(before);
}

}  // namespace stormbench::storming
