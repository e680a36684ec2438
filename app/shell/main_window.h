// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QTimer>

#include "app/actions/action_table.h"
#include "app/session/board_document.h"
#include "app/session/drafts.h"
#include "app/session/play_session.h"
#include "app/settings/setting_store.h"
#include "app/shell/command_palette.h"
#include "app/shell/live_presenter.h"
#include "app/shell/perspectives.h"
#include "storming/check/checker.h"
#include "views/models/history.h"

class QStackedWidget;

namespace stormbench::storming {
class BoardView;
class CanvasActions;
class CanvasTools;
struct Exporter;
struct ExportResult;
class InspectorPanel;
class LiveFindings;
class ProblemsPanel;
class Workshop;
class WorkshopBar;
}  // namespace stormbench::storming

namespace stormbench::views {
class GroupsPane;
class MessagesPane;
class TopicsPane;
}  // namespace stormbench::views

namespace stormbench::app {

class NoticeBanner;
class PanelActions;
class PlanPane;
class StatusLine;
class ToolBar;
class WelcomePage;
class ZenMode;

/// The workbench's window: composes canvas, panels, views and sessions, and connects them by ids
/// and signals.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    struct Options {
        QString dataDirectory;            ///< of the local cluster and of drafts
        bool dataDirectoryGiven = false;  ///< by the user: goes before the setting
        bool startCluster = true;
    };
    explicit MainWindow(const Options& options, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens a board, or says why not. An empty path shows the welcome page.
    bool openPath(const QString& path);
    /// A board that was wholly in sight stays so.
    void showPerspective(Perspective perspective);
    /// The board to open when none is named: as the settings have it; empty: the welcome page.
    [[nodiscard]] QString boardAtStart() const;
    /// Plays as soon as the cluster is up.
    void playWhenReady();

    [[nodiscard]] PlaySession& player() { return m_play; }
    [[nodiscard]] ClusterSession& cluster() { return m_cluster; }
    [[nodiscard]] BoardDocument& document() { return m_document; }
    [[nodiscard]] SettingStore& settings() { return m_settings; }
    [[nodiscard]] storming::BoardView& boardView() { return *m_board; }
    [[nodiscard]] storming::Workshop& workshop() { return *m_workshop; }
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
    void buildComments();
    void buildPanes();
    // main_window_actions.cpp
    void connectFileActions();
    void connectViewActions();
    void connectRunActions();
    void connectClusterActions();
    void saveAs();
    void connectDialog();
    void resetLocalData();
    void showPalette();
    void addBoardEntries(QList<CommandPalette::Entry>& entries);
    void showShortcuts();
    // main_window_workshop.cpp
    void connectWorkshop();
    void updateWorkshopActions();
    void setTimer();
    void startVoting();
    void commentOnNote();
    void present();
    void replayHistory();
    void newFromTemplate();
    // main_window_exchange.cpp
    void connectExchangeActions();
    void fillExportMenu();
    [[nodiscard]] static bool isImportable(const QString& path);
    void importPath(const QString& path);
    void exportTo(const storming::Exporter& exporter);
    void writeExport(const storming::ExportResult& result);
    void exportDrawing();
    void copyPicture();
    // main_window_live.cpp
    void connectSessions();
    void connectSelection();
    void onBoardOpened();
    void onBoardChanged();
    void checkBoard();
    void onClusterState();
    void onPlayState();
    void onSnapshot(const api::SnapshotPtr& snapshot);
    // main_window_drafts.cpp
    [[nodiscard]] bool isWelcomeShown() const;
    void offerDrafts();
    void openDraft(const QString& path);
    void discardDraft(const Draft& draft);
    // main_window_settings.cpp
    void connectSettings();
    void showSettings();
    [[nodiscard]] ClusterSession::Embedded clusterWanted() const;
    void offerClusterRestart();
    // main_window_live.cpp
    void showClusterFailure(const QString& what, const QString& why);
    void showProblem(const QString& what, const QString& why);
    void showNotice(const QString& text);
    void addRecent(const QString& path);
    void updateTitle();

    Options m_options;
    SettingStore m_settings;
    ActionRegistry m_actions;
    BoardDocument m_document;
    ClusterSession m_cluster;
    PlaySession m_play;
    views::History m_history;
    LivePresenter m_presenter;
    Perspectives m_perspectives;
    PanelActions* m_panels = nullptr;
    bool m_playWhenReady = false;
    bool m_draftsOffered = false;
    bool m_resetWhenStopped = false;
    bool m_selecting = false;  ///< a selection is being carried over: do not carry it back

    ToolBar* m_toolBar;
    StatusLine* m_status;
    QStackedWidget* m_center;
    WelcomePage* m_welcome;
    NoticeBanner* m_notice;  ///< what happened
    NoticeBanner* m_offer;   ///< what can be done now
    ZenMode* m_zen = nullptr;
    storming::BoardView* m_board = nullptr;
    storming::CanvasTools* m_tools = nullptr;
    storming::CanvasActions* m_canvasActions = nullptr;
    QWidget* m_boardPage = nullptr;  ///< the board, and above it what goes on in the workshop
    storming::Workshop* m_workshop = nullptr;
    storming::WorkshopBar* m_workshopBar = nullptr;
    storming::InspectorPanel* m_inspector = nullptr;
    storming::LiveFindings* m_findings = nullptr;
    storming::ProblemsPanel* m_problems = nullptr;
    PlanPane* m_plan = nullptr;
    QAction* m_exportMenu = nullptr;
    views::TopicsPane* m_topics = nullptr;
    views::GroupsPane* m_groups = nullptr;
    views::MessagesPane* m_messages = nullptr;
};

}  // namespace stormbench::app
