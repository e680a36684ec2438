// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <set>
#include <string>

#include "views/panes/cluster_pane.h"

class QButtonGroup;
class QToolButton;

namespace stormbench::views {

class ChartRow;
class LineChart;
class TimeRange;
class TopLines;

/// Records in by topic, lag by group, bytes in and out, over one shared stretch of time with one
/// cursor.
class ThroughputPane : public ClusterPane {
    Q_OBJECT

public:
    explicit ThroughputPane(const PaneContext& context, QWidget* parent = nullptr);
    ~ThroughputPane() override;

protected:
    void refresh(const api::Snapshot& snapshot) override;
    void setStale(bool stale) override;
    void clear() override;

private:
    QWidget* buildBar();
    void showCharts();

    TimeRange* m_range = nullptr;
    QToolButton* m_pause = nullptr;
    QButtonGroup* m_spans = nullptr;
    LineChart* m_records = nullptr;
    LineChart* m_lag = nullptr;
    LineChart* m_bytes = nullptr;
    ChartRow* m_row = nullptr;
    std::unique_ptr<TopLines> m_topicLines;
    std::unique_ptr<TopLines> m_groupLines;
    std::set<std::string> m_internal;  ///< topics that are not shown
};

}  // namespace stormbench::views
