// SPDX-License-Identifier: GPL-3.0-or-later
// What LineChart paints around and over the lines: scales, fill, marks, labels, cursor.
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

#include "resources/ui/fonts.h"
#include "resources/ui/format.h"
#include "resources/ui/theme.h"
#include "views/charts/line_chart.h"
#include "views/common/time_range.h"

namespace stormbench::views {
namespace {

using ui::Token;

constexpr int kGap = ui::size::kGapSmall;
constexpr int kTickDistance = 84;
constexpr int kMarkRows = 3;

/// Moves labels apart so that none covers another; each keeps as near to its own height as it can.
void spread(QList<double>& centers, double height, double top, double bottom)
{
    for (qsizetype i = 1; i < centers.size(); ++i)
        centers[i] = std::max(centers[i], centers[i - 1] + height);
    double limit = bottom;
    for (qsizetype i = centers.size() - 1; i >= 0; --i) {
        centers[i] = std::min(centers[i], limit);
        limit = centers[i] - height;
    }
    if (!centers.isEmpty() && centers.first() < top) {
        double least = top;
        for (double& center : centers) {
            center = std::max(center, least);
            least = center + height;
        }
    }
}

}  // namespace

void LineChart::paintGrid(QPainter& painter) const
{
    const auto& theme = ui::theme();
    painter.setFont(ui::font(ui::Face::Strong));
    painter.setPen(theme.color(Token::Text));
    painter.drawText(QRectF(kGap + 4, 0, width() - 2 * kGap, m_plot.top() - kGap),
        Qt::AlignLeft | Qt::AlignVCenter, m_title);
    const double titleWidth = QFontMetricsF(painter.font()).horizontalAdvance(m_title);
    const QFont small = ui::font(ui::Face::Small);
    painter.setFont(small);
    painter.setPen(theme.color(Token::Muted));
    painter.drawText(QRectF(kGap + 4 + titleWidth + kGap, 1, width(), m_plot.top() - kGap),
        Qt::AlignLeft | Qt::AlignVCenter,
        (m_estimated ? QString(ui::kEstimateSign) + u' ' : QString()) + unitName(m_unit));

    const double line = QFontMetricsF(small).height();
    for (const double value : m_scale.ticks()) {
        const double y = std::round(yOf(value)) + 0.5;
        painter.setPen(QPen(theme.color(value == 0 ? Token::BorderStrong : Token::ChartGrid), 1));
        painter.drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
        painter.setPen(theme.color(Token::Muted));
        painter.drawText(QRectF(0, y - line / 2, m_plot.left() - kGap, line),
            Qt::AlignRight | Qt::AlignVCenter, valueText(value, m_unit));
    }
    const qint64 from = m_range->from(), to = m_range->to();
    if (to == 0)
        return;
    for (const qint64 at : timeTicks(from, to, static_cast<int>(m_plot.width() / kTickDistance))) {
        const double x = std::round(xOf(static_cast<double>(at))) + 0.5;
        painter.setPen(QPen(theme.color(Token::ChartGrid), 1));
        painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
        painter.setPen(theme.color(Token::Muted));
        painter.drawText(QRectF(x - kTickDistance / 2.0, m_plot.bottom() + 3, kTickDistance, line),
            Qt::AlignHCenter | Qt::AlignTop, timeLabel(at, to - from));
    }
}

/// Under a line that is alone; several fills would hide each other.
void LineChart::paintFill(QPainter& painter) const
{
    if (m_lines.size() != 1)
        return;
    painter.save();
    painter.setClipRect(m_plot);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ui::withAlpha(colorOf(m_lines.first()), ui::size::kChartFill));
    for (const auto& run : m_lines.first().runs) {
        QPolygonF area;
        for (const QPointF& point : run)
            area << QPointF(xOf(point.x()), yOf(point.y()));
        area << QPointF(area.last().x(), m_plot.bottom())
             << QPointF(area.first().x(), m_plot.bottom());
        painter.drawPolygon(area);
    }
    painter.restore();
}

void LineChart::paintMarks(QPainter& painter) const
{
    if (m_lines.isEmpty())
        return;  // the reason why stands there
    const QFont small = ui::font(ui::Face::Small);
    const QFontMetricsF metrics(small);
    painter.setFont(small);
    const auto xOfMark = [this](const ChartMark& mark) {
        return std::round(xOf(static_cast<double>(mark.at))) + 0.5;
    };
    painter.setPen(QPen(ui::theme().color(Token::Warn), 1, Qt::DashLine));
    for (const ChartMark& mark : m_marks) {
        if (const double x = xOfMark(mark); x >= m_plot.left() && x <= m_plot.right())
            painter.drawLine(QPointF(x, m_plot.top() - 2), QPointF(x, m_plot.bottom()));
    }
    // Labels stand side by side in a few rows; one without room is left to the tool tip.
    double free[kMarkRows];
    std::fill(std::begin(free), std::end(free), m_plot.left());
    for (const ChartMark& mark : m_marks) {
        const double x = xOfMark(mark);
        if (x < m_plot.left() || x > m_plot.right())
            continue;
        const double width = metrics.horizontalAdvance(mark.text) + 8;
        const double left = x + 3 + width > m_plot.right() ? x - 3 - width : x + 3;
        const auto row = std::find_if(
            std::begin(free), std::end(free), [left](double from) { return left >= from; });
        if (row == std::end(free))
            continue;
        const QRectF box(left,
            m_plot.top() - 2 + static_cast<double>(row - std::begin(free)) * metrics.height(),
            width, metrics.height());
        painter.fillRect(box, ui::withAlpha(ui::theme().color(Token::Panel), 0.9));
        painter.setPen(ui::theme().color(Token::Warn));
        painter.drawText(box, Qt::AlignCenter, mark.text);
        *row = left + width + 4;
    }
}

