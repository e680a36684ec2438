// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/timeline_pane.h"

#include <QButtonGroup>
#include <QLabel>
#include <QSettings>
#include <QToolButton>

#include "views/common/filter_bar.h"
#include "views/common/row_filter.h"
#include "views/common/table_view.h"
#include "views/common/time_range.h"
#include "views/panes/pane_parts.h"
#include "views/panes/timeline_lanes.h"

namespace stormbench::views {
namespace {

constexpr int kMinutes[] = {1, 5, 15};
constexpr int kFirstMinutes = 5;
const char* const kSpanSetting = "timeline/minutes";

}  // namespace

TimelinePane::TimelinePane(const PaneContext& context, QWidget* parent)
    : ClusterPane(context, tr("events"), parent)
    , m_range(new TimeRange(this))
    , m_model(makeTimelineTable())
    , m_rows(new RowFilter(this))
    , m_filter(new FilterBar(tr("Filter events")))
    , m_lanes(new TimelineLanes(m_timeline, *m_range))
    , m_view(new TableView(QStringLiteral("tables/timeline")))
{
    m_rows->setSourceModel(m_model.get());
    m_view->setModel(m_rows);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(0, Qt::DescendingOrder);
    m_view->setAccessibleName(tr("Events"));
    buildSpans();
    setContent(stackPanel({m_filter, m_lanes, m_view}));
    connect(m_filter, &FilterBar::textChanged, m_rows, &RowFilter::setWords);
    connect(m_rows, &RowFilter::counted, m_filter, &FilterBar::setCount);
    connect(m_rows, &RowFilter::counted, this, [this] {
        if (!m_refreshing)
            showMarks();
    });
    connect(m_lanes, &TimelineLanes::rowSelected, this, [this](const QString& id) {
        m_selecting = true;
        m_view->selectKey(id);
        m_selecting = false;
    });
    connect(m_view, &TableView::keySelected, this, [this](const QString& id) {
        if (!m_selecting)
            m_lanes->select(id);
    });
    // While it is hidden too: what happened then is part of the story.
    connect(&context.feed, &feed::ClusterFeed::snapshotChanged, this,
        [this](const api::SnapshotPtr& snapshot) {
            if (snapshot)
                m_timeline.add(*snapshot);
        });
}

TimelinePane::~TimelinePane()
{
    m_selecting = true;
    delete m_view;  // before the model that it shows
}

void TimelinePane::buildSpans()
{
    m_spans = new QButtonGroup(this);
    for (const int minutes : kMinutes) {
        auto* button = new QToolButton;
        button->setText(tr("%1 min").arg(minutes));
        button->setToolTip(tr("The lanes show the last %1 min").arg(minutes));
        button->setCheckable(true);
        m_spans->addButton(button, minutes);
        m_filter->addTool(button);
    }
    connect(m_spans, &QButtonGroup::idToggled, this, [this](int minutes, bool on) {
        if (!on)
            return;
        m_range->setSpan(std::chrono::minutes(minutes));
        QSettings().setValue(QLatin1String(kSpanSetting), minutes);
    });
    const int chosen = QSettings().value(QLatin1String(kSpanSetting), kFirstMinutes).toInt();
    auto* button = m_spans->button(chosen);
    (button ? button : m_spans->button(kFirstMinutes))->setChecked(true);
}

void TimelinePane::refresh(const api::Snapshot& snapshot)
{
    m_view->setPlaceholder(m_timeline.estimates()
            ? tr("Nothing has changed since the connection. This cluster is sampled: what changes "
                 "between two samples is marked ≈, and faults, pauses and fencing are not told.")
            : tr("No event matches."));
    m_refreshing = true;
    m_model->setRows(m_timeline.rows());
    m_refreshing = false;
    if (snapshot.error.empty())
        m_range->setNow(snapshot.takenAt.count());
    showMarks();
}

void TimelinePane::showMarks()
{
    std::vector<TimelineRow> shown;
    for (std::size_t i = 0; i < m_model->rows().size(); ++i) {
        const auto index = m_model->index(static_cast<int>(i), 0);
        if (m_rows->mapFromSource(index).isValid())
            shown.push_back(m_model->rows()[i]);
    }
    m_lanes->setRows(std::move(shown));
}

void TimelinePane::setStale(bool stale)
{
    m_lanes->setStale(stale);
    m_view->setStale(stale);
}

void TimelinePane::clear()
{
    m_timeline.clear();
    m_model->setRows({});
    m_lanes->setRows({});
}

}  // namespace stormbench::views
