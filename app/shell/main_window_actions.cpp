// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/main_window.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include "app/shell/command_palette.h"
#include "app/shell/panel_actions.h"
#include "app/shell/plan_pane.h"
#include "app/shell/status_line.h"
#include "app/shell/tool_bar.h"
#include "app/shell/welcome_page.h"
#include "app/shell/zen_mode.h"
#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "storming/panels/kind_look.h"
#include "storming/panels/problems_panel.h"
#include "storming/scene/board_view.h"
#include "storming/scene/paper.h"
#include "storming/tools/canvas_actions.h"
#include "views/panes/connect_dialog.h"
#include "views/panes/groups_pane.h"
#include "views/panes/topics_pane.h"

namespace stormbench::app {
namespace {

constexpr QSize kShortcutsSize{520, 620};

}  // namespace

void MainWindow::connectFileActions()
{
    const auto on = [this](const char* id, auto slot) {
        connect(action(QString::fromLatin1(id)), &QAction::triggered, this, slot);
    };
    const auto openDialog = [this] {
        const QString path = QFileDialog::getOpenFileName(
            this, tr("Open board"), {}, tr("Boards (*.storm *.storm.txt);;All files (*)"));
        if (!path.isEmpty())
            openPath(path);
    };
    on("file.new", [this] { m_document.newBoard(); });
    on("file.newFrom", [this] { newFromTemplate(); });
    on("file.open", openDialog);
    on("file.welcome", [this] { m_center->setCurrentWidget(m_welcome); });
    on("file.saveAs", [this] { saveAs(); });
    on("file.quit", [this] { close(); });
    connect(m_welcome, &WelcomePage::newBoard, this, [this] { m_document.newBoard(); });
    connect(m_welcome, &WelcomePage::openBoard, this, openDialog);
    connect(m_welcome, &WelcomePage::openPath, this, &MainWindow::openPath);
    connect(m_welcome, &WelcomePage::backToBoard, this,
        [this] { m_center->setCurrentWidget(m_boardPage); });
    connect(m_welcome, &WelcomePage::openDraft, this, &MainWindow::openDraft);
    connect(m_welcome, &WelcomePage::discardDraft, this, &MainWindow::discardDraft);
    connect(m_welcome, &WelcomePage::connectToCluster, this, &MainWindow::connectDialog);
}

void MainWindow::saveAs()
{
    const QString proposal = m_document.path().isEmpty()
        ? m_document.displayName() + QStringLiteral(".storm")
        : m_document.path();
    QString path
        = QFileDialog::getSaveFileName(this, tr("Save board"), proposal, tr("Boards (*.storm)"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(QLatin1String(".storm")))
        path += QLatin1String(".storm");
    if (const auto saved = m_document.saveAs(path); !saved)
        showProblem(tr("The board was not saved"), saved.error().message);
    else
        addRecent(path);
}

void MainWindow::connectViewActions()
{
    auto* group = new QActionGroup(this);
    for (const auto& [id, perspective] :
        {std::pair("view.storm", Perspective::Storm), std::pair("view.run", Perspective::Run),
            std::pair("view.operate", Perspective::Operate)}) {
        auto* chosen = action(QString::fromLatin1(id));
        group->addAction(chosen);
        connect(chosen, &QAction::triggered, this,
            [this, perspective = perspective] { showPerspective(perspective); });
        connect(&m_perspectives, &Perspectives::changed, chosen,
            [chosen, perspective = perspective](
                Perspective now) { chosen->setChecked(now == perspective); });
    }
    connect(action(QStringLiteral("view.resetLayout")), &QAction::triggered, &m_perspectives,
        &Perspectives::resetCurrent);

    connect(action(QStringLiteral("view.palette")), &QAction::triggered, this,
        &MainWindow::showPalette);
    m_zen = new ZenMode(*this, m_perspectives, *action(QStringLiteral("view.zen")), *m_boardPage);
    connect(m_panels, &PanelActions::aboutToShow, this, [this] { m_zen->set(false); });
    connect(m_panels, &PanelActions::hidden, this, [this](bool hadFocus) {
        if (hadFocus)
            m_board->setFocus();
    });
    connect(m_board, &storming::BoardView::zoomChanged, m_status, &StatusLine::setZoom);
    connect(action(QStringLiteral("help.shortcuts")), &QAction::triggered, this,
        &MainWindow::showShortcuts);
    connect(action(QStringLiteral("help.about")), &QAction::triggered, this, [this] {
        QMessageBox::about(this, tr("About Stormbench"),
            tr("<h3>Stormbench %1</h3><p>A workbench for event-driven architectures: storm a "
               "domain, run it, watch it.</p>"
               "<p>Free software under the GNU General Public License, version 3 or later.</p>")
                .arg(QApplication::applicationVersion()));
    });
    connect(m_toolBar, &ToolBar::levelChosen, this, [this](storming::Level level) {
        auto settings = m_document.board().settings();
        settings.level = level;
        m_document.controller().edit(tr("Change level"), {storming::ChangeSettings{settings}});
    });
    connect(m_toolBar, &ToolBar::methodChosen, this, [this](storming::Method method) {
        auto settings = m_document.board().settings();
        settings.method = method;
        m_document.controller().edit(tr("Change method"), {storming::ChangeSettings{settings}});
    });
}

void MainWindow::connectRunActions()
{
    const auto on = [this](const char* id, auto slot) {
        connect(action(QString::fromLatin1(id)), &QAction::triggered, this, slot);
    };
    on("run.play", [this] { m_play.play(m_document.board()); });
    on("run.pause", [this] { m_play.setPaused(true); });
    on("run.stop", [this] { m_play.stop(); });
    on("board.fix", [this] { m_problems->fixSelected(); });
    on("run.plan", [this] {
        m_perspectives.raise(QStringLiteral("plan"));
        m_play.preview(m_document.board());
    });
    connect(m_toolBar, &ToolBar::speedChosen, &m_play, &PlaySession::setSpeed);
}

void MainWindow::connectClusterActions()
{
    const auto on = [this](const char* id, auto slot) {
        connect(action(QString::fromLatin1(id)), &QAction::triggered, this, slot);
    };
    on("cluster.local", [this] { m_cluster.startEmbedded(clusterWanted()); });
    on("cluster.connect", [this] { connectDialog(); });
    on("cluster.copyBootstrap", [this] {
        QApplication::clipboard()->setText(
            QString::fromStdString(m_cluster.connection().bootstrap));
    });
    on("cluster.reset", [this] { resetLocalData(); });
}

void MainWindow::connectDialog()
{
    views::ConnectDialog dialog(this);
    if (dialog.exec() == QDialog::Accepted)
        m_cluster.connectTo(dialog.settings());
}

void MainWindow::resetLocalData()
{
    int topics = 0;
    if (const auto& snapshot = m_cluster.feed().snapshot())
        topics = static_cast<int>(std::count_if(snapshot->topics.begin(), snapshot->topics.end(),
            [](const auto& topic) { return !topic.internal; }));
    QMessageBox question(QMessageBox::Warning, tr("Reset local data"),
        tr("Delete every topic, group and offset of the local cluster?"), QMessageBox::Cancel,
        this);
    const QString playing = m_play.state() == PlayState::Stopped
        ? QString()
        : QLatin1Char(' ') + tr("The board stops playing.");
    question.setInformativeText(tr("%1 with all records are lost. Boards are not touched.")
                                    .arg(ui::formatPlural(topics, tr("topic")))
        + playing);
    const QAbstractButton* reset = question.addButton(
        topics == 0 ? tr("Reset") : tr("Delete %1").arg(ui::formatPlural(topics, tr("topic"))),
        QMessageBox::DestructiveRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    if (question.clickedButton() != reset)
        return;
    // Services that still run would create their topics anew.
    m_resetWhenStopped = true;
    m_play.stop();
    onPlayState();
}

void MainWindow::showPalette()
{
    QList<CommandPalette::Entry> entries;
    for (auto* action : m_actions.actions()) {
        if (action->isEnabled() && !action->text().isEmpty()
            && action->objectName() != QLatin1String("view.palette"))
            entries.append(
                {m_panels->wordsOf(action), action->shortcut().toString(QKeySequence::NativeText),
                    action->icon(), [action] { action->trigger(); }});
    }
    if (m_document.isOpen())
        addBoardEntries(entries);
    if (const auto& snapshot = m_cluster.feed().snapshot()) {
        for (const auto& topic : snapshot->topics) {
            const QString name = QString::fromStdString(topic.name);
            entries.append({name, tr("topic"), ui::icon(QStringLiteral("topic")), [this, name] {
                                m_perspectives.raise(QStringLiteral("topics"));
                                m_topics->selectTopic(name);
                            }});
        }
        for (const auto& group : snapshot->groups) {
            const QString id = QString::fromStdString(group.id);
            entries.append({id, tr("group"), ui::icon(QStringLiteral("group")), [this, id] {
                                m_perspectives.raise(QStringLiteral("groups"));
                                m_groups->selectGroup(id);
                            }});
        }
    }
    auto* palette = new CommandPalette(std::move(entries), this);
    palette->move(mapToGlobal(QPoint((width() - palette->width()) / 2, height() / 6)));
    palette->show();
}

/// Kinds to place or to turn the selection into, and notes and frames to jump to, by the board's
/// own words.
void MainWindow::addBoardEntries(QList<CommandPalette::Entry>& entries)
{
    const auto& board = m_document.board();
    const auto& settings = board.settings();
    for (const auto& entry : storming::notation()) {
        const QString name = settings.nameOf(entry.kind).toLower();
        for (const auto& [id, text] : {std::pair{"board.kind.", tr("Place: %1")},
                 std::pair{"board.become.", tr("Turn into: %1")}}) {
            QAction* action
                = m_canvasActions->action(QLatin1StringView(id) + QLatin1StringView(entry.key));
            if (action && action->isEnabled())
                entries.append(
                    {text.arg(name), action->shortcut().toString(QKeySequence::NativeText),
                        storming::kindIcon(settings, entry.kind), [action] { action->trigger(); }});
        }
    }
    for (const auto& [id, frame] : board.frames()) {
        const QString kind = tr(storming::frameKindEntry(frame.kind).name);
        entries.append({frame.name.isEmpty() ? kind : frame.name, kind.toLower(),
            ui::icon(storming::frameGlyph(frame.kind)), [this, id = id] {
                if (const auto* found = m_document.board().frame(id)) {
                    m_board->selection().set({{}, {id}, {}});
                    m_board->fitRect(found->rect);
                }
            }});
    }
    for (const auto& [id, note] : board.notes())
        entries.append({storming::listedName(settings, note), settings.nameOf(note.kind).toLower(),
            storming::kindIcon(settings, note.kind), [this, id = id] { m_board->jumpTo(id); }});
}

void MainWindow::showShortcuts()
{
    QDialog dialog(this);
    dialog.setWindowTitle(tr("Keyboard shortcuts"));
    dialog.resize(kShortcutsSize);
    auto* table = new QTableWidget(0, 2, &dialog);
    table->setHorizontalHeaderLabels({tr("Action"), tr("Key")});
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    for (auto* action : m_actions.actions()) {
        QStringList keys;
        for (const auto& shortcut : action->shortcuts())
            keys += shortcut.toString(QKeySequence::NativeText);
        if (keys.isEmpty())
            continue;
        const int row = table->rowCount();
        table->insertRow(row);
        table->setItem(row, 0, new QTableWidgetItem(action->icon(), action->text()));
        table->setItem(row, 1, new QTableWidgetItem(keys.join(QLatin1String("  or  "))));
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto* column = new QVBoxLayout(&dialog);
    column->addWidget(table);
    column->addWidget(buttons);
    dialog.exec();
}

}  // namespace stormbench::app
