// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/paper_sprite.h"

#include "resources/ui/theme.h"

#include <QCache>
#include <QPaintEngine>
#include <QPainter>
#include <QPixmap>

#include <cmath>

namespace stormbench::storming {
namespace {

constexpr int kCachedKilobytes = 24 * 1024;
constexpr qreal kLargestSide = 900;  // pixels; larger paper is seldom and drawn as it is

struct SpriteKey {
    quint64 look = 0;
    int width = 0;
    int height = 0;
    int scale = 0;
    QRgb own = 0;
    friend bool operator==(const SpriteKey&, const SpriteKey&) = default;
    friend size_t qHash(const SpriteKey& key, size_t seed = 0)
    {
        return qHashMulti(seed, key.look, key.width, key.height, key.scale, key.own);
    }
};

QCache<SpriteKey, QPixmap>& sprites()
{
    static QCache<SpriteKey, QPixmap> cache(kCachedKilobytes);
    return cache;
}

SpriteKey keyOf(const PaperFace& face, qreal scale)
{
    SpriteKey key;
    key.look = static_cast<quint64>(face.kind) | quint64(face.negative) << 8
        | quint64(face.folded) << 9 | quint64(face.shadow) << 10 | quint64(face.glyph) << 11
        | quint64(ui::theme().scheme()) << 12 | quint64(face.own.isValid()) << 16;
    key.width = qRound(face.rect.width() * 8);
    key.height = qRound(face.rect.height() * 8);
    key.scale = qRound(scale * 4096);
    key.own = face.own.isValid() ? face.own.rgba() : 0;
    return key;
}

int marginPixels(qreal scale)
{
    return static_cast<int>(std::ceil(kPaperMargin * scale));
}

QPixmap* draw(const PaperFace& face, qreal scale)
{
    const int margin = marginPixels(scale);
    auto* pixmap = new QPixmap(static_cast<int>(std::ceil(face.rect.width() * scale)) + 2 * margin,
        static_cast<int>(std::ceil(face.rect.height() * scale)) + 2 * margin);
    pixmap->fill(Qt::transparent);
    QPainter painter(pixmap);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.translate(margin, margin);
    painter.scale(scale, scale);
    painter.translate(-face.rect.topLeft());
    paintPaper(painter, face, Detail::Full);
    return pixmap;
}

}  // namespace

bool copiesPixels(const QPainter& painter)
{
    const QPaintEngine* engine = painter.paintEngine();
    return engine && engine->type() == QPaintEngine::Raster
        && painter.worldTransform().type() <= QTransform::TxScale;
}

void snapToPixels(QPainter& painter)
{
    if (!copiesPixels(painter))
        return;
    const QTransform& now = painter.worldTransform();
    const qreal ratio = painter.device()->devicePixelRatio();
    const QPointF origin(now.dx() * ratio, now.dy() * ratio);
    const QPointF off = QPointF(origin.toPoint()) - origin;
    painter.translate(off.x() / (now.m11() * ratio), off.y() / (now.m22() * ratio));
}

void paintPaperFast(QPainter& painter, const PaperFace& face)
{
    const QTransform& now = painter.worldTransform();
    const qreal ratio = painter.device()->devicePixelRatio();
    const qreal scale = now.m11() * ratio;
    const qreal longest = qMax(face.rect.width(), face.rect.height()) * scale;
    if (!copiesPixels(painter) || longest > kLargestSide || now.m11() <= 0
        || !qFuzzyCompare(now.m11(), now.m22())) {
        paintPaper(painter, face, Detail::Full);
        return;
    }
    const SpriteKey key = keyOf(face, scale);
    QPixmap* sprite = sprites().object(key);
    if (!sprite) {
        sprite = draw(face, scale);
        const qsizetype bytes = qsizetype(sprite->width()) * sprite->height() * 4;
        if (!sprites().insert(key, sprite, qMax<qsizetype>(1, bytes / 1024)))
            return paintPaper(painter, face, Detail::Full);
    }
    const QPointF corner = now.map(face.rect.topLeft()) * ratio;
    const QPointF at = QPointF(corner.toPoint() - QPoint(marginPixels(scale), marginPixels(scale)));
    const QTransform before = now;
    painter.setWorldTransform(QTransform());
    sprite->setDevicePixelRatio(ratio);
    painter.drawPixmap(at / ratio, *sprite);
    painter.setWorldTransform(before);
}

}  // namespace stormbench::storming
