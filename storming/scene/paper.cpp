// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/paper.h"

#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "storming/scene/shadow.h"

#include <QCoreApplication>
#include <QPainter>

namespace stormbench::storming {
namespace {

constexpr qreal kTextFrom = 0.33;
constexpr qreal kGlyph = 14;
constexpr qreal kGlyphInset = 7;
constexpr qreal kPatternBand = 12;

// High contrast tells kinds by a pattern as well.
Qt::BrushStyle patternOf(NoteKind kind)
{
    switch (kind) {
    case NoteKind::Command: return Qt::Dense6Pattern;
    case NoteKind::Policy: return Qt::BDiagPattern;
    case NoteKind::Aggregate: return Qt::HorPattern;
    case NoteKind::System: return Qt::FDiagPattern;
    case NoteKind::ReadModel: return Qt::VerPattern;
    case NoteKind::Hotspot: return Qt::DiagCrossPattern;
    case NoteKind::Opportunity: return Qt::Dense7Pattern;
    case NoteKind::Timer: return Qt::Dense4Pattern;
    case NoteKind::Actor: return Qt::Dense5Pattern;
    case NoteKind::Vote: return Qt::Dense3Pattern;
    default: return Qt::NoBrush;
    }
}

bool isWhite(const PaperFace& face)
{
    const ui::Paper paper = paperOf(face.kind, face.negative);
    return !face.own.isValid() && (paper == ui::Paper::Definition || paper == ui::Paper::Screen);
}

void paintPattern(QPainter& painter, const PaperFace& face, const QPainterPath& outline)
{
    const Qt::BrushStyle pattern = patternOf(face.kind);
    if (pattern == Qt::NoBrush)
        return;
    QPainterPath band;
    band.addRect(QRectF(
        face.rect.left(), face.rect.bottom() - kPatternBand, face.rect.width(), kPatternBand));
    painter.fillPath(
        outline.intersected(band), QBrush(ui::theme().color(ui::Token::PaperEdge), pattern));
}

// A definition's rule below its first line, a screen's title bar, an example's three stages.
void paintPrint(QPainter& painter, const PaperFace& face, const QPainterPath& outline)
{
    const ui::Theme& theme = ui::theme();
    const QRectF& rect = face.rect;
    const NoteShape shape = notationOf(face.kind).shape;
    if (shape == NoteShape::Card || shape == NoteShape::Key) {
        painter.setPen(QPen(ui::withAlpha(theme.color(ui::Token::Accent), 0.25), 1));
        const qreal y = rect.top() + (shape == NoteShape::Key ? 36.5 : 27.5);
        painter.drawLine(QPointF(rect.left() + 1, y), QPointF(rect.right() - 1, y));
    }
    if (shape != NoteShape::Window)
        return;
    QPainterPath bar;
    bar.addRect(titleBar(rect));
    painter.fillPath(
        outline.intersected(bar), ui::mix(paperColor(face.kind, false, face.own), Qt::black, 0.1));
    painter.setPen(Qt::NoPen);
    painter.setBrush(ui::withAlpha(theme.color(ui::Token::PaperText), 0.35));
    for (int dot = 0; dot < 3; ++dot)
        painter.drawEllipse(QPointF(rect.right() - 12 - dot * 11, rect.top() + 11), 3.2, 3.2);
}

// Folded in two with the writing inside: nobody may read it yet.
void paintFold(QPainter& painter, const PaperFace& face, const QPainterPath& outline)
{
    const QRectF& rect = face.rect;
    QPainterPath lid;
    lid.addRect(QRectF(rect.left(), rect.top(), rect.width(), rect.height() / 2));
    QLinearGradient shade(rect.topLeft(), QPointF(rect.left(), rect.center().y()));
    const QColor dark = ui::theme().color(ui::Token::PaperText);
    shade.setColorAt(0, ui::withAlpha(dark, 0.02));
    shade.setColorAt(0.9, ui::withAlpha(dark, 0.07));
    shade.setColorAt(1, ui::withAlpha(dark, 0.2));
    painter.fillPath(outline.intersected(lid), shade);
    painter.setPen(QPen(ui::withAlpha(dark, 0.35), 1));
    painter.drawLine(
        QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()));
    const qreal side = qMin<qreal>(26, rect.width() / 3);
    QRectF eye(0, 0, side, side);
    eye.moveCenter({rect.center().x(), rect.center().y() + rect.height() / 4});
    ui::paintIcon(painter, eye, QStringLiteral("hidden"), ui::withAlpha(dark, 0.5));
}

void paintGlyph(QPainter& painter, const PaperFace& face, const QColor& ink)
{
    const NoteShape shape = notationOf(face.kind).shape;
    const QRectF& rect = face.rect;
    if (shape == NoteShape::Photo)
        return;  // a photo is told by its border, and the glyph would lie on the picture
    QRectF glyph(rect.left() + kGlyphInset, rect.top() + kGlyphInset, kGlyph, kGlyph);
    if (shape == NoteShape::Small || shape == NoteShape::Arrow)
        glyph.moveLeft(rect.center().x() - kGlyph / 2);
    if (shape == NoteShape::Clock)
        glyph.translate(5, 3);
    if (shape == NoteShape::Arrow)
        glyph.translate(0, 8);
    if (shape == NoteShape::Window)
        glyph.translate(0, -3);
    if (shape == NoteShape::Key)
        glyph.translate(0, 5);
    ui::paintIcon(painter, glyph, glyphOf(face.kind, face.negative), ink);
}

void paintEdge(QPainter& painter, const QPainterPath& outline, qreal width)
{
    painter.setPen(QPen(ui::theme().color(ui::Token::PaperEdge), width));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);
}