void LineChart::paintLabels(QPainter& painter) const
{
    if (m_lines.isEmpty()) {
        painter.setFont(ui::font(ui::Face::Body));
        painter.setPen(ui::theme().color(Token::Muted));
        painter.drawText(m_plot, Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    struct Label {
        const ChartLine* line;
        QPointF end;
    };
    QList<Label> labels;
    for (const ChartLine& line : m_lines) {
        if (const auto last = line.last(); last && xOf(last->x()) >= m_plot.left())
            labels.append({&line, {std::min(xOf(last->x()), m_plot.right()), yOf(last->y())}});
    }
    std::stable_sort(labels.begin(), labels.end(),
        [](const Label& a, const Label& b) { return a.end.y() < b.end.y(); });
    const QFont small = ui::font(ui::Face::Small);
    const QFontMetricsF metrics(small);
    QList<double> centers;
    for (const Label& label : labels)
        centers.append(label.end.y());
    spread(centers, metrics.height() + 1, m_plot.top() + metrics.height() / 2,
        m_plot.bottom() - metrics.height() / 2 + 4);
    painter.setFont(small);
    painter.setRenderHint(QPainter::Antialiasing);
    const double left = m_plot.right() + 22;
    for (qsizetype i = 0; i < labels.size(); ++i) {
        const double y = centers[i];
        if (y > m_plot.bottom() + metrics.height())
            break;
        QPen pen = penOf(*labels[i].line);
        // A leader from the line's end, in the line's own dash, so that a label is a legend too.
        painter.setPen(pen);
        painter.drawLine(QPointF(m_plot.right() + 4, y), QPointF(left - 4, y));
        if (std::abs(y - labels[i].end.y()) > 2) {
            pen.setStyle(Qt::SolidLine);
            pen.setColor(ui::withAlpha(pen.color(), 0.4));
            pen.setWidthF(1);
            painter.setPen(pen);
            painter.drawLine(
                QPointF(m_plot.right(), labels[i].end.y()), QPointF(m_plot.right() + 4, y));
        }
        painter.setPen(m_stale ? ui::theme().color(Token::Muted) : ui::theme().color(Token::Text));
        const QRectF box(left, y - metrics.height() / 2, width() - left - kGap, metrics.height());
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(labels[i].line->name, Qt::ElideMiddle, box.width()));
    }
}

void LineChart::paintCursor(QPainter& painter) const
{
    const auto at = m_range->cursor();
    if (!at || *at < m_range->from() || *at > m_range->to())
        return;
    const double x = std::round(xOf(static_cast<double>(*at))) + 0.5;
    painter.setPen(QPen(ui::theme().color(Token::ChartCursor), 1));
    painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
    paintReadings(painter, *at, x);
}

void LineChart::paintReadings(QPainter& painter, qint64 at, double x) const
{
    const qint64 reach = (m_range->to() - m_range->from()) / 100 + 500;
    const QFont font = ui::font(ui::Face::Small);
    const QFontMetricsF metrics(font);
    const double row = metrics.height() + 3;
    QString heading = ui::formatTime(at).left(8);
    for (const ChartMark& mark : m_marks) {
        if (std::abs(mark.at - at) <= reach)
            heading += QStringLiteral(" · ") + mark.text;
    }
    const QStringList readings = readingsAt(at);
    double names = 0, values = 0;
    for (const QString& reading : readings) {
        names = std::max(names, metrics.horizontalAdvance(reading.section(u'\t', 0, 0)));
        values = std::max(values, metrics.horizontalAdvance(reading.section(u'\t', 1)));
    }
    names = std::min(names, m_plot.width() / 2);
    const double width
        = std::max(metrics.horizontalAdvance(heading), names + values + 34) + 2 * kGap;
    const double height = row * static_cast<double>(readings.size() + 1) + kGap;
    double left = x + kGap;
    if (left + width > this->width() - 2)
        left = x - kGap - width;
    const QRectF box(std::max(2.0, left),
        std::max(2.0, std::min(m_plot.top() + 4, this->height() - height - 2)), width, height);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(ui::theme().color(Token::BorderStrong));
    painter.setBrush(ui::theme().color(Token::PanelRaised));
    painter.drawRoundedRect(box, ui::size::kGrid, ui::size::kGrid);
    painter.setFont(font);
    painter.setPen(ui::theme().color(Token::Muted));
    double y = box.top() + kGap / 2.0;
    painter.drawText(
        QRectF(box.left() + kGap, y, width, row), Qt::AlignLeft | Qt::AlignVCenter, heading);
    for (const QString& reading : readings) {
        y += row;
        const QString name = reading.section(u'\t', 0, 0);
        const auto line = std::find_if(m_lines.begin(), m_lines.end(),
            [&](const ChartLine& candidate) { return candidate.name == name; });
        painter.setPen(penOf(*line));
        painter.drawLine(
            QPointF(box.left() + kGap, y + row / 2), QPointF(box.left() + kGap + 14, y + row / 2));
        painter.setPen(ui::theme().color(Token::Text));
        painter.drawText(QRectF(box.left() + kGap + 20, y, names, row),
            Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(name, Qt::ElideMiddle, names));
        painter.drawText(QRectF(box.left(), y, width - kGap, row),
            Qt::AlignRight | Qt::AlignVCenter, reading.section(u'\t', 1));
    }
}

}  // namespace stormbench::views
