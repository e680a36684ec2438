// SPDX-License-Identifier: GPL-3.0-or-later
// What TimelineLanes paints: times, bars, marks. Each state and each kind has a shape besides its
// colour.
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

#include "resources/ui/fonts.h"
#include "resources/ui/theme.h"
#include "views/charts/chart_scale.h"
#include "views/panes/timeline_lanes.h"

namespace stormbench::views {
namespace {

using ui::Token;

constexpr double kBar = 14;
constexpr double kRadius = 5;
constexpr int kTickDistance = 84;

struct BarLook {
    Token fill, line;
    Qt::BrushStyle pattern;
};

BarLook lookOf(LaneState state)
{
    switch (state) {
    case LaneState::Up: return {Token::OkSoft, Token::Ok, Qt::SolidPattern};
    case LaneState::Fenced: return {Token::WarnSoft, Token::Warn, Qt::BDiagPattern};
    case LaneState::Paused: return {Token::Hover, Token::Muted, Qt::Dense4Pattern};
    case LaneState::Down: return {Token::ErrorSoft, Token::Error, Qt::DiagCrossPattern};
    case LaneState::Unknown: break;
    }
    return {Token::Panel, Token::Border, Qt::NoBrush};
}

QPainterPath shapeOf(TimelineKind kind, const QPointF& at)
{
    QPainterPath path;
    const double r = kRadius;
    switch (kind) {
    case TimelineKind::Controller:
        path.addPolygon(QPolygonF({at + QPointF(0, -r - 1), at + QPointF(r + 1, 0),
            at + QPointF(0, r + 1), at + QPointF(-r - 1, 0)}));
        break;
    case TimelineKind::Leader:
        path.addPolygon(QPolygonF({at + QPointF(-r, -r), at + QPointF(r, 0), at + QPointF(-r, r)}));
        break;
    case TimelineKind::IsrShrunk:
        path.addPolygon(QPolygonF({at + QPointF(-r, -r), at + QPointF(r, -r), at + QPointF(0, r)}));
        break;
    case TimelineKind::IsrExpanded:
        path.addPolygon(QPolygonF({at + QPointF(-r, r), at + QPointF(r, r), at + QPointF(0, -r)}));
        break;
    case TimelineKind::Broker: path.addRect(QRectF(at.x() - 4, at.y() - 4, 8, 8)); break;
    case TimelineKind::Fault: path.addEllipse(at, r, r); break;
    }
    path.closeSubpath();
    return path;
}

}  // namespace

void TimelineLanes::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), ui::theme().color(Token::Panel));
    if (m_stale)
        painter.setOpacity(0.5);
    paintTimes(painter);
    int lane = 0;
    for (const auto& [id, of] : m_timeline.lanes())
        paintLane(painter, lane++, id, of);
    for (const auto& mark : m_marks)
        paintMark(painter, mark);
    if (hasFocus()) {
        painter.setPen(QPen(ui::theme().color(Token::Accent), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void TimelineLanes::paintTimes(QPainter& painter) const
{
    if (m_range.to() == 0)
        return;
    const auto plot = laneRect(0);
    const double bottom
        = plot.top() + plot.height() * static_cast<double>(m_timeline.lanes().size());
    painter.setFont(ui::font(ui::Face::Small));
    // Labels of full minutes, unless the lanes show less than that many.
    const auto minutes = static_cast<int>(m_range.span().count());
    const int room = static_cast<int>(plot.width()) / kTickDistance;
    const int most = minutes > 1 ? std::min(room, minutes) : room;
    for (const qint64 at : timeTicks(m_range.from(), m_range.to(), most)) {
        const double x = std::round(xOf(at)) + 0.5;
        painter.setPen(QPen(ui::theme().color(Token::ChartGrid), 1));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, bottom));
        painter.setPen(ui::theme().color(Token::Muted));
        QRectF label(x - kTickDistance / 2.0, bottom + 2, kTickDistance, 16);
        label.moveRight(std::min(label.right(), double(width())));
        painter.drawText(
            label, Qt::AlignHCenter | Qt::AlignTop, timeLabel(at, m_range.to() - m_range.from()));
    }
}

void TimelineLanes::paintLane(
    QPainter& painter, int lane, BrokerId id, const Timeline::Lane& of) const
{
    const auto& theme = ui::theme();
    const auto row = laneRect(lane);
    painter.setFont(ui::font(of.controller ? ui::Face::Strong : ui::Face::Body));
    painter.setPen(theme.color(Token::Text));
    const QRectF label(ui::size::kGap, row.top(), row.left() - 2 * ui::size::kGap, row.height());
    painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter, tr("Broker %1").arg(id.value()));
    if (!of.spans.empty() && of.spans.back().state != LaneState::Up) {
        painter.setFont(ui::font(ui::Face::Small));
        painter.setPen(theme.color(Token::Muted));
        painter.drawText(
            label, Qt::AlignRight | Qt::AlignVCenter, laneStateWords(of.spans.back().state));
    } else if (of.controller) {
        painter.setFont(ui::font(ui::Face::Small));
        painter.setPen(theme.color(Token::Accent));
        painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter, tr("controller"));
    }
    painter.save();
    painter.setClipRect(row);
    for (const auto& span : of.spans) {
        const double left = xOf(span.from.count());
        const double right = std::max(left + 1, xOf(span.to.count()));
        if (span.state == LaneState::Unknown || right < row.left())
            continue;
        const auto look = lookOf(span.state);
        const QRectF bar(left, row.center().y() - kBar / 2, right - left, kBar);
        painter.fillRect(bar, theme.color(look.fill));
        if (look.pattern != Qt::SolidPattern)
            painter.fillRect(bar, QBrush(theme.color(look.line), look.pattern));
        painter.setPen(QPen(theme.color(look.line), 1));
        painter.drawLine(bar.topLeft(), bar.topRight());
        painter.drawLine(bar.bottomLeft(), bar.bottomRight());
    }
    painter.restore();
}

void TimelineLanes::paintMark(QPainter& painter, const Mark& mark) const
{
    const auto& theme = ui::theme();
    const QColor color = theme.color(timelineToken(mark.kind));
    const bool selected = mark.ids.contains(m_selected);
    if (mark.wholeCluster || selected) {
        const auto top = laneRect(0).top();
        const auto bottom = laneRect(static_cast<int>(m_timeline.lanes().size()) - 1).bottom();
        painter.setPen(QPen(selected ? theme.color(Token::Accent) : color, 1, Qt::DashLine));
        painter.drawLine(QPointF(mark.center.x(), top), QPointF(mark.center.x(), bottom));
    }
    const auto shape = shapeOf(mark.kind, mark.center);
    painter.setPen(
        QPen(theme.color(selected ? Token::Accent : Token::Panel), selected ? 2.5 : 1.5));
    painter.setBrush(color);
    painter.drawPath(shape);
    if (!mark.count.isEmpty()) {
        painter.setFont(ui::font(ui::Face::Small));
        painter.setPen(theme.color(Token::Text));
        painter.drawText(mark.count, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
            QString::number(mark.ids.size()));
    }
}

}  // namespace stormbench::views
