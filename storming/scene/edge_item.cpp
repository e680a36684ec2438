// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/edge_item.h"

#include "resources/ui/fonts.h"
#include "resources/ui/theme.h"
#include "storming/scene/paper.h"

#include <QPainter>
#include <QPainterPathStroker>
#include <QStyleOptionGraphicsItem>

namespace stormbench::storming {
namespace {

constexpr qreal kHead = 9;
constexpr qreal kSeamHead = 7;
constexpr qreal kMargin = 12;
constexpr qreal kLabelRoom = 90;

}  // namespace

EdgeItem::EdgeItem(Edge edge)
    : m_edge(std::move(edge))
{
}

bool EdgeItem::read(const Edge& edge)
{
    if (edge == m_edge)
        return false;
    m_edge = edge;
    return true;
}

void EdgeItem::setRoute(EdgeRoute route)
{
    m_route = std::move(route);
    m_head = arrowHead(m_route.path, m_route.seam ? kSeamHead : kHead);
}

void EdgeItem::shift(QPointF by)
{
    translate(m_route, by);
    m_head.translate(by);
}

bool EdgeItem::setMarks(bool selected, bool hovered)
{
    if (selected == m_selected && hovered == m_hovered)
        return false;
    m_selected = selected;
    m_hovered = hovered;
    return true;
}

bool EdgeItem::setLive(bool live)
{
    if (live == m_live)
        return false;
    m_live = live;
    return true;
}

bool EdgeItem::isNear(QPointF point, qreal reach) const
{
    if (!m_route.path.boundingRect().adjusted(-reach, -reach, reach, reach).contains(point))
        return false;
    QPainterPathStroker stroker;
    stroker.setWidth(2 * reach);
    return stroker.createStroke(m_route.path).contains(point);
}

QRectF EdgeItem::drawnRect() const
{
    const qreal room = m_edge.label.isEmpty() ? kMargin : kLabelRoom;
    return m_route.path.boundingRect().adjusted(-room, -kMargin, room, kMargin);
}

void EdgeItem::paint(QPainter& painter) const
{
    const ui::Theme& theme = ui::theme();
    const qreal scale
        = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform());
    const Detail detail = detailAt(scale);
    QColor color = theme.color(m_live ? ui::Token::EdgeLive : ui::Token::Edge);
    if (m_selected || m_hovered)
        color = theme.color(ui::Token::Accent);
    const qreal width = m_selected ? ui::size::kEdgeWidth + 1 : ui::size::kEdgeWidth;
    painter.setBrush(Qt::NoBrush);
    if (detail == Detail::Flat) {
        if (m_route.seam)
            return;
        painter.setPen(QPen(color, 0));
        painter.drawPath(m_route.path);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_route.seam)
        return paintSeam(painter, color, width);
    painter.setPen(penOf(color, width));
    painter.drawPath(m_route.path);
    painter.setBrush(color);
    painter.drawPolygon(m_head);
    if (detail == Detail::Full && !m_edge.label.isEmpty())
        paintLabel(painter);
}

QPen EdgeItem::penOf(const QColor& color, qreal width) const
{
    const bool dashed = m_edge.fromKind == NoteKind::Hotspot;
    return {color, width, dashed ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

void EdgeItem::paintSeam(QPainter& painter, QColor color, qreal width) const
{
    const ui::Theme& theme = ui::theme();
    // On paper a grey line would be lost: the paper's own ink, light.
    if (!m_live && !m_hovered && !m_selected)
        color = ui::withAlpha(theme.color(ui::Token::PaperText), 0.62);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(ui::Token::Board));
    painter.drawEllipse(m_route.path.pointAtPercent(0.5), 9, 9);
    if (theme.isDark() && !m_live)
        color = theme.color(ui::Token::Muted);
    painter.setPen(penOf(color, width));
    painter.setBrush(Qt::NoBrush);
    const QLineF gap(m_route.path.pointAtPercent(0), m_route.path.pointAtPercent(1));
    QLineF direction = gap;
    direction.setLength(4);
    const QPointF along = direction.p2() - direction.p1();
    const QPointF across(-along.y(), along.x());
    const QPointF middle = gap.center();
    const QPointF tip = middle + along;
    painter.drawLine(middle - along * 1.1, tip);
    painter.drawPolyline(
        QPolygonF({tip - along * 0.9 + across * 0.9, tip, tip - along * 0.9 - across * 0.9}));
}

void EdgeItem::paintLabel(QPainter& painter) const
{
    const QFont font = ui::font(ui::Face::Small);
    const QFontMetricsF metrics(font);
    const QString text = metrics.elidedText(m_edge.label, Qt::ElideRight, 2 * kLabelRoom - 16);
    QRectF box(0, 0, metrics.horizontalAdvance(text) + 12, metrics.height() + 4);
    box.moveCenter(m_route.pill);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ui::theme().color(ui::Token::Board));
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(ui::theme().color(ui::Token::Muted));
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, text);
}

}  // namespace stormbench::storming
