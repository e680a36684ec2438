// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/models/timeline.h"
#include "views/panes/cluster_pane.h"

class QButtonGroup;

namespace stormbench::views {

class FilterBar;
class RowFilter;
class TableView;
class TimelineLanes;
class TimeRange;

/// When brokers were up, fenced, paused or down, and what happened meanwhile: elections, in-sync
/// replicas, faults; on lanes above, in a table below, one selection for both.
class TimelinePane : public ClusterPane {
    Q_OBJECT

public:
    explicit TimelinePane(const PaneContext& context, QWidget* parent = nullptr);
    ~TimelinePane() override;

protected:
    void refresh(const api::Snapshot& snapshot) override;
    void setStale(bool stale) override;
    void clear() override;

private:
    void buildSpans();
    void showMarks();

    Timeline m_timeline;
    TimeRange* m_range = nullptr;
    std::unique_ptr<TableModel<TimelineRow>> m_model;
    RowFilter* m_rows = nullptr;
    FilterBar* m_filter = nullptr;
    TimelineLanes* m_lanes = nullptr;
    TableView* m_view = nullptr;
    QButtonGroup* m_spans = nullptr;
    bool m_selecting = false;
    bool m_refreshing = false;
};

}  // namespace stormbench::views
