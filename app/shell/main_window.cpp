// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "app/settings/setting_table.h"
#include "app/shell/notice_banner.h"
#include "app/shell/panel_actions.h"
#include "app/shell/plan_pane.h"
#include "app/shell/status_line.h"
#include "app/shell/tool_bar.h"
#include "app/shell/welcome_page.h"
#include "app/shell/zen_mode.h"
#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "storming/panels/comments_panel.h"
#include "storming/panels/inspector_panel.h"
#include "storming/panels/live_findings.h"
#include "storming/panels/outline_panel.h"
#include "storming/panels/palette_panel.h"
#include "storming/panels/problems_panel.h"
#include "storming/panels/text_pane.h"
#include "storming/panels/vote_canvas.h"
#include "storming/panels/votes_panel.h"
#include "storming/panels/workshop.h"
#include "storming/panels/workshop_bar.h"
#include "storming/scene/board_view.h"
#include "storming/tools/canvas_actions.h"
#include "views/panes/brokers_pane.h"
#include "views/panes/faults_pane.h"
#include "views/panes/groups_pane.h"
#include "views/panes/messages_pane.h"
#include "views/panes/throughput_pane.h"
#include "views/panes/timeline_pane.h"
#include "views/panes/topics_pane.h"

namespace stormbench::app {

MainWindow::MainWindow(const Options& options, QWidget* parent)
    : QMainWindow(parent)
    , m_options(options)
    , m_actions(this)
    , m_document(QDir(options.dataDirectory).filePath(QStringLiteral("drafts")))
    , m_play(m_cluster)
    , m_perspectives(*this)
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    buildCanvas();
    m_toolBar = new ToolBar(m_actions, this);
    addToolBar(m_toolBar);
    m_status = new StatusLine(this);
    setStatusBar(m_status);
    buildDocks();
    m_panels = new PanelActions(m_actions, m_perspectives, this);
    m_actions.fillMenus(menuBar());
    connectExchangeActions();
    connectFileActions();
    connectViewActions();
    connectRunActions();
    connectClusterActions();
    connectWorkshop();
    connectSettings();
    connectSessions();
    connectSelection();
    m_welcome->setRecent(QSettings().value(QStringLiteral("recent")).toStringList());
    m_status->setSnapshot(nullptr);
    m_toolBar->setLevel(m_document.board().settings().level, m_document.board().settings().method);
    connect(m_center, &QStackedWidget::currentChanged, this, [this] {
        const bool welcome = m_center->currentWidget() == m_welcome;
        m_zen->set(false);
        action(QStringLiteral("view.zen"))->setEnabled(!welcome);
        m_panels->setEnabled(!welcome);
        m_perspectives.setHidden(welcome);
        if (welcome)
            offerDrafts();
    });
    action(QStringLiteral("view.zen"))->setEnabled(false);
    m_panels->setEnabled(false);
    m_perspectives.setHidden(true);
    onClusterState();
    updateTitle();
    if (m_options.startCluster && m_settings.isOn(setting::kStartCluster))
        m_cluster.startEmbedded(clusterWanted());
}

MainWindow::~MainWindow()
{
    // The sessions end before the widgets that show them.
    m_play.disconnect(this);
    m_cluster.disconnect(this);
    m_cluster.feed().disconnect(this);
    m_document.disconnect(this);
    // QMainWindow would delete its widgets after this class's members, which they refer to.
    qDeleteAll(findChildren<QDockWidget*>(QString(), Qt::FindDirectChildrenOnly));
    delete takeCentralWidget();
}

void MainWindow::buildCanvas()
{
    m_center = new QStackedWidget(this);
    m_welcome = new WelcomePage(m_center);
    m_board = new storming::BoardView(m_document.controller(), m_center);
    m_tools = new storming::CanvasTools(*m_board);
    m_canvasActions = new storming::CanvasActions(*m_tools);
    for (const auto& spec : storming::canvasActions()) {
        if (auto* action = m_canvasActions->action(spec.id))
            m_actions.add(spec.menuPath, action);
    }

    m_workshop = new storming::Workshop(m_document.controller(), m_board->selection(), {}, m_board);
    new storming::VoteCanvas(*m_board, *m_workshop);
    m_workshopBar = new storming::WorkshopBar(*m_workshop);
    m_boardPage = new QWidget(m_center);
    auto* boardColumn = new QVBoxLayout(m_boardPage);
    boardColumn->setContentsMargins(0, 0, 0, 0);
    boardColumn->setSpacing(0);
    boardColumn->addWidget(m_workshopBar);
    boardColumn->addWidget(m_board, 1);
    m_center->addWidget(m_welcome);
    m_center->addWidget(m_boardPage);

    auto* page = new QWidget(this);
    m_offer = new NoticeBanner(page);
    m_offer->setObjectName(QStringLiteral("offer"));
    m_notice = new NoticeBanner(page);
    m_notice->setObjectName(QStringLiteral("notice"));
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_offer);
    column->addWidget(m_notice);
    column->addWidget(m_center, 1);
    setCentralWidget(page);
}

void MainWindow::buildDocks()
{
    buildPanels();
    buildPanes();
    m_plan = new PlanPane;
    m_perspectives.addDock(QStringLiteral("plan"), m_plan);
}