void paintFlat(QPainter& painter, const PaperFace& face, const QColor& paper)
{
    painter.fillRect(face.rect, paper);
    if (!isWhite(face) && !ui::theme().isHighContrast())
        return;
    painter.setPen(QPen(ui::theme().color(ui::Token::FrameLine), 0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(face.rect);
}

}  // namespace

Detail detailAt(qreal scale)
{
    return scale < kFlatBelow ? Detail::Flat : scale < kTextFrom ? Detail::Shape : Detail::Full;
}

PaperFace faceOf(const Note& note, const BoardSettings& settings)
{
    PaperFace face;
    face.kind = note.kind;
    face.rect = QRectF(QPointF(0, 0), note.rect.size());
    face.own = ownColor(settings, note.kind);
    face.negative = isNegative(note);
    face.folded = note.flag(NoteProperty::Hidden);
    return face;
}

bool isNegative(const Note& note)
{
    return note.kind == NoteKind::Value && note.string(NoteProperty::Sign) == QLatin1String("-");
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
    case NoteKind::Screen: return ui::Paper::Screen;
    case NoteKind::Definition:
    case NoteKind::Example:
    case NoteKind::Legend:
    case NoteKind::Picture: return ui::Paper::Definition;
    }
    return ui::Paper::Definition;
}

QColor ownColor(const BoardSettings& settings, NoteKind kind)
{
    const QString name = settings.colorOf(kind);
    return name.isEmpty() ? QColor() : QColor(name);
}

QColor paperColor(NoteKind kind, bool negative, const QColor& own)
{
    const ui::Theme& theme = ui::theme();
    return own.isValid() ? ui::paperColor(theme.scheme(), own)
                         : theme.paper(paperOf(kind, negative));
}

QColor inkOn(const QColor& paper)
{
    const QColor dark = ui::theme().color(ui::Token::PaperText);
    const QColor light = ui::theme().color(ui::Token::PaperTextInverse);
    return ui::contrastRatio(dark, paper) >= ui::contrastRatio(light, paper) ? dark : light;
}

QString glyphOf(NoteKind kind, bool negative)
{
    if (kind == NoteKind::Value && negative)
        return QStringLiteral("kind-value-minus");
    return QStringLiteral("kind-") + QLatin1String(notationOf(kind).glyph);
}

QString frameGlyph(FrameKind kind)
{
    return QStringLiteral("kind-") + QLatin1String(frameKindEntry(kind).key);
}

QString spokenName(const Note& note, const BoardSettings& settings)
{
    const QString kind = settings.nameOf(note.kind);
    const QString name = note.flag(NoteProperty::Hidden)
        ? QCoreApplication::translate("stormbench::storming::Paper", "not yet shown")
        : note.name();
    return name.isEmpty() ? kind : kind + QStringLiteral(": ") + name;
}

void paintPaper(QPainter& painter, const PaperFace& face, Detail detail)
{
    const ui::Theme& theme = ui::theme();
    const QColor paper = paperColor(face.kind, face.negative, face.own);
    if (detail == Detail::Flat)
        return paintFlat(painter, face, paper);
    const NoteShape shape = notationOf(face.kind).shape;
    const QPainterPath outline = outlineOf(shape, face.rect);
    const bool plain = theme.isHighContrast();
    painter.setPen(Qt::NoPen);
    if (detail == Detail::Shape) {
        painter.fillPath(outline, plain ? ui::mix(paper, Qt::white, 0.35) : paper);
        // White paper would be lost on a white board, and every paper without colours.
        if (isWhite(face) || plain)
            paintEdge(painter, outline, 0);
        return;
    }
    if (face.shadow)
        paintShadow(painter, shadowRectOf(shape, face.rect));
    if (plain) {
        painter.fillPath(outline, ui::mix(paper, Qt::white, 0.35));
    } else {
        // Light falls from above: hardly to be seen, but flat colour does not look like paper.
        QLinearGradient light(face.rect.topLeft(), face.rect.bottomLeft());
        light.setColorAt(0, ui::mix(paper, Qt::white, 0.07));
        light.setColorAt(1, ui::mix(paper, Qt::black, 0.03));
        painter.fillPath(outline, light);
    }
    paintPrint(painter, face, outline);
    if (plain)
        paintPattern(painter, face, outline);
    if (face.folded)
        paintFold(painter, face, outline);
    painter.setBrush(Qt::NoBrush);
    paintEdge(painter, outline, plain ? 2 : 1);
    if (face.glyph)
        paintGlyph(painter, face, ui::withAlpha(inkOn(paper), plain ? 1.0 : 0.7));
}

}  // namespace stormbench::storming
