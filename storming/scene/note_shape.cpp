// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/note_shape.h"

#include "resources/ui/tokens.h"

namespace stormbench::storming {
namespace {

constexpr qreal kPadding = 10;
constexpr qreal kCut = 16;
constexpr qreal kSignRow = 20;  // the glyph's and the signs', above the text
constexpr qreal kFoot = 14;     // the votes', below it
constexpr qreal kStrip = 18;
constexpr qreal kTitleBar = 22;
constexpr qreal kCaption = 34;
constexpr qreal kPhotoBorder = 8;
constexpr qreal kLegendTitle = 30;
constexpr qreal kStageLabel = 48;  // "given" beside its stage

QPainterPath uprightOutline(const QRectF& r)
{
    const qreal top = qMin<qreal>(20, r.width() / 2);
    QPainterPath path(r.bottomLeft());
    path.lineTo(r.left(), r.top() + top);
    path.quadTo(r.topLeft(), QPointF(r.left() + top, r.top()));
    path.lineTo(r.right() - top, r.top());
    path.quadTo(r.topRight(), QPointF(r.right(), r.top() + top));
    path.lineTo(r.bottomRight());
    path.closeSubpath();
    return path;
}

QPainterPath arrowOutline(const QRectF& r)
{
    const qreal head = qMin(r.height() * 0.4, r.width() * 0.6);
    QPainterPath path(QPointF(r.center().x(), r.top()));
    path.lineTo(r.right(), r.top() + head);
    path.lineTo(r.bottomRight());
    path.lineTo(r.bottomLeft());
    path.lineTo(r.left(), r.top() + head);
    path.closeSubpath();
    return path;
}

QPainterPath clockOutline(const QRectF& r)
{
    const qreal cut = qMin<qreal>(kCut, qMin(r.width(), r.height()) / 4);
    QPainterPath path;
    path.addPolygon(QPolygonF({QPointF(r.left() + cut, r.top()), QPointF(r.right() - cut, r.top()),
        QPointF(r.right(), r.top() + cut), QPointF(r.right(), r.bottom() - cut),
        QPointF(r.right() - cut, r.bottom()), QPointF(r.left() + cut, r.bottom()),
        QPointF(r.left(), r.bottom() - cut), QPointF(r.left(), r.top() + cut)}));
    path.closeSubpath();
    return path;
}

}  // namespace

qreal turnOf(NoteKind kind)
{
    return notationOf(kind).shape == NoteShape::Tilted ? ui::size::kHotspotTurn : 0.0;
}

QPainterPath outlineOf(NoteShape shape, const QRectF& rect)
{
    switch (shape) {
    case NoteShape::Small: return uprightOutline(rect);
    case NoteShape::Arrow: return arrowOutline(rect);
    case NoteShape::Clock: return clockOutline(rect);
    case NoteShape::Square:
    case NoteShape::Wide:
    case NoteShape::Tilted:
    case NoteShape::Strip:
    case NoteShape::Card:
    case NoteShape::Window:
    case NoteShape::Stages:
    case NoteShape::Key:
    case NoteShape::Photo: break;
    }
    const qreal radius = shape == NoteShape::Window ? ui::size::kRadius : ui::size::kNoteRadius;
    QPainterPath path;
    path.addRoundedRect(rect, radius, radius);
    return path;
}

QRectF shadowRectOf(NoteShape shape, const QRectF& rect)
{
    switch (shape) {
    case NoteShape::Small: return rect.adjusted(1, 18, -1, 0);
    case NoteShape::Arrow: return rect.adjusted(0, rect.height() * 0.4, 0, 0);
    case NoteShape::Clock: return rect.adjusted(kCut / 2, kCut / 2, -kCut / 2, -4);
    default: return rect;
    }
}

QRectF titleBar(const QRectF& rect)
{
    return {rect.left(), rect.top(), rect.width(), kTitleBar};
}

QRectF stepStrip(const QRectF& rect)
{
    return {
        rect.left() + kPadding, rect.bottom() - kStrip - 5, rect.width() - 2 * kPadding, kStrip};
}

QRectF textArea(NoteKind kind, const QRectF& rect)
{
    switch (notationOf(kind).shape) {
    case NoteShape::Small: return rect.adjusted(2, 24, -2, -6);
    case NoteShape::Arrow: return rect.adjusted(5, rect.height() * 0.4, -5, -6);
    case NoteShape::Strip: return rect.adjusted(kPadding, kSignRow, -kPadding, -kStrip - 9);
    case NoteShape::Card: return rect.adjusted(kPadding, 32, -kPadding, -kPadding);
    case NoteShape::Window: return rect.adjusted(kPadding, kTitleBar + 4, -kPadding, -kPadding);
    case NoteShape::Stages: return rect.adjusted(kStageLabel, kSignRow + 4, -kPadding, -kPadding);
    case NoteShape::Clock: return rect.adjusted(kPadding, kSignRow + 2, -kPadding, -kFoot - 16);
    case NoteShape::Key:
        return {rect.left() + kSignRow + 4, rect.top() + 4, rect.width() - 2 * kSignRow - 8,
            qMin(kLegendTitle, rect.height())};
    case NoteShape::Photo:
        return {rect.left() + kPhotoBorder, rect.bottom() - kCaption - 2,
            rect.width() - 2 * kPhotoBorder, kCaption};
    case NoteShape::Square:
    case NoteShape::Wide:
    case NoteShape::Tilted: break;
    }
    return rect.adjusted(kPadding, kSignRow, -kPadding, -kFoot);
}

QRectF imageArea(NoteKind kind, const QRectF& rect)
{
    if (notationOf(kind).shape == NoteShape::Window)
        return rect.adjusted(1, kTitleBar, -1, -1);
    return rect.adjusted(kPhotoBorder, kPhotoBorder, -kPhotoBorder, -kCaption - 4);
}

int smallestText(NoteKind kind)
{
    const NoteShape shape = notationOf(kind).shape;
    return shape == NoteShape::Small || shape == NoteShape::Arrow ? ui::type::kNoteSmallestOnSmall
                                                                  : ui::type::kNoteSmallest;
}

}  // namespace stormbench::storming