void MainWindow::buildPanels()
{
    auto& controller = m_document.controller();
    auto& selection = m_board->selection();
    auto* palette = new storming::PalettePanel(controller);
    connect(palette, &storming::PalettePanel::kindChosen, m_tools, &storming::CanvasTools::armKind);
    const auto showKind = [this, palette] {
        const bool placing = m_tools->toolId() == storming::Tool::Id::Note;
        palette->setCurrentKind(placing ? std::optional(m_tools->currentKind()) : std::nullopt);
    };
    connect(m_tools, &storming::CanvasTools::toolChanged, palette, showKind);
    connect(m_tools, &storming::CanvasTools::currentKindChanged, palette, showKind);
    connect(m_tools, &storming::CanvasTools::statusChanged, this,
        [this](const QString& text) { m_status->showMessage(text, 4000); });
    connect(m_tools, &storming::CanvasTools::boardFileDropped, this, &MainWindow::openPath);
    m_perspectives.addDock(QStringLiteral("palette"), palette);

    auto* outline = new storming::OutlinePanel(controller, selection);
    connect(outline, &storming::OutlinePanel::jumpRequested, m_board, &storming::BoardView::jumpTo);
    m_perspectives.addDock(QStringLiteral("outline"), outline);
    m_inspector = new storming::InspectorPanel(controller, selection);
    m_inspector->setAuthor([this] { return m_workshop->author(); });
    m_perspectives.addDock(QStringLiteral("inspector"), m_inspector);
    auto* votes = new storming::VotesPanel(*m_workshop);
    connect(votes, &storming::VotesPanel::jumpRequested, m_board, &storming::BoardView::jumpTo);
    connect(votes, &storming::VotesPanel::votingRequested, action(QStringLiteral("workshop.vote")),
        &QAction::trigger);

    auto* text = new storming::TextPane(controller, selection);
    connect(text, &storming::TextPane::jumpRequested, m_board, &storming::BoardView::jumpTo);
    connect(text, &storming::TextPane::canvasRequested, m_board, qOverload<>(&QWidget::setFocus));
    m_perspectives.addDock(QStringLiteral("text"), text);

    m_findings = new storming::LiveFindings(controller, this);
    connect(m_findings, &storming::LiveFindings::changed, this, &MainWindow::checkBoard);
    m_problems = new storming::ProblemsPanel(controller, selection);
    connect(m_problems, &storming::ProblemsPanel::said, this, &MainWindow::showNotice);
    connect(
        m_problems, &storming::ProblemsPanel::jumpRequested, m_board, &storming::BoardView::jumpTo);
    auto* dock = m_perspectives.addDock(QStringLiteral("problems"), m_problems);
    buildComments();
    m_perspectives.addDock(QStringLiteral("votes"), votes);
    connect(m_problems, &storming::ProblemsPanel::countChanged, dock, [dock](int count) {
        dock->setWindowTitle(count == 0 ? tr("Problems") : tr("Problems %1").arg(count));
    });
}

void MainWindow::buildComments()
{
    auto* comments = new storming::CommentsPanel(
        m_document.controller(), m_board->selection(), [this] { return m_workshop->author(); });
    connect(
        comments, &storming::CommentsPanel::jumpRequested, m_board, &storming::BoardView::jumpTo);
    connect(comments, &storming::CommentsPanel::commentRequested,
        action(QStringLiteral("workshop.comment")), &QAction::trigger);
    auto* dock = m_perspectives.addDock(QStringLiteral("comments"), comments);
    connect(comments, &storming::CommentsPanel::countChanged, dock, [dock](int open) {
        dock->setWindowTitle(open == 0 ? tr("Comments") : tr("Comments %1").arg(open));
    });
}

void MainWindow::buildPanes()
{
    const views::PaneContext context{m_cluster.feed(), m_history, m_cluster.jobs(),
        [this] { return m_cluster.connection(); }, [this] { connectDialog(); },
        [this] { return m_cluster.faults(); }};
    m_topics = new views::TopicsPane(context);
    m_groups = new views::GroupsPane(context);
    m_messages = new views::MessagesPane(context);
    m_perspectives.addDock(QStringLiteral("topics"), m_topics);
    m_perspectives.addDock(QStringLiteral("groups"), m_groups);
    m_perspectives.addDock(QStringLiteral("throughput"), new views::ThroughputPane(context));
    m_perspectives.addDock(QStringLiteral("messages"), m_messages);
    m_perspectives.addDock(QStringLiteral("brokers"), new views::BrokersPane(context));
    m_perspectives.addDock(QStringLiteral("timeline"), new views::TimelinePane(context));
    m_perspectives.addDock(QStringLiteral("faults"), new views::FaultsPane(context));
    connect(m_topics, &views::TopicsPane::messagesRequested, this, [this](const QString& topic) {
        m_messages->showTopics({topic});
        m_perspectives.raise(QStringLiteral("messages"));
    });
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_zen->set(false);
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_perspectives.save();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.isEmpty())
        return;
    const QString path = urls.first().toLocalFile();
    if (isImportable(path))
        importPath(path);
    else
        openPath(path);
}

}  // namespace stormbench::app
