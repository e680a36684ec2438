// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QTimer>

#include "app/actions/action_table.h"
#include "app/session/board_document.h"
#include "app/session/play_session.h"
#include "app/shell/live_presenter.h"
#include "app/shell/perspectives.h"
#include "storming/check/checker.h"
#include "views/models/history.h"

class QLabel;
class QStackedWidget;

namespace stormbench::storming {
class BoardView;
class CanvasTools;
class ProblemsPanel;
}  // namespace stormbench::storming

namespace stormbench::views {
class GroupsPane;
class MessagesPane;
class TopicsPane;
}  // namespace stormbench::views

namespace stormbench::app {

class PlanPane;
class StatusLine;
class ToolBar;
class WelcomePage;

/// The workbench's window: composes canvas, panels, views and sessions, and connects them by ids
/// and signals.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    struct Options {
        QString dataDirectory;  ///< of the local cluster and of drafts
        bool startCluster = true;
    };
    explicit MainWindow(const Options& options, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens a board, or says why not. An empty path shows the welcome page.
    bool openPath(const QString& path);
    void showPerspective(Perspective perspective) { m_perspectives.show(perspective); }
    /// Plays as soon as the cluster is up.
    void playWhenReady();

    [[nodiscard]] PlaySession& player() { return m_play; }
    [[nodiscard]] ClusterSession& cluster() { return m_cluster; }
    [[nodiscard]] BoardDocument& document() { return m_document; }
    [[nodiscard]] storming::BoardView& boardView() { return *m_board; }
    [[nodiscard]] QAction* action(const QString& id) const { return m_actions.action(id); }

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    // main_window.cpp
    void buildCanvas();
    void buildDocks();
    void buildPanels();
    void buildPanes();
    // main_window_actions.cpp
    void connectFileActions();
    void connectViewActions();
    void connectRunActions();
    void connectClusterActions();
    void fillExportMenu();
    void saveAs();
    void exportTo(const char* exporter);
    void exportPicture();
    void connectDialog();
    void resetLocalData();
    void showPalette();
    void showShortcuts();
    void findOnBoard();
    // main_window_live.cpp
    void connectSessions();
    void connectSelection();
    void onBoardOpened();
    void onBoardChanged();
    void checkBoard();
    void onClusterState();
    void onPlayState();
    void onSnapshot(const api::SnapshotPtr& snapshot);
    void showProblem(const QString& what, const QString& why);
    void showNotice(const QString& text);
    void addRecent(const QString& path);
    void updateTitle();

    Options m_options;
    ActionRegistry m_actions;
    BoardDocument m_document;
    ClusterSession m_cluster;
    PlaySession m_play;
    views::History m_history;
    LivePresenter m_presenter;
    Perspectives m_perspectives;
    QTimer m_checkTimer;
    bool m_playWhenReady = false;
    bool m_selecting = false;  ///< a selection is being carried over: do not carry it back

    ToolBar* m_toolBar;
    StatusLine* m_status;
    QStackedWidget* m_center;
    WelcomePage* m_welcome;
    QWidget* m_boardPage;
    QLabel* m_notice;
    storming::BoardView* m_board = nullptr;
    storming::CanvasTools* m_tools = nullptr;
    storming::ProblemsPanel* m_problems = nullptr;
    PlanPane* m_plan = nullptr;
    views::TopicsPane* m_topics = nullptr;
    views::GroupsPane* m_groups = nullptr;
    views::MessagesPane* m_messages = nullptr;
};

}  // namespace stormbench::app
