// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panes/cluster_pane.h"

class QLabel;

namespace stormbench::views {

struct PartitionRow;
struct TopicRow;
template <typename Row> class TableModel;
class FilterBar;
class TableView;
class TopicActions;

/// All topics, and the partitions of the selected one beside them. Creates and deletes topics and
/// adds partitions.
class TopicsPane : public ClusterPane {
    Q_OBJECT

public:
    explicit TopicsPane(const PaneContext& context, QWidget* parent = nullptr);
    ~TopicsPane() override;

    /// Selects it now or when it appears; does not emit topicSelected().
    void selectTopic(const QString& name);
    [[nodiscard]] QString selectedTopic() const;

signals:
    void topicSelected(const QString& name);
    void messagesRequested(const QString& topic);

protected:
    void refresh(const api::Snapshot& snapshot) override;
    [[nodiscard]] std::optional<Empty> emptyState(const api::Snapshot& snapshot) const override;
    void onEmptyAction() override;
    void setStale(bool stale) override;
    void clear() override;

private:
    QWidget* buildTopics();
    QWidget* buildPartitions();
    void showPartitions();
    void showMenu(const QPoint& at);
    void selectWanted();

    std::unique_ptr<TableModel<TopicRow>> m_topics;
    std::unique_ptr<TableModel<PartitionRow>> m_partitions;
    TableView* m_topicView = nullptr;
    TableView* m_partitionView = nullptr;
    FilterBar* m_filter = nullptr;
    QLabel* m_heading = nullptr;
    TopicActions* m_actions = nullptr;
    QString m_wanted;
    bool m_selecting = false;
};

}  // namespace stormbench::views
