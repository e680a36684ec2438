// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panes/cluster_pane.h"

class QLabel;
class QTabWidget;

namespace stormbench::views {

struct GroupRow;
struct GroupPartitionRow;
struct MemberRow;
template <typename Row> class TableModel;
class FilterBar;
class TableView;

/// Consumer groups with their lag; of the selected one its members and, for each partition,
/// committed offset, log end and lag.
class GroupsPane : public ClusterPane {
    Q_OBJECT

public:
    explicit GroupsPane(const PaneContext& context, QWidget* parent = nullptr);
    ~GroupsPane() override;

    /// Selects it now or when it appears; does not emit groupSelected().
    void selectGroup(const QString& id);
    [[nodiscard]] QString selectedGroup() const;

signals:
    void groupSelected(const QString& id);

protected:
    void refresh(const api::Snapshot& snapshot) override;
    [[nodiscard]] std::optional<Empty> emptyState(const api::Snapshot& snapshot) const override;
    void setStale(bool stale) override;
    void clear() override;

private:
    QWidget* buildGroups();
    QWidget* buildDetail();
    void showDetail();
    void showMenu(const QPoint& at);
    void deleteGroup(const QString& id);
    void selectWanted();

    std::unique_ptr<TableModel<GroupRow>> m_groups;
    std::unique_ptr<TableModel<GroupPartitionRow>> m_partitions;
    std::unique_ptr<TableModel<MemberRow>> m_members;
    TableView* m_groupView = nullptr;
    TableView* m_partitionView = nullptr;
    TableView* m_memberView = nullptr;
    FilterBar* m_filter = nullptr;
    QLabel* m_heading = nullptr;
    QTabWidget* m_tabs = nullptr;
    QString m_wanted;
    bool m_selecting = false;
};

}  // namespace stormbench::views
