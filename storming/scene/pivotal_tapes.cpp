// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/pivotal_tapes.h"

#include "resources/ui/theme.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace stormbench::storming {
namespace {

constexpr qreal kTapeLayer = 20;  // above frames, below edges and notes
constexpr qreal kTapeWidth = 22;
constexpr qreal kBeyond = 48;  // how far it reaches over the board's notes
constexpr qreal kTooth = 4;
constexpr qreal kLeastOnScreen = 3;

// Torn off at both ends.
QPolygonF torn(const QRectF& tape)
{
    QPolygonF outline;
    const int teeth = qMax(2, qRound(tape.width() / kTooth));
    const qreal step = tape.width() / teeth;
    for (int i = 0; i <= teeth; ++i)
        outline << QPointF(tape.left() + i * step, tape.top() + (i % 2 ? kTooth : 0));
    for (int i = teeth; i >= 0; --i)
        outline << QPointF(tape.left() + i * step, tape.bottom() - (i % 2 ? 0 : kTooth));
    return outline;
}

QRectF tapeOf(const Board& board, const Note& event, const QRectF& content)
{
    QRectF span = content.adjusted(0, -kBeyond, 0, kBeyond);
    if (const auto around = board.frameOf(event)) {
        const QRectF& frame = board.frame(*around)->rect;
        // A member by hand may lie elsewhere.
        if (frame.contains(event.rect.center()))
            span = frame;
    }
    return {event.rect.center().x() - kTapeWidth / 2, span.top(), kTapeWidth, span.height()};
}

}  // namespace

PivotalTapes::PivotalTapes()
{
    setZValue(kTapeLayer);
    setAcceptedMouseButtons(Qt::NoButton);
}

bool PivotalTapes::read(const Board& board, const QRectF& content)
{
    std::vector<QRectF> tapes;
    for (const auto& [id, note] : board.notes()) {
        if (note.kind == NoteKind::Event && note.flag(NoteProperty::Pivotal))
            tapes.push_back(tapeOf(board, note, content));
    }
    if (tapes == m_tapes)
        return false;
    prepareGeometryChange();
    m_tapes = std::move(tapes);
    m_bounds = {};
    for (const QRectF& tape : m_tapes)
        m_bounds |= tape;
    update();
    return true;
}

void PivotalTapes::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    const ui::Theme& theme = ui::theme();
    const qreal scale
        = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    const qreal least = kLeastOnScreen / qMax(scale, 0.01);
    painter->setRenderHint(QPainter::Antialiasing);
    const bool plain = theme.isHighContrast();
    painter->setPen(plain ? QPen(theme.color(ui::Token::Text), 2) : QPen(Qt::NoPen));
    painter->setBrush(theme.color(ui::Token::Tape));
    for (const QRectF& tape : m_tapes) {
        const qreal room = qMax<qreal>(0, (least - tape.width()) / 2);
        const QRectF shown = tape.adjusted(-room, 0, room, 0);
        if (scale < 0.25)
            painter->fillRect(shown, theme.color(plain ? ui::Token::Text : ui::Token::Tape));
        else
            painter->drawPolygon(torn(shown));
    }
}

}  // namespace stormbench::storming
