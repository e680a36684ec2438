// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/note_item.h"

#include "resources/ui/fonts.h"
#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "storming/scene/note_signs.h"
#include "storming/scene/paper_sprite.h"
#include "storming/scene/severity_look.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace stormbench::storming {
namespace {

constexpr qreal kDimmedOpacity = 0.25;
constexpr qreal kDot = 18;
constexpr qreal kReadablePixels = 5;  // smaller writing is dirt on the paper

}  // namespace

NoteItem::NoteItem(const Note& note, const BoardSettings& settings)
{
    read(note, settings);
}

void NoteItem::read(const Note& note, const BoardSettings& settings)
{
    const PaperFace face = faceOf(note, settings);
    const bool otherBody = face.kind != m_face.kind || note.text != m_text;
    m_id = note.id;
    m_face = face;
    m_text = note.text;
    m_pivotal = note.kind == NoteKind::Event && note.flag(NoteProperty::Pivotal);
    auto extras = extrasOf(note);
    // An image that stays keeps its decoded picture.
    if (!extras || !m_extras || !(*extras == *m_extras))
        m_extras = std::move(extras);
    if (otherBody)
        makeBody();
    m_place = note.rect.topLeft();
    // (z, id) in one number: ids stay far below the step.
    m_level = note.z + static_cast<qreal>(note.id.value()) * 1e-9;
}

void NoteItem::makeBody()
{
    m_body.reset();
    if (m_face.kind == NoteKind::Legend) {
        m_body = std::make_unique<LegendBody>(m_text.simplified(), m_legend);
    } else if (m_face.kind == NoteKind::Example) {
        const ExampleText parsed = parseExample(m_text);
        if (parsed.hasStages())
            m_body = std::make_unique<ExampleBody>(parsed);
    }
}

bool NoteItem::setLegend(std::vector<LegendRow> rows)
{
    if (rows == m_legend)
        return false;
    m_legend = std::move(rows);
    makeBody();
    return true;
}

bool NoteItem::setMarks(const NoteMarks& marks)
{
    if (marks == m_marks)
        return false;
    m_marks = marks;
    return true;
}

qreal NoteItem::opacity() const
{
    return m_marks.dimmed ? kDimmedOpacity : 1.0;
}

bool NoteItem::isReadableAt(qreal scale) const
{
    if (detailAt(scale) != Detail::Full)
        return m_text.isEmpty();
    return !m_layout.isElided() && m_layout.pixels() * scale >= kReadablePixels * 1.4;
}

QTransform NoteItem::toScene() const
{
    const qreal turn = turnOf(m_face.kind);
    if (qFuzzyIsNull(turn))
        return QTransform::fromTranslate(m_place.x(), m_place.y());
    const QPointF middle = m_face.rect.center();
    return QTransform::fromTranslate(m_place.x() + middle.x(), m_place.y() + middle.y())
        .rotate(turn)
        .translate(-middle.x(), -middle.y());
}

QRectF NoteItem::drawnRect() const
{
    return toScene().mapRect(
        m_face.rect.adjusted(-kPaperMargin, -kPaperMargin, kPaperMargin, kPaperMargin));
}

void NoteItem::paint(QPainter& painter)
{
    const qreal scale
        = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform());
    const Detail detail = detailAt(scale);
    painter.setRenderHint(QPainter::Antialiasing, detail != Detail::Flat);
    if (detail == Detail::Full) {
        snapToPixels(painter);
        paintPaperFast(painter, m_face);
        paintWriting(painter, scale, inkOn(paperColor(m_face.kind, m_face.negative, m_face.own)));
    } else {
        paintPaper(painter, m_face, detail);
        if (m_extras && !m_extras->image.isEmpty() && !m_face.folded)
            paintImage(painter, m_face, m_extras.get());
    }
    if (m_marks.selected || m_marks.hovered || m_marks.member)
        paintRing(painter, scale);
    if (m_marks.severity > Severity::Info && detail != Detail::Flat)
        paintSeverity(painter);
}

void NoteItem::paintWriting(QPainter& painter, qreal scale, const QColor& ink)
{
    if (!m_face.folded) {
        if (m_face.kind == NoteKind::Picture || m_face.kind == NoteKind::Screen)
            paintImage(painter, m_face, m_extras.get());
        if (m_face.kind == NoteKind::Saga)
            paintSteps(painter, m_face, m_extras.get(), ink);
        if (m_extras && !m_extras->timer.isEmpty())
            paintTimer(painter, m_face, *m_extras, ink);
        if (!m_marks.editing)
            paintText(painter, scale, ink);
    }
    if (m_extras)
        paintSigns(painter, m_face, *m_extras, ui::withAlpha(ink, 0.75));
}

void NoteItem::paintText(QPainter& painter, qreal scale, const QColor& ink)
{
    if (m_body)
        return m_body->paint(painter, m_face, ink);
    QRectF area = textArea(m_face.kind, m_face.rect);
    // A screen that shows its image has its name in the title bar.
    const bool named = m_face.kind == NoteKind::Screen && m_extras && !m_extras->image.isEmpty();
    if (named)
        area = titleBar(m_face.rect).adjusted(26, 1, -46, -1);
    m_layout.fit(m_text, area, named ? ui::type::kSmall : smallestText(m_face.kind));
    if (m_text.isEmpty()) {
        if (named)
            return;
        painter.setFont(ui::font(ui::Face::Small));
        painter.setPen(ui::withAlpha(ink, 0.7));
        painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap,
            QString::fromUtf8(notationOf(m_face.kind).textHint));
        return;
    }
    if (m_layout.pixels() * scale >= kReadablePixels)
        m_layout.paint(painter, ink);
}

void NoteItem::paintRing(QPainter& painter, qreal scale) const
{
    const qreal pixel = 1.0 / qMax(scale, 0.01);
    const QColor accent = ui::theme().color(ui::Token::Accent);
    const qreal gap = m_marks.selected ? 3 * pixel : 2 * pixel;
    painter.setBrush(Qt::NoBrush);
    if (m_marks.selected)
        painter.setPen(QPen(accent, 2 * pixel));
    else if (m_marks.hovered)
        painter.setPen(QPen(ui::withAlpha(accent, 0.55), 1.5 * pixel));
    else
        painter.setPen(QPen(ui::withAlpha(accent, 0.7), 1.5 * pixel, Qt::DotLine));
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
