// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panes/cluster_pane.h"

namespace stormbench::views {

struct BrokerRow;
template <typename Row>
class TableModel;
class FilterBar;
class TableView;

/// The cluster's brokers: state, role, load and disk.
class BrokersPane : public ClusterPane {
    Q_OBJECT

public:
    explicit BrokersPane(const PaneContext& context, QWidget* parent = nullptr);
    ~BrokersPane() override;

protected:
    void refresh(const api::Snapshot& snapshot) override;
    void setStale(bool stale) override;
    void clear() override;

private:
    std::unique_ptr<TableModel<BrokerRow>> m_brokers;
    TableView* m_view = nullptr;
    FilterBar* m_filter = nullptr;
};

}  // namespace stormbench::views
