// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/throughput_pane.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSettings>
#include <QToolButton>

#include <set>

#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "views/charts/chart_row.h"
#include "views/charts/line_chart.h"
#include "views/common/time_range.h"
#include "views/panes/pane_parts.h"
#include "views/panes/top_lines.h"

namespace stormbench::views {
namespace {

constexpr int kLinesShown = 5;
constexpr int kSpans[] = {1, 5, 15};
constexpr int kFirstSpan = 1;  // minutes; what has just begun to flow fills the chart soon
const char* const kSpanSetting = "throughput/minutes";

ChartLine lineOf(
    const QString& name, const Series& series, int style, api::WallTime since, std::size_t points)
{
    return {name, series.runs(since, points), style, false};
}

bool anyEstimate(const api::Snapshot& snapshot)
{
    for (const auto& topic : snapshot.topics) {
        for (const auto& partition : topic.partitions) {
            if (partition.recordsInPerSecond.precision == api::Precision::Estimated)
                return true;
        }
    }
    return false;
}

}  // namespace

ThroughputPane::ThroughputPane(const PaneContext& context, QWidget* parent)
    : ClusterPane(context, tr("throughput"), parent)
    , m_range(new TimeRange(this))
    , m_row(new ChartRow)
    , m_topicLines(std::make_unique<TopLines>(kLinesShown))
    , m_groupLines(std::make_unique<TopLines>(kLinesShown))
{
    m_records = new LineChart(tr("Records in, by topic"), ChartUnit::RecordsPerSecond, *m_range);
    m_records->setEmptyText(tr("Nothing is produced."));
    m_lag = new LineChart(tr("Lag, by group"), ChartUnit::Records, *m_range);
    m_lag->setEmptyText(tr("No consumer group."));
    m_bytes = new LineChart(tr("Bytes in and out"), ChartUnit::BytesPerSecond, *m_range);
    m_bytes->setEmptyText(tr("This cluster does not tell its bytes in and out."));
    for (auto* chart : {m_records, m_lag, m_bytes})
        m_row->add(chart);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_row);
    setContent(stackPanel({buildBar(), scroll}));
    connect(m_range, &TimeRange::changed, this, &ThroughputPane::showCharts);
    connect(&context.history, &History::changed, this, &ThroughputPane::scheduleRefresh);
}

ThroughputPane::~ThroughputPane() = default;

QWidget* ThroughputPane::buildBar()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(ui::size::kGap, ui::size::kGrid, ui::size::kGapSmall, ui::size::kGrid);
    row->setSpacing(ui::size::kGrid);
    m_spans = new QButtonGroup(this);
    auto* label = new QLabel(tr("Last"));
    label->setProperty("look", QStringLiteral("muted"));
    row->addWidget(label);
    for (const int minutes : kSpans) {
        auto* button = new QToolButton;
        button->setText(tr("%1 min").arg(minutes));
        button->setCheckable(true);
        m_spans->addButton(button, minutes);
        row->addWidget(button);
    }
    m_pause = new QToolButton;
    m_pause->setCheckable(true);
    m_pause->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    row->addSpacing(ui::size::kGapSmall);
    row->addWidget(m_pause);
    row->addStretch();
    const auto showPause = [this](bool paused) {
        m_pause->setIcon(ui::icon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
        m_pause->setText(
            paused ? tr("Paused at %1").arg(ui::formatTime(m_range->to()).left(8)) : tr("Pause"));
        m_pause->setToolTip(
            paused ? tr("Go on with the newest samples") : tr("Hold all charts still"));
    };
    showPause(false);
    connect(m_pause, &QToolButton::toggled, this, [this, showPause](bool paused) {
        m_range->setPaused(paused);
        showPause(paused);
    });
    connect(m_spans, &QButtonGroup::idToggled, this, [this](int minutes, bool on) {
        if (!on)
            return;
        m_range->setSpan(std::chrono::minutes(minutes));
        QSettings().setValue(QLatin1String(kSpanSetting), minutes);
    });
    auto* chosen
        = m_spans->button(QSettings().value(QLatin1String(kSpanSetting), kFirstSpan).toInt());
    (chosen ? chosen : m_spans->button(kFirstSpan))->setChecked(true);
    return bar;
}

void ThroughputPane::refresh(const api::Snapshot& snapshot)
{
    m_records->setEstimated(anyEstimate(snapshot));
    m_internal.clear();
    for (const auto& topic : snapshot.topics) {
        if (topic.internal)
            m_internal.insert(topic.name);
    }
    // A failed source repeats its last good time: there the lines end, and time does not go on.
    const auto before = m_range->to();
    m_range->setNow(snapshot.takenAt.count());
    if (m_range->to() == before)
        showCharts();
}

void ThroughputPane::showCharts()
{
    if (!isVisible())
        return;
    const auto& history = context().history;
    const api::WallTime since(m_range->from());
    QList<ChartMark> marks;
    for (const auto& mark : history.marks()) {
        if (mark.at >= since)
            marks.append({mark.at.count(), mark.text});
    }
    const auto points = m_records->pointsWanted();
    m_records->setLines(m_topicLines->pick(history.topicRates(), since, points,
                            [this](const std::string& name) { return !m_internal.contains(name); }),
        marks);
    m_lag->setLines(m_groupLines->pick(history.groupLags(), since, points), marks);
    QList<ChartLine> bytes{lineOf(tr("in"), history.bytesIn(), 0, since, points),
        lineOf(tr("out"), history.bytesOut(), 1, since, points)};
    bytes.removeIf([](const ChartLine& line) { return line.runs.isEmpty(); });
    m_bytes->setLines(bytes, marks);
}

void ThroughputPane::setStale(bool stale)
{
    for (auto* chart : {m_records, m_lag, m_bytes})
        chart->setStale(stale);
}

void ThroughputPane::clear()
{
    m_pause->setChecked(false);
    for (auto* chart : {m_records, m_lag, m_bytes})
        chart->setLines({}, {});
}

}  // namespace stormbench::views
