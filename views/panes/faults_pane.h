// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panes/cluster_pane.h"
#include "views/panes/fault_choice.h"

class QLabel;
class QToolButton;

namespace stormbench::views {

class BrokerFaults;
class ClockFaults;
class LinkMatrix;
struct FaultRow;
template <typename Row> class TableModel;
class TableView;

/// Makes the local cluster fail on purpose: brokers, links, disks, clocks, members of groups. Lists
/// what is in force. A remote cluster cannot be made to fail: the pane says so.
class FaultsPane : public ClusterPane {
    Q_OBJECT

public:
    explicit FaultsPane(const PaneContext& context, QWidget* parent = nullptr);
    ~FaultsPane() override;

    /// Does it on the job runner; what fails is said above the panel.
    void request(const FaultChange& change);
    void healAll();

protected:
    void refresh(const api::Snapshot& snapshot) override;
    [[nodiscard]] std::optional<Empty> emptyState(const api::Snapshot& snapshot) const override;
    void setStale(bool stale) override;
    void clear() override;

private:
    using Job = std::function<Result<>(api::Faults&)>;
    QWidget* buildBar();
    QWidget* buildControls();
    QWidget* buildList();
    void run(Job job);
    void healSelected();
    void updateButtons();
    [[nodiscard]] std::shared_ptr<api::Faults> faults() const;
    [[nodiscard]] api::FaultStatePtr newest(const api::Snapshot& snapshot) const;

    std::unique_ptr<TableModel<FaultRow>> m_active;
    BrokerFaults* m_brokers;
    LinkMatrix* m_links;
    ClockFaults* m_clock;
    QLabel* m_summary = nullptr;
    NoticeBar* m_failure = nullptr;
    QToolButton* m_heal = nullptr;
    QToolButton* m_healAll = nullptr;
    TableView* m_view = nullptr;
};

}  // namespace stormbench::views
