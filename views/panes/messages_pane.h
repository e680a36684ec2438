// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include "views/feed/message_tail.h"
#include "views/panes/pane_context.h"

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QToolButton;

namespace stormbench::ui {
class StatePane;
}

namespace stormbench::views {

class FilterBar;
class MessageDetail;
class MessageModel;
class NoticeBar;
class TableView;
class TopicChooser;

/// The live tail of one or several topics: the newest records in a bounded ring, filtered by text,
/// and the selected one in full. Reads with a consumer of its own without a group, so nothing is
/// committed. Runs on: the UI thread.
class MessagesPane : public QWidget {
    Q_OBJECT

public:
    explicit MessagesPane(const PaneContext& context, QWidget* parent = nullptr);
    ~MessagesPane() override;

    /// Starts to follow these topics, with the start that is chosen.
    void showTopics(const QStringList& topics);
    [[nodiscard]] QStringList topics() const;

    [[nodiscard]] MessageModel& model() const { return *m_model; }
    [[nodiscard]] ui::StatePane& state() const { return *m_state; }

private:
    QWidget* buildBar();
    QWidget* buildContent();
    void onSourceChanged();
    void onSnapshot();
    void restart();
    void stop();
    void setPaused(bool paused);
    void takeArrived();
    void showState();
    void showCurrent();
    void showCounts();
    void onFailed(const QString& message);
    [[nodiscard]] api::OffsetQuery start() const;

    PaneContext m_context;
    MessageModel* m_model = nullptr;
    feed::MessageTail m_tail;
    QTimer m_flush;
    bool m_paused = false;
    QString m_failure;

    TopicChooser* m_chooser = nullptr;
    QComboBox* m_from = nullptr;
    QDateTimeEdit* m_time = nullptr;
    QToolButton* m_pause = nullptr;
    QToolButton* m_follow = nullptr;
    FilterBar* m_filter = nullptr;
    QLabel* m_dropped = nullptr;
    NoticeBar* m_notice = nullptr;
    TableView* m_view = nullptr;
    MessageDetail* m_detail = nullptr;
    ui::StatePane* m_state = nullptr;
};

}  // namespace stormbench::views
