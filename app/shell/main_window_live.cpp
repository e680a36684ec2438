// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/main_window.h"

#include <QFileInfo>
#include <QSettings>
#include <QStackedWidget>

#include "app/shell/notice_banner.h"
#include "app/shell/plan_pane.h"
#include "app/shell/status_line.h"
#include "app/shell/tool_bar.h"
#include "app/shell/welcome_page.h"
#include "storming/panels/live_findings.h"
#include "storming/panels/problems_panel.h"
#include "storming/scene/board_view.h"
#include "views/panes/groups_pane.h"
#include "views/panes/topics_pane.h"

namespace stormbench::app {
namespace {

constexpr int kRecentKept = 10;

}  // namespace

void MainWindow::connectSessions()
{
    auto& controller = m_document.controller();
    connect(&m_document, &BoardDocument::opened, this, &MainWindow::onBoardOpened);
    connect(&m_document, &BoardDocument::fileChanged, this, &MainWindow::updateTitle);
    connect(&m_document, &BoardDocument::autosaveFailed, this, [this](const QString& why) {
        m_notice->say(NoticeBanner::Kind::Failure,
            tr("Changes are not being saved: %1 Save the board under another name.").arg(why),
            {{tr("Save as…"), [this] { saveAs(); }}});
    });
    connect(&controller, &storming::BoardController::changed, this, &MainWindow::onBoardChanged);
    connect(&controller, &storming::BoardController::reset, this, &MainWindow::onBoardChanged);
    connect(&controller, &storming::BoardController::cleanChanged, this, &MainWindow::updateTitle);
    connect(&controller, &storming::BoardController::refused, this,
        [this](const QString& why) { m_status->showMessage(why, 6000); });

    connect(&m_cluster, &ClusterSession::stateChanged, this, &MainWindow::onClusterState);
    connect(&m_cluster, &ClusterSession::failed, this, &MainWindow::showClusterFailure);
    connect(&m_cluster.feed(), &feed::ClusterFeed::snapshotChanged, this, &MainWindow::onSnapshot);
    connect(
        &m_cluster.feed(), &feed::ClusterFeed::sourceChanged, &m_history, &views::History::clear);

    connect(&m_play, &PlaySession::stateChanged, this, &MainWindow::onPlayState);
    connect(&m_play, &PlaySession::failed, this, &MainWindow::showProblem);
    connect(&m_play, &PlaySession::planned, this, [this](const storming::Plan& plan) {
        m_plan->setPlan(plan, m_play.topology());
        m_status->showMessage(QString::fromStdString(plan.summary()), 6000);
    });
    connect(&m_play, &PlaySession::previewed, m_plan, &PlanPane::setPlan);
    connect(&m_play, &PlaySession::blocked, this, [this](const storming::Topology& topology) {
        m_plan->setBlocked(topology);
        m_perspectives.raise(QStringLiteral("plan"));
    });
    connect(&m_play, &PlaySession::flowed, this, [this](const storming::FlowSample& sample) {
        m_board->setLive(m_presenter.present(sample));
    });
}

/// A note selects its topic and its group everywhere, and a topic or group its note.
void MainWindow::connectSelection()
{
    connect(m_board, &storming::BoardView::selectionChanged, this,
        [this](const std::set<storming::NoteId>& notes) {
            if (m_selecting || notes.size() != 1)
                return;
            m_selecting = true;
            const auto& topology = m_play.topology();
            const auto has = [&](const std::vector<storming::NoteId>& all) {
                return std::find(all.begin(), all.end(), *notes.begin()) != all.end();
            };
            for (const auto& message : topology.messages) {
                if (has(message.notes))
                    m_topics->selectTopic(QString::fromStdString(message.topic));
            }
            for (const auto& topic : topology.topics) {
                if (has(topic.notes) && topic.role == storming::TopicRole::Events)
                    m_topics->selectTopic(QString::fromStdString(topic.name));
            }
            for (const auto& service : topology.services) {
                if (has(service.notes) && !service.topics.empty())
                    m_groups->selectGroup(QString::fromStdString(service.id));
            }
            m_selecting = false;
        });
    const auto selectNotes = [this](const std::vector<storming::NoteId>& notes) {
        if (m_selecting || notes.empty())
            return;
        m_selecting = true;
        m_board->selection().setNotes({notes.begin(), notes.end()});
        m_selecting = false;
    };
    connect(m_topics, &views::TopicsPane::topicSelected, this,
        [this, selectNotes](const QString& name) {
            if (const auto* topic = m_play.topology().topic(name.toStdString()))
                selectNotes(topic->notes);
        });
    connect(
        m_groups, &views::GroupsPane::groupSelected, this, [this, selectNotes](const QString& id) {
            if (const auto* service = m_play.topology().service(id.toStdString()))
                selectNotes(service->notes);
        });
    connect(m_plan, &PlanPane::noteChosen, this,
        [this](storming::NoteId note) { m_board->jumpTo(note); });
    connect(
        m_plan, &PlanPane::playRequested, action(QStringLiteral("run.play")), &QAction::trigger);
}

void MainWindow::onBoardOpened()
{
    m_play.stop();
    m_board->setLive({});
    m_center->setCurrentWidget(m_boardPage);
    if (m_document.notice().isEmpty())
        m_notice->hush();
    else
        m_notice->say(NoticeBanner::Kind::Warning, m_document.notice());
    checkBoard();
    QTimer::singleShot(0, m_board, &storming::BoardView::fitAll);
    updateTitle();
}

void MainWindow::onBoardChanged()
{
    const auto& settings = m_document.board().settings();
    m_toolBar->setLevel(settings.level, settings.method);
    m_play.boardChanged(m_document.board());
}

void MainWindow::checkBoard()
{
    const auto& findings = m_findings->now();
    m_problems->setFindings(findings);
    m_board->setFindings(findings);
}

void MainWindow::onClusterState()
{
    const auto state = m_cluster.state();
    const bool up = state == ClusterState::Up;
    const QString name = QString::fromStdString(m_cluster.connection().name);
    m_toolBar->setCluster(state, name, 0, 0);
    m_status->setBootstrap(
        up ? QString::fromStdString(m_cluster.connection().bootstrap) : QString());
    action(QStringLiteral("cluster.reset"))->setEnabled(up && m_cluster.isEmbedded());
    const bool localThere = m_cluster.isLocal() && (up || state == ClusterState::Starting);
    action(QStringLiteral("cluster.local"))->setEnabled(!localThere);
    action(QStringLiteral("cluster.copyBootstrap"))->setEnabled(up);
    onPlayState();
    if (up && m_cluster.isBesideAnother())
        showNotice(tr("Another Stormbench owns the local cluster. This window has one of its own, "
                      "with other topics and ports."));
    if (up && m_playWhenReady) {
        m_playWhenReady = false;
        m_play.play(m_document.board());
    }
}

void MainWindow::onPlayState()
{
    const auto state = m_play.state();
    const bool open = m_document.isOpen();
    m_toolBar->setPlayState(state);
    action(QStringLiteral("run.play"))
        ->setEnabled(open && (state == PlayState::Stopped || state == PlayState::Paused));
    action(QStringLiteral("run.plan"))->setEnabled(open);
    action(QStringLiteral("file.saveAs"))->setEnabled(open);
    action(QStringLiteral("file.exportPicture"))->setEnabled(open);
    action(QStringLiteral("file.copyPicture"))->setEnabled(open);
    m_exportMenu->setEnabled(open);
    updateWorkshopActions();
    action(QStringLiteral("run.pause"))->setEnabled(state == PlayState::Playing);
    action(QStringLiteral("run.stop"))
        ->setEnabled(state == PlayState::Playing || state == PlayState::Paused
            || state == PlayState::Starting);
    if (state == PlayState::Stopped) {
        m_board->setLive({});
        m_presenter.reset();
        if (std::exchange(m_resetWhenStopped, false))
            m_cluster.resetData();
    }
}

void MainWindow::showPerspective(Perspective perspective)
{
    const QRectF seen = m_board->mapToScene(m_board->viewport()->rect()).boundingRect();
    const bool whole = seen.contains(m_board->boardScene().contentBounds());
    m_perspectives.show(perspective);
    if (whole)
        QTimer::singleShot(0, m_board, &storming::BoardView::fitAll);
}

/// What failed on the cluster's side, with the way out of it.
void MainWindow::showClusterFailure(const QString& what, const QString& why)
{
    if (m_cluster.state() != ClusterState::Failed)
        return showProblem(what, why);
    m_notice->say(NoticeBanner::Kind::Failure, tr("%1: %2").arg(what, why),
        {{tr("Start the local cluster"), [this] { m_cluster.startEmbedded(clusterWanted()); }},
            {tr("Connect…"), [this] { connectDialog(); }}});
}

void MainWindow::onSnapshot(const api::SnapshotPtr& snapshot)
{
    m_status->setSnapshot(snapshot);
    if (!snapshot)
        return;
    m_history.add(*snapshot);
    int up = 0;
    for (const auto& broker : snapshot->brokers)
        up += broker.state == api::BrokerState::Up ? 1 : 0;
    m_toolBar->setCluster(m_cluster.state(), QString::fromStdString(m_cluster.connection().name),
        up, static_cast<int>(snapshot->brokers.size()));
}

void MainWindow::playWhenReady()
{
    if (m_cluster.state() == ClusterState::Up)
        m_play.play(m_document.board());
    else
        m_playWhenReady = true;
}

bool MainWindow::openPath(const QString& path)
{
    if (path.isEmpty()) {
        m_center->setCurrentWidget(m_welcome);
        offerDrafts();
        return true;
    }
    if (const auto opened = m_document.open(path); !opened) {
        showProblem(
            tr("%1 could not be opened").arg(QFileInfo(path).fileName()), opened.error().message);
        return false;
    }
    if (!path.startsWith(u':'))
        addRecent(QFileInfo(path).absoluteFilePath());
    offerDrafts();
    return true;
}

void MainWindow::addRecent(const QString& path)
{
    QSettings settings;
    auto recent = settings.value(QStringLiteral("recent")).toStringList();
    recent.removeAll(path);
    recent.prepend(path);
    recent = recent.mid(0, kRecentKept);
    settings.setValue(QStringLiteral("recent"), recent);
    m_welcome->setRecent(recent);
}

void MainWindow::updateTitle()
{
    const QString name = m_document.displayName();
    m_toolBar->setBoard(m_document.isOpen() ? name : tr("No board"), !m_document.path().isEmpty(),
        m_document.controller().isReadOnly());
    setWindowTitle(m_document.isOpen() ? tr("%1[*] — Stormbench").arg(name) : tr("Stormbench"));
    setWindowModified(m_document.isUnsaved());
    m_welcome->setOpenBoard(m_document.isOpen() ? name : QString());
    onPlayState();
}

/// What went wrong stands above the page until it is closed; it never interrupts with a dialog of
/// its own.
void MainWindow::showProblem(const QString& what, const QString& why)
{
    m_notice->say(NoticeBanner::Kind::Failure, why.isEmpty() ? what : tr("%1: %2").arg(what, why));
}

void MainWindow::showNotice(const QString& text)
{
    m_notice->say(NoticeBanner::Kind::Info, text);
}

}  // namespace stormbench::app
