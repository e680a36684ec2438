// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/gesture_feedback.h"

#include "resources/ui/fonts.h"
#include "resources/ui/theme.h"
#include "storming/scene/edge_route.h"
#include "storming/scene/paper.h"

#include <QPainter>

namespace stormbench::storming {
namespace {

constexpr qreal kGhostOpacity = 0.6;

void paintHint(QPainter& painter, const GestureFeedback& feedback, qreal pixel)
{
    const ui::Theme& theme = ui::theme();
    painter.save();
    painter.translate(feedback.hintAt);
    painter.scale(pixel, pixel);
    const QFont font = ui::font(ui::Face::Body);
    QRectF box(14, 14, QFontMetricsF(font).horizontalAdvance(feedback.hint) + 16, 24);
    painter.setPen(QPen(
        theme.color(feedback.connectionLegal ? ui::Token::BorderStrong : ui::Token::Error), 1));
    painter.setBrush(theme.color(ui::Token::PanelRaised));
    painter.drawRoundedRect(box, 5, 5);
    painter.setPen(theme.color(ui::Token::Text));
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, feedback.hint);
    painter.restore();
}

void paintHandles(QPainter& painter, const GestureFeedback& feedback, qreal pixel)
{
    const ui::Theme& theme = ui::theme();
    painter.setPen(QPen(theme.color(ui::Token::Accent), 1.5 * pixel));
    painter.setBrush(theme.color(ui::Token::Panel));
    if (feedback.resizeHandles) {
        const qreal half = kHandlePixels * pixel / 2;
        for (const QPointF& corner : resizeHandlesOf(*feedback.resizeHandles)) {
            painter.drawRoundedRect(
                QRectF(corner - QPointF(half, half), QSizeF(2 * half, 2 * half)), 2 * pixel,
                2 * pixel);
        }
    }
    for (const QPointF& end : feedback.endHandles)
        painter.drawEllipse(end, kHandlePixels * pixel / 2, kHandlePixels * pixel / 2);
    if (!feedback.connectHandles)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(ui::Token::Accent));
    for (const QPointF& dot :
        connectHandlesOf(*feedback.connectHandles, kConnectDistancePixels * pixel)) {
        painter.drawEllipse(dot, 4 * pixel, 4 * pixel);
    }
}

// A line from side to side with a foot at each end and the distance on it.
void paintGap(QPainter& painter, const GapHint& gap, qreal pixel)
{
    const QColor color = ui::theme().color(ui::Token::Guide);
    const bool level = gap.orientation == Qt::Horizontal;
    const QPointF from = level ? QPointF(gap.from, gap.at) : QPointF(gap.at, gap.from);
    const QPointF to = level ? QPointF(gap.to, gap.at) : QPointF(gap.at, gap.to);
    const QPointF foot = (level ? QPointF(0, 4) : QPointF(4, 0)) * pixel;
    painter.setPen(QPen(color, 1.5 * pixel));
    painter.drawLine(from, to);
    painter.drawLine(from - foot, from + foot);
    painter.drawLine(to - foot, to + foot);
    painter.save();
    painter.translate((from + to) / 2 - (level ? QPointF(0, 6) : QPointF(-6, 0)) * pixel);
    painter.scale(pixel, pixel);
    painter.setFont(ui::font(ui::Face::Small));
    const QRectF box = level ? QRectF(-40, -16, 80, 16) : QRectF(0, -8, 80, 16);
    painter.drawText(box, level ? Qt::AlignHCenter | Qt::AlignBottom : Qt::AlignVCenter,
        QString::number(qRound(gap.size())));
    painter.restore();
}

void paintConnection(QPainter& painter, const GestureFeedback& feedback)
{
    const QColor color
        = ui::theme().color(feedback.connectionLegal ? ui::Token::Accent : ui::Token::Error);
    painter.setPen(
        QPen(color, ui::size::kEdgeWidth + 0.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(*feedback.connection);
    painter.setBrush(color);
    painter.drawPolygon(arrowHead(*feedback.connection, 10));
}

}  // namespace

std::array<QPointF, 4> resizeHandlesOf(const QRectF& rect)
{
    return {rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()};
}

std::array<QPointF, 4> connectHandlesOf(const QRectF& rect, qreal distance)
{
    return {QPointF(rect.right() + distance, rect.center().y()),
        QPointF(rect.center().x(), rect.bottom() + distance),
        QPointF(rect.left() - distance, rect.center().y()),
        QPointF(rect.center().x(), rect.top() - distance)};
}

void paintFeedback(QPainter& painter, const GestureFeedback& feedback, qreal scale)
{
    const ui::Theme& theme = ui::theme();
    const qreal pixel = 1.0 / qMax(scale, 0.01);
    painter.setRenderHint(QPainter::Antialiasing);
    paintHandles(painter, feedback, pixel);
    painter.setPen(QPen(theme.color(ui::Token::Guide), pixel));
    for (const SnapGuide& guide : feedback.guides) {
        if (guide.orientation == Qt::Vertical) {
            painter.drawLine(QPointF(guide.at, guide.from), QPointF(guide.at, guide.to));
        } else {
            painter.drawLine(QPointF(guide.from, guide.at), QPointF(guide.to, guide.at));
        }
    }
    for (const GapHint& gap : feedback.gaps)
        paintGap(painter, gap, pixel);
    if (feedback.marquee) {
        painter.setPen(QPen(theme.color(ui::Token::Accent), pixel));
        painter.setBrush(theme.color(ui::Token::Marquee));
        painter.drawRect(*feedback.marquee);
    }
    if (feedback.frame) {
        painter.setPen(QPen(theme.color(ui::Token::Accent), 1.5 * pixel, Qt::DashLine));
        painter.setBrush(theme.color(ui::Token::Marquee));
        painter.drawRoundedRect(*feedback.frame, 10, 10);
    }
    if (feedback.connection)
        paintConnection(painter, feedback);
    if (feedback.ghostKind) {
        painter.save();
        painter.setOpacity(kGhostOpacity);
        painter.translate(feedback.ghost.center());
        painter.rotate(turnOf(*feedback.ghostKind));
        PaperFace face;
        face.kind = *feedback.ghostKind;
        face.shadow = false;  // would shine through
        face.rect = QRectF(QPointF(-feedback.ghost.width() / 2, -feedback.ghost.height() / 2),
            feedback.ghost.size());
        paintPaper(painter, face, Detail::Full);
        painter.restore();
    }
    if (!feedback.hint.isEmpty())
        paintHint(painter, feedback, pixel);
}

}  // namespace stormbench::storming
