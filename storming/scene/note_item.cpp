// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/note_item.h"

#include "resources/ui/fonts.h"
#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "storming/scene/severity_look.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace stormbench::storming {
namespace {

constexpr qreal kNotesLayer = 100;
constexpr qreal kDimmedOpacity = 0.25;
constexpr qreal kDot = 18;

}  // namespace

NoteItem::NoteItem(const Note& note)
{
    setFlag(ItemUsesExtendedStyleOption);
    setAcceptedMouseButtons(Qt::NoButton);
    read(note);
}

void NoteItem::read(const Note& note)
{
    prepareGeometryChange();
    m_id = note.id;
    m_face = faceOf(note);
    m_text = note.text;
    setPos(note.rect.topLeft());
    setTransformOriginPoint(m_face.rect.center());
    setRotation(turnOf(note.kind));
    // (z, id) in one number: ids stay far below the step.
    setZValue(kNotesLayer + note.z + static_cast<qreal>(note.id.value()) * 1e-9);
    setToolTip(m_marks.messages);
    update();
}

void NoteItem::setMarks(const NoteMarks& marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    setToolTip(marks.messages);
    setOpacity(marks.dimmed ? kDimmedOpacity : 1.0);
    update();
}

QRectF NoteItem::boundingRect() const
{
    return m_face.rect.adjusted(-kPaperMargin, -kPaperMargin, kPaperMargin, kPaperMargin);
}

QPainterPath NoteItem::shape() const
{
    QPainterPath path;
    path.addRect(m_face.rect);
    return path;
}

void NoteItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    const qreal scale
        = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    const Detail detail = detailAt(scale);
    painter->setRenderHint(QPainter::Antialiasing, detail != Detail::Flat);
    paintPaper(*painter, m_face, detail);
    if (detail == Detail::Full && !m_marks.editing)
        paintText(*painter);
    if (m_marks.selected || m_marks.hovered)
        paintRing(*painter, scale);
    if (m_marks.severity > Severity::Info && detail != Detail::Flat)
        paintSeverity(*painter);
}

void NoteItem::paintText(QPainter& painter)
{
    m_layout.fit(m_text, textArea(m_face.kind, m_face.rect), smallestText(m_face.kind));
    if (m_text.isEmpty()) {
        painter.setFont(ui::font(ui::Face::Small));
        painter.setPen(ui::theme().color(ui::Token::PaperMuted));
        painter.drawText(textArea(m_face.kind, m_face.rect), Qt::AlignCenter | Qt::TextWordWrap,
            QString::fromUtf8(notationOf(m_face.kind).textHint));
        return;
    }
    m_layout.paint(painter, ui::theme().color(ui::Token::PaperText));
}

void NoteItem::paintRing(QPainter& painter, qreal scale) const
{
    const qreal pixel = 1.0 / qMax(scale, 0.01);
    const QColor accent = ui::theme().color(ui::Token::Accent);
    const qreal gap = m_marks.selected ? 3 * pixel : 2 * pixel;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(m_marks.selected ? QPen(accent, 2 * pixel)
                                    : QPen(ui::withAlpha(accent, 0.55), 1.5 * pixel));
    const qreal radius = ui::size::kNoteRadius + gap;
    painter.drawRoundedRect(m_face.rect.adjusted(-gap, -gap, gap, gap), radius, radius);
}

void NoteItem::paintSeverity(QPainter& painter) const
{
    const QRectF dot(m_face.rect.right() - kDot + 5, m_face.rect.top() - 5, kDot, kDot);
    const QColor color = severityColor(m_marks.severity);
    painter.setPen(QPen(ui::theme().color(ui::Token::Board), 2));
    painter.setBrush(color);
    painter.drawEllipse(dot);
    ui::paintIcon(painter, dot.adjusted(3, 3, -3, -3), severityGlyph(m_marks.severity),
        ui::theme().color(ui::Token::OnStatus));
}

}  // namespace stormbench::storming
