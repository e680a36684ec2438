// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/line_chart.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QMouseEvent>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

#include "resources/ui/fonts.h"
#include "resources/ui/theme.h"
#include "views/common/time_range.h"

namespace stormbench::views {
namespace {

constexpr int kTitleHeight = 26;
constexpr int kAxisHeight = 22;
constexpr int kAxisWidth = 58;
constexpr int kLabelWidth = 128;  // room for direct labels, to the right of the newest point
constexpr int kNarrow = 340;      // below, labels take less room
constexpr double kHeadroom = 1.08;

}  // namespace

LineChart::LineChart(const QString& title, ChartUnit unit, TimeRange& range, QWidget* parent)
    : QChartView(parent)
    , m_title(title)
    , m_unit(unit)
    , m_range(&range)
    , m_timeAxis(new QValueAxis)
    , m_valueAxis(new QValueAxis)
{
    auto* shown = chart();
    shown->setBackgroundVisible(false);
    shown->setPlotAreaBackgroundVisible(false);
    shown->setAnimationOptions(QChart::NoAnimation);
    shown->legend()->hide();
    shown->layout()->setContentsMargins(0, 0, 0, 0);
    shown->setMargins({});
    for (auto* axis : {m_timeAxis, m_valueAxis}) {
        axis->setVisible(false);
        shown->addAxis(axis, axis == m_timeAxis ? Qt::AlignBottom : Qt::AlignLeft);
    }
    setFrameShape(NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(FullViewportUpdate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(title);
    connect(&range, &TimeRange::cursorChanged, this, [this] { viewport()->update(); });
    connect(&ui::theme(), &ui::Theme::changed, this, &LineChart::applyTheme);
    applyTheme();
    layOut();
}

void LineChart::setLines(QList<ChartLine> lines, QList<ChartMark> marks)
{
    m_lines = std::move(lines);
    m_marks = std::move(marks);
    showRange();
    replaceSeries();
    viewport()->update();
}

void LineChart::setStale(bool stale)
{
    if (stale == m_stale)
        return;
    m_stale = stale;
    replaceSeries();
    viewport()->update();
}

void LineChart::setEstimated(bool estimated)
{
    m_estimated = estimated;
}

void LineChart::setEmptyText(const QString& text)
{
    m_emptyText = text;
}

std::size_t LineChart::pointsWanted() const
{
    return static_cast<std::size_t>(std::max(64.0, m_plot.width()));
}

int LineChart::visibleSeries() const
{
    return static_cast<int>(std::count_if(
        m_series.begin(), m_series.end(), [](const auto* series) { return series->isVisible(); }));
}

void LineChart::applyTheme()
{
    setBackgroundBrush(Qt::NoBrush);
    replaceSeries();
    viewport()->update();
}

void LineChart::layOut()
{
    const int labels = width() < kNarrow ? kLabelWidth * 2 / 3 : kLabelWidth;
    m_plot = QRectF(kAxisWidth, kTitleHeight + ui::size::kGapSmall,
        std::max(40, width() - kAxisWidth - labels),
        std::max(30, height() - kTitleHeight - kAxisHeight - ui::size::kGapSmall));
    chart()->setPlotArea(m_plot);
    showRange();
}

void LineChart::showRange()
{
    if (!m_range)
        return;
    double largest = 0;
    for (const ChartLine& line : m_lines) {
        for (const auto& run : line.runs) {
            for (const QPointF& point : run)
                largest = std::max(largest, point.y());
        }
    }
    m_scale = valueScale(
        largest * kHeadroom, std::clamp(static_cast<int>(m_plot.height() / 36), 2, 6), m_unit);
    m_valueAxis->setRange(0, m_scale.top);
    m_timeAxis->setRange(static_cast<double>(m_range->from()), static_cast<double>(m_range->to()));
}

void LineChart::replaceSeries()
{
    std::size_t used = 0;
    for (const ChartLine& line : m_lines) {
        for (const auto& run : line.runs) {
            if (used == m_series.size()) {
                auto* added = new QLineSeries;
                chart()->addSeries(added);
                added->attachAxis(m_timeAxis);
                added->attachAxis(m_valueAxis);
                m_series.push_back(added);
            }
            auto* series = m_series[used++];
            const QPen pen = penOf(line);
            if (series->pen() != pen)
                series->setPen(pen);
            series->replace(run);
            series->setVisible(true);
        }
    }
    for (; used < m_series.size(); ++used) {
        m_series[used]->setVisible(false);
        m_series[used]->clear();
    }
}

QColor LineChart::colorOf(const ChartLine& line) const
{
    const auto& theme = ui::theme();
    const QColor color = line.rest ? theme.color(ui::Token::Muted) : theme.series(line.style);
    return m_stale ? ui::mix(
               theme.color(ui::Token::Panel), theme.color(ui::Token::Muted), line.rest ? 0.5 : 0.8)
                   : color;
}

QPen LineChart::penOf(const ChartLine& line) const
{
    const double width = ui::theme().isHighContrast() ? 2.0 : ui::size::kChartLine;
    return {colorOf(line), width, line.rest ? Qt::DotLine : ui::theme().seriesDash(line.style),
        Qt::FlatCap, Qt::RoundJoin};
}

double LineChart::xOf(double time) const
{
    const auto from = static_cast<double>(m_range->from());
    const auto stretch = std::max(1.0, static_cast<double>(m_range->to()) - from);
    return m_plot.left() + (time - from) / stretch * m_plot.width();
}

double LineChart::yOf(double value) const
{
    return m_plot.bottom() - value / m_scale.top * m_plot.height();
}

QStringList LineChart::readingsAt(qint64 at) const
{
    QStringList readings;
    const qint64 reach = (m_range->to() - m_range->from()) / 100 + 500;
    for (const ChartLine& line : m_lines) {
        if (const auto value = line.at(at, reach))
            readings += line.name + u'\t' + valueWithUnit(*value, m_unit);
    }
    return readings;
}

void LineChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    layOut();
}

void LineChart::mouseMoveEvent(QMouseEvent* event)
{
    QChartView::mouseMoveEvent(event);
    if (!m_range || m_range->to() == 0)
        return;
    const double x = event->position().x();
    if (x < m_plot.left() || x > m_plot.right())
        return m_range->setCursor(std::nullopt);
    const double share = (x - m_plot.left()) / m_plot.width();
    m_range->setCursor(m_range->from()
        + static_cast<qint64>(share * static_cast<double>(m_range->to() - m_range->from())));
}

void LineChart::leaveEvent(QEvent* event)
{
    QChartView::leaveEvent(event);
    if (m_range)
        m_range->setCursor(std::nullopt);
}

void LineChart::drawBackground(QPainter* painter, const QRectF&)
{
    painter->fillRect(sceneRect(), ui::theme().color(ui::Token::Panel));
    if (!m_range)
        return;
    paintGrid(*painter);
    paintFill(*painter);
}

void LineChart::drawForeground(QPainter* painter, const QRectF&)
{
    if (!m_range)
        return;
    paintMarks(*painter);
    paintLabels(*painter);
    paintCursor(*painter);
}

}  // namespace stormbench::views
