// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/paper.h"

#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "storming/scene/shadow.h"

#include <QPainter>

namespace stormbench::storming {
namespace {

constexpr qreal kFlatBelow = 0.25;
constexpr qreal kTextFrom = 0.33;
constexpr qreal kGlyph = 14;
constexpr qreal kGlyphInset = 7;
constexpr qreal kPadding = 10;
constexpr qreal kCut = 16;
constexpr qreal kStrip = 14;

// Paper whose corners are cut casts no shadow from where it is not.
QRectF shadowRect(NoteShape shape, const QRectF& rect)
{
    switch (shape) {
    case NoteShape::Small: return rect.adjusted(1, 18, -1, 0);
    case NoteShape::Arrow: return rect.adjusted(0, rect.height() * 0.4, 0, 0);
    case NoteShape::Clock: return rect.adjusted(4, 4, -4, -4);
    default: return rect;
    }
}

void paintStrip(QPainter& painter, const QRectF& rect, const QColor& paper)
{
    // A saga's states: three cells at the foot, the first one done.
    constexpr int kCells = 3;
    const QRectF strip(
        rect.left() + kPadding, rect.bottom() - kStrip - 4, rect.width() - 2 * kPadding, 6);
    const qreal step = strip.width() / kCells;
    for (int cell = 0; cell < kCells; ++cell) {
        const QRectF box(strip.left() + cell * step + 2, strip.top(), step - 4, strip.height());
        painter.setPen(Qt::NoPen);
        painter.setBrush(ui::mix(paper, Qt::black, cell == 0 ? 0.45 : 0.18));
        painter.drawRoundedRect(box, 3, 3);
    }
}

void paintRules(QPainter& painter, const QRectF& rect, const QColor& paper)
{
    painter.setPen(QPen(ui::mix(paper, ui::theme().color(ui::Token::Accent), 0.18), 1));
    painter.drawLine(
        QPointF(rect.left() + 1, rect.top() + 27.5), QPointF(rect.right() - 1, rect.top() + 27.5));
}

void paintPivotalBar(QPainter& painter, const QRectF& rect)
{
    // The tape that a pivotal event sits on.
    const QRectF bar(rect.left(), rect.top() - 9, rect.width(), 5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ui::theme().color(ui::Token::Text));
    painter.drawRoundedRect(bar, 2.5, 2.5);
}

// High contrast tells kinds by a pattern as well.
Qt::BrushStyle patternOf(NoteKind kind)
{
    switch (kind) {
    case NoteKind::Command: return Qt::Dense7Pattern;
    case NoteKind::Policy: return Qt::BDiagPattern;
    case NoteKind::Aggregate: return Qt::HorPattern;
    case NoteKind::System: return Qt::FDiagPattern;
    case NoteKind::ReadModel: return Qt::VerPattern;
    case NoteKind::Hotspot: return Qt::DiagCrossPattern;
    case NoteKind::Saga: return Qt::CrossPattern;
    default: return Qt::NoBrush;
    }
}

void paintPattern(QPainter& painter, const PaperFace& face, const QPainterPath& outline)
{
    const Qt::BrushStyle pattern = patternOf(face.kind);
    if (pattern == Qt::NoBrush)
        return;
    QPainterPath band;
    band.addRect(QRectF(face.rect.left(), face.rect.bottom() - 12, face.rect.width(), 12));
    painter.fillPath(outline.intersected(band), QBrush(Qt::black, pattern));
}

}  // namespace

Detail detailAt(qreal scale)
{
    return scale < kFlatBelow ? Detail::Flat : scale < kTextFrom ? Detail::Shape : Detail::Full;
}

PaperFace faceOf(const Note& note)
{
    PaperFace face;
    face.kind = note.kind;
    face.rect = QRectF(QPointF(0, 0), note.rect.size());
    face.negative
        = note.kind == NoteKind::Value && note.string(NoteProperty::Sign) == QLatin1String("-");
    face.pivotal = note.kind == NoteKind::Event && note.flag(NoteProperty::Pivotal);
    return face;
}

ui::Paper paperOf(NoteKind kind, bool negative)
{
    switch (kind) {
    case NoteKind::Event: return ui::Paper::Event;
    case NoteKind::Command: return ui::Paper::Command;
    case NoteKind::Policy: return ui::Paper::Policy;
    case NoteKind::Aggregate: return ui::Paper::Aggregate;
    case NoteKind::System: return ui::Paper::ExternalSystem;
    case NoteKind::ReadModel: return ui::Paper::ReadModel;
    case NoteKind::Actor: return ui::Paper::Actor;
    case NoteKind::Hotspot: return ui::Paper::Hotspot;
    case NoteKind::Opportunity: return ui::Paper::Opportunity;
    case NoteKind::Value: return negative ? ui::Paper::ValueMinus : ui::Paper::ValuePlus;
    case NoteKind::Vote: return ui::Paper::Vote;
    case NoteKind::Timer: return ui::Paper::Timer;
    case NoteKind::Saga: return ui::Paper::Saga;
    case NoteKind::Definition: return ui::Paper::Definition;
    }
    return ui::Paper::Definition;
}

QString glyphOf(NoteKind kind, bool negative)
{
    if (kind == NoteKind::Value && negative)
        return QStringLiteral("kind-value-minus");
    return QStringLiteral("kind-") + QLatin1String(notationOf(kind).glyph);
}

qreal turnOf(NoteKind kind)
{
    return notationOf(kind).shape == NoteShape::Tilted ? ui::size::kHotspotTurn : 0.0;
}

QPainterPath outlineOf(NoteShape shape, const QRectF& r)
{
    QPainterPath path;
    switch (shape) {
    case NoteShape::Small: {
        const qreal top = qMin<qreal>(20, r.width() / 2);
        path.moveTo(r.left(), r.bottom());
        path.lineTo(r.left(), r.top() + top);
        path.quadTo(r.topLeft(), QPointF(r.left() + top, r.top()));
        path.lineTo(r.right() - top, r.top());
        path.quadTo(r.topRight(), QPointF(r.right(), r.top() + top));
        path.lineTo(r.right(), r.bottom());
        path.closeSubpath();
        return path;
    }
    case NoteShape::Arrow: {
        const qreal head = qMin(r.height() * 0.4, r.width() * 0.6);
        path.moveTo(r.center().x(), r.top());
        path.lineTo(r.right(), r.top() + head);
        path.lineTo(r.right(), r.bottom());
        path.lineTo(r.left(), r.bottom());
        path.lineTo(r.left(), r.top() + head);
        path.closeSubpath();
        return path;
    }
    case NoteShape::Clock: {
        const qreal cut = qMin<qreal>(kCut, qMin(r.width(), r.height()) / 4);
        path.addPolygon(
            QPolygonF({QPointF(r.left() + cut, r.top()), QPointF(r.right() - cut, r.top()),
                QPointF(r.right(), r.top() + cut), QPointF(r.right(), r.bottom() - cut),
                QPointF(r.right() - cut, r.bottom()), QPointF(r.left() + cut, r.bottom()),
                QPointF(r.left(), r.bottom() - cut), QPointF(r.left(), r.top() + cut)}));
        path.closeSubpath();
        return path;
    }
    case NoteShape::Square:
    case NoteShape::Wide:
    case NoteShape::Tilted:
    case NoteShape::Strip:
    case NoteShape::Card:
        path.addRoundedRect(r, ui::size::kNoteRadius, ui::size::kNoteRadius);
        return path;
    }
    return path;
}

QRectF textArea(NoteKind kind, const QRectF& rect)
{
    switch (notationOf(kind).shape) {
    case NoteShape::Small: return rect.adjusted(2, 24, -2, -6);
    case NoteShape::Arrow: return rect.adjusted(5, rect.height() * 0.4, -5, -6);
    case NoteShape::Strip: return rect.adjusted(kPadding, 20, -kPadding, -kStrip - 8);
    case NoteShape::Card: return rect.adjusted(kPadding, 32, -kPadding, -kPadding);
    default: return rect.adjusted(kPadding, 20, -kPadding, -14);
    }
}

int smallestText(NoteKind kind)
{
    const NoteShape shape = notationOf(kind).shape;
    return shape == NoteShape::Small || shape == NoteShape::Arrow ? ui::type::kNoteSmallestOnSmall
                                                                  : ui::type::kNoteSmallest;
}

QString spokenName(const Note& note)
{
    const QString kind = QString::fromUtf8(notationOf(note.kind).name);
    const QString name = note.name();
    return name.isEmpty() ? kind : kind + QStringLiteral(": ") + name;
}

void paintPaper(QPainter& painter, const PaperFace& face, Detail detail)
{
    const ui::Theme& theme = ui::theme();
    const QColor paper = theme.paper(paperOf(face.kind, face.negative));
    const QRectF& rect = face.rect;
    if (detail == Detail::Flat) {
        painter.fillRect(rect, paper);
        if (face.kind == NoteKind::Definition) {
            painter.setPen(QPen(theme.color(ui::Token::FrameLine), 0));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(rect);
        }
        return;
    }
    const NoteShape shape = notationOf(face.kind).shape;
    const QPainterPath outline = outlineOf(shape, rect);
    if (face.shadow && detail == Detail::Full)
        paintShadow(painter, shadowRect(shape, rect));
    if (face.pivotal)
        paintPivotalBar(painter, rect);

    painter.setPen(Qt::NoPen);
    if (detail == Detail::Full && !theme.isHighContrast()) {
        // Light falls from above: hardly to be seen, but flat colour does not look like paper.
        QLinearGradient light(rect.topLeft(), rect.bottomLeft());
        light.setColorAt(0, ui::mix(paper, Qt::white, 0.07));
        light.setColorAt(1, ui::mix(paper, Qt::black, 0.03));
        painter.fillPath(outline, light);
    } else {
        painter.fillPath(outline, theme.isHighContrast() ? ui::mix(paper, Qt::white, 0.35) : paper);
    }
    if (detail != Detail::Full) {
        // White paper would be lost on a white board, and every paper without colours.
        if (face.kind == NoteKind::Definition || theme.isHighContrast()) {
            painter.setPen(QPen(theme.color(ui::Token::PaperEdge), 0));
            painter.setBrush(Qt::NoBrush);
            painter.drawPath(outline);
        }
        return;
    }
    if (shape == NoteShape::Strip)
        paintStrip(painter, rect, paper);
    if (shape == NoteShape::Card)
        paintRules(painter, rect, paper);
    if (theme.isHighContrast())
        paintPattern(painter, face, outline);
    painter.setPen(QPen(theme.color(ui::Token::PaperEdge), theme.isHighContrast() ? 2 : 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);
    if (!face.glyph)
        return;
    QRectF glyph(rect.left() + kGlyphInset, rect.top() + kGlyphInset, kGlyph, kGlyph);
    if (shape == NoteShape::Small || shape == NoteShape::Arrow)
        glyph.moveLeft(rect.center().x() - kGlyph / 2);
    if (shape == NoteShape::Clock)
        glyph.translate(5, 3);
    if (shape == NoteShape::Arrow)
        glyph.translate(0, 8);
    ui::paintIcon(
        painter, glyph, glyphOf(face.kind, face.negative), theme.color(ui::Token::PaperMuted));
}

}  // namespace stormbench::storming
