// SPDX-License-Identifier: GPL-3.0-or-later
// What a facilitator does, and boards to begin with.
#include "app/shell/main_window.h"

#include <QAction>
#include <QDockWidget>
#include <QInputDialog>

#include "app/settings/setting_table.h"
#include "app/shell/status_line.h"
#include "app/shell/template_dialog.h"
#include "storming/panels/inspector_panel.h"
#include "storming/panels/presentation_window.h"
#include "storming/panels/replay_window.h"
#include "storming/panels/workshop.h"
#include "storming/scene/board_view.h"
#include "storming/workshop/quantity.h"

namespace stormbench::app {
namespace {

constexpr int kMostVotes = 20;
constexpr int kUsualVotes = 3;
constexpr int kMessageMs = 5000;

}  // namespace

void MainWindow::connectWorkshop()
{
    const auto on = [this](const char* id, auto slot) {
        connect(action(QString::fromLatin1(id)), &QAction::triggered, this, slot);
    };
    on("workshop.timer", [this] { m_workshop->toggleTimer(); });
    on("workshop.timerSet", [this] { setTimer(); });
    on("workshop.minute", [this] { m_workshop->addMinute(); });
    on("workshop.vote", [this] { startVoting(); });
    on("workshop.nextPerson", [this] { m_workshop->nextPerson(); });
    on("workshop.closeVoting", [this] {
        m_workshop->closeVoting();
        m_perspectives.raise(QStringLiteral("votes"));
    });
    on("workshop.clearVotes", [this] { m_workshop->clearVotes(); });
    on("workshop.park", [this] { m_workshop->park(); });
    on("workshop.takeBack", [this] { m_workshop->takeBack(); });
    connect(action(QStringLiteral("workshop.private")), &QAction::triggered, m_workshop,
        &storming::Workshop::setWritingPrivately);
    on("workshop.reveal", [this] { m_workshop->reveal(); });
    on("workshop.comment", [this] { commentOnNote(); });
    on("workshop.comments", [this] {
        m_perspectives.raise(QStringLiteral("comments"));
        m_perspectives.dock(QStringLiteral("comments"))->widget()->setFocus(Qt::OtherFocusReason);
    });
    on("workshop.present", [this] { present(); });
    on("workshop.replay", [this] { replayHistory(); });

    connect(m_workshop, &storming::Workshop::said, this,
        [this](const QString& words) { m_status->showMessage(words, kMessageMs); });
    connect(
        m_workshop, &storming::Workshop::votingChanged, this, &MainWindow::updateWorkshopActions);
    connect(
        m_workshop, &storming::Workshop::writingChanged, this, &MainWindow::updateWorkshopActions);
    const auto readName
        = [this] { m_workshop->setAuthor(m_settings.text(setting::kYourName).simplified()); };
    readName();
    connect(&m_settings, &SettingStore::changed, this, readName);
    updateWorkshopActions();
}

void MainWindow::updateWorkshopActions()
{
    const bool open = m_document.isOpen();
    const bool editable = open && !m_document.controller().isReadOnly();
    const bool voting = m_workshop->ballot() != nullptr;
    const auto enable
        = [this](const char* id, bool on) { action(QString::fromLatin1(id))->setEnabled(on); };
    enable("workshop.vote", editable && !voting);
    enable("workshop.nextPerson", voting);
    enable("workshop.closeVoting", voting);
    for (const char* id : {"workshop.clearVotes", "workshop.park", "workshop.takeBack",
             "workshop.private", "workshop.comment"})
        enable(id, editable);
    enable("workshop.reveal", editable && m_workshop->hiddenCount() > 0);
    enable("workshop.comments", open);
    enable("workshop.present", open);
    enable("workshop.replay", open);
    action(QStringLiteral("workshop.private"))->setChecked(m_workshop->isWritingPrivately());
}

void MainWindow::setTimer()
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Set the timer"));
    dialog->setLabelText(tr("How long? Like 5 min, 7:30 or 90 s"));
    dialog->setComboBoxItems({QStringLiteral("5 min"), QStringLiteral("1 min"),
        QStringLiteral("2 min"), QStringLiteral("3 min"), QStringLiteral("10 min"),
        QStringLiteral("15 min"), QStringLiteral("30 min"), QStringLiteral("60 min")});
    dialog->setComboBoxEditable(true);
    dialog->setOkButtonText(tr("Start"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        if (const auto ms = storming::parseTimerLength(text))
            m_workshop->startTimer(std::chrono::milliseconds(*ms));
        else
            m_status->showMessage(ms.error().message, kMessageMs);
    });
    dialog->open();
}

void MainWindow::startVoting()
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Start voting"));
    dialog->setLabelText(tr("Dots for each person. A click on a note gives one, Shift and a click "
                            "takes it back;\nthe counts show when voting is closed."));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(1, kMostVotes);
    dialog->setIntValue(kUsualVotes);
    dialog->setOkButtonText(tr("Start voting"));
    connect(dialog, &QInputDialog::intValueSelected, m_workshop, &storming::Workshop::startVoting);
    dialog->open();
}

void MainWindow::commentOnNote()
{
    m_perspectives.raise(QStringLiteral("inspector"));
    if (!m_inspector->startComment())
        m_status->showMessage(tr("Select the note to comment on"), kMessageMs);
}

void MainWindow::present()
{
    auto* window = new storming::PresentationWindow(m_document.controller(), this);
    window->showFullScreen();
}

void MainWindow::replayHistory()
{
    const QString path = m_document.historyPath();
    if (path.isEmpty()) {
        m_status->showMessage(tr("Nothing has happened on this board yet"), kMessageMs);
        return;
    }
    auto history = storming::BoardHistory::read(path);
    if (!history)
        return showProblem(tr("The history could not be read"), history.error().message);
    auto* window = new storming::ReplayWindow(std::move(*history), this);
    window->show();
}

void MainWindow::newFromTemplate()
{
    auto* dialog = new TemplateDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TemplateDialog::chosen, this,
        [this](const storming::Board& board) { m_document.newBoard(board); });
    dialog->open();
}

}  // namespace stormbench::app
