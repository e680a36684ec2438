// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/timeline_lanes.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

#include "resources/ui/fonts.h"
#include "resources/ui/format.h"
#include "resources/ui/theme.h"
#include "views/charts/chart_scale.h"

namespace stormbench::views {
namespace {

constexpr int kLabels = 156;
constexpr int kLane = 38;
constexpr int kAxis = 22;
/// Kinds that come together keep apart: above, on and below the middle of the bar.
double rise(TimelineKind kind)
{
    switch (kind) {
    case TimelineKind::Controller:
    case TimelineKind::Fault: return -11;
    case TimelineKind::Leader:
    case TimelineKind::Broker: return 0;
    case TimelineKind::IsrShrunk:
    case TimelineKind::IsrExpanded: return 11;
    }
    return 0;
}

constexpr int kReach = 8;  ///< how near a click has to be, and how near marks grow together

QString tipOf(const TimelineRow& row)
{
    QStringList parts{ui::formatTime(row.at.count()), row.what};
    if (!row.partition.isEmpty())
        parts += row.partition;
    if (!row.change.isEmpty())
        parts += row.change;
    return (row.estimated ? QString(ui::kEstimateSign) : QString())
        + parts.join(QStringLiteral("  "));
}

}  // namespace

TimelineLanes::TimelineLanes(const Timeline& timeline, TimeRange& range, QWidget* parent)
    : QWidget(parent)
    , m_timeline(timeline)
    , m_range(range)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Timeline of the brokers"));
    setAccessibleDescription(
        tr("A lane for each broker; the arrow keys go from event to event, as the table does"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&m_range, &TimeRange::changed, this, [this] {
        layOutMarks();
        update();
    });
    connect(&ui::theme(), &ui::Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize TimelineLanes::sizeHint() const
{
    const int lanes = std::max(1, static_cast<int>(m_timeline.lanes().size()));
    return {kLabels + 240, lanes * kLane + kAxis + ui::size::kGapSmall};
}

void TimelineLanes::setRows(std::vector<TimelineRow> rows)
{
    m_rows = std::move(rows);
    updateGeometry();
    layOutMarks();
    update();
}

void TimelineLanes::setStale(bool stale)
{
    m_stale = stale;
    update();
}

void TimelineLanes::select(const QString& id)
{
    if (m_selected == id)
        return;
    m_selected = id;
    const auto row = std::ranges::find(m_rows, id, &TimelineRow::id);
    setAccessibleDescription(row == m_rows.end() ? QString() : tipOf(*row));
    update();
}

QRectF TimelineLanes::laneRect(int lane) const
{
    return {kLabels, ui::size::kGrid + lane * double(kLane),
        std::max(10.0, double(width()) - kLabels - ui::size::kGap), kLane};
}

double TimelineLanes::xOf(qint64 at) const
{
    const auto plot = laneRect(0);
    const auto stretch = std::max<double>(1, static_cast<double>(m_range.to() - m_range.from()));
    return plot.left() + static_cast<double>(at - m_range.from()) / stretch * plot.width();
}

void TimelineLanes::layOutMarks()
{
    m_marks.clear();
    const auto lanes = static_cast<int>(m_timeline.lanes().size());
    const auto place = [&](const TimelineRow& row, double y, bool wholeCluster) {
        const QPointF center(xOf(row.at.count()), y);
        for (auto& mark : m_marks) {
            if (mark.kind != row.kind || std::abs(mark.center.y() - y) > 1
                || std::abs(mark.center.x() - center.x()) > kReach)
                continue;
            mark.ids += row.id;
            constexpr int kMostTold = 6;
            if (mark.ids.size() <= kMostTold)
                mark.tip += u'\n' + tipOf(row);
            else if (mark.ids.size() == kMostTold + 1)
                mark.tip += QStringLiteral("\n…");
            return;
        }
        m_marks.push_back({center, row.kind, {row.id}, tipOf(row), wholeCluster, {}});
    };
    for (const auto& row : m_rows) {
        if (row.at.count() < m_range.from() || row.at.count() > m_range.to())
            continue;
        if (row.brokers.empty() && lanes > 0)
            place(row, laneRect(0).top() + lanes * kLane / 2.0, true);
        int lane = 0;
        for (const auto& [id, of] : m_timeline.lanes()) {
            if (std::ranges::find(row.brokers, id) != row.brokers.end())
                place(row, laneRect(lane).center().y() + rise(row.kind), false);
            ++lane;
        }
    }
    layOutCounts();
}

void TimelineLanes::layOutCounts()
{
    constexpr double kShape = 7;  // half of the largest shape
    const QFontMetricsF metrics(ui::font(ui::Face::Small));
    const auto free = [this](const Mark& mark, const QRectF& place) {
        return std::ranges::none_of(m_marks, [&](const Mark& other) {
            const QRectF shape(
                other.center - QPointF(kShape, kShape), QSizeF(2 * kShape, 2 * kShape));
            return &other != &mark && (shape.intersects(place) || other.count.intersects(place));
        });
    };
    for (auto& mark : m_marks) {
        mark.count = {};
        if (mark.ids.size() < 2)
            continue;
        const QSizeF size(metrics.horizontalAdvance(QString::number(mark.ids.size())), 12);
        const QRectF place(mark.center + QPointF(kShape + 1, -size.height() / 2), size);
        if (free(mark, place))
            mark.count = place;
    }
}

const TimelineLanes::Mark* TimelineLanes::markAt(const QPointF& at) const
{
    const Mark* nearest = nullptr;
    double best = kReach * kReach;
    for (const auto& mark : m_marks) {
        const QPointF away = mark.center - at;
        const double distance
            = mark.wholeCluster ? away.x() * away.x() : QPointF::dotProduct(away, away);
        if (distance <= best) {
            best = distance;
            nearest = &mark;
        }
    }
    return nearest;
}

void TimelineLanes::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOutMarks();
}

void TimelineLanes::mousePressEvent(QMouseEvent* event)
{
    const auto* mark = markAt(event->position());
    if (!mark)
        return;
    // A second click on marks grown together goes to the next of them.
    const auto at = mark->ids.indexOf(m_selected);
    const auto id = mark->ids.at((at + 1) % mark->ids.size());
    select(id);
    emit rowSelected(id);
}

void TimelineLanes::keyPressEvent(QKeyEvent* event)
{
    const auto count = static_cast<std::ptrdiff_t>(m_rows.size());
    std::ptrdiff_t to = std::ranges::find(m_rows, m_selected, &TimelineRow::id) - m_rows.begin();
    switch (event->key()) {
    case Qt::Key_Left: --to; break;
    case Qt::Key_Right: to = to == count ? count - 1 : to + 1; break;
    case Qt::Key_Home: to = 0; break;
    case Qt::Key_End: to = count - 1; break;
    default: return QWidget::keyPressEvent(event);
    }
    if (count == 0)
        return;
    const auto id
        = m_rows[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(to, 0, count - 1))].id;
    select(id);
    emit rowSelected(id);
}

bool TimelineLanes::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString text;
    if (const auto* mark = markAt(help->pos())) {
        text = mark->tip;
    } else {
        int lane = 0;
        for (const auto& [id, of] : m_timeline.lanes()) {
            for (const auto& span : of.spans)
                if (laneRect(lane).contains(help->pos())
                    && help->pos().x() >= xOf(span.from.count())
                    && help->pos().x() <= xOf(span.to.count()))
                    text = tr("Broker %1 is %2 from %3 to %4")
                               .arg(id.value())
                               .arg(laneStateWords(span.state), ui::formatTime(span.from.count()),
                                   ui::formatTime(span.to.count()));
            ++lane;
        }
    }
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), text, this);
    return true;
}

}  // namespace stormbench::views
