// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panes/cluster_pane.h"

class QAbstractItemModel;
class QTabWidget;

namespace stormbench::views {

struct BrokerRow;
struct ClientRow;
struct RequestRow;
template <typename Row> class TableModel;
class FilterBar;
class RowFilter;
class TableView;

/// The cluster's brokers: state, role, load and disk; beside them the requests by type, and the
/// clients that are connected. One filter for the three tables.
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
    struct Table {
        TableView* view;
        RowFilter* rows;
    };
    TableView* addTable(const QString& title, const QString& settings, QAbstractItemModel* model);

    std::unique_ptr<TableModel<BrokerRow>> m_brokers;
    std::unique_ptr<TableModel<RequestRow>> m_requests;
    std::unique_ptr<TableModel<ClientRow>> m_clients;
    FilterBar* m_filter = nullptr;
    QTabWidget* m_tabs = nullptr;
    std::vector<Table> m_tables;
};

}  // namespace stormbench::views
