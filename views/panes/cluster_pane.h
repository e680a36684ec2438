// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <optional>

#include "views/panes/pane_context.h"

namespace stormbench::ui {
class StatePane;
}

namespace stormbench::views {

class NoticeBar;

/// A pane that shows the newest snapshot. The base decides between content, empty, loading and
/// failed, tells the age of figures whose source has failed, and refreshes at most about four times
/// a second and only while it can be seen. Runs on: the UI thread.
class ClusterPane : public QWidget {
    Q_OBJECT

public:
    ~ClusterPane() override;

    [[nodiscard]] ui::StatePane& state() const { return *m_state; }
    [[nodiscard]] const NoticeBar& notice() const { return *m_notice; }

protected:
    struct Empty {
        QString icon;
        QString sentence;
        QString action;  ///< empty: no button
    };

    /// `subject` as in "Asking the cluster for its `subject`…".
    ClusterPane(const PaneContext& context, const QString& subject, QWidget* parent);
    void setContent(QWidget* content);  ///< once, at the end of the constructor

    [[nodiscard]] const PaneContext& context() const { return m_context; }
    /// Shows what `snapshot` says; only called while the pane is visible.
    virtual void refresh(const api::Snapshot& snapshot) = 0;
    /// A value when there is nothing to show although the cluster answers.
    [[nodiscard]] virtual std::optional<Empty> emptyState(const api::Snapshot& snapshot) const;
    virtual void onEmptyAction() { }
    virtual void setStale(bool stale) = 0;  ///< grey what is the last good answer
    virtual void clear() { }                ///< another cluster

    void showEvent(QShowEvent* event) override;
    void scheduleRefresh();
    void reconsider();

private:
    void present(const api::Snapshot& snapshot);
    void presentNothing();
    void tellAge();

    PaneContext m_context;
    QString m_subject;
    ui::StatePane* m_state = nullptr;
    NoticeBar* m_notice = nullptr;
    QTimer m_refresh;
    QTimer m_age;
    api::WallTime m_lastGood{};
    QString m_error;
    bool m_connectOffered = false;
};

}  // namespace stormbench::views
