// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/main_window.h"

#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

#include "app/shell/notice_banner.h"
#include "app/shell/welcome_page.h"
#include "resources/ui/format.h"

namespace stormbench::app {
namespace {

QString titleOf(const Draft& draft)
{
    return draft.title.isEmpty() ? MainWindow::tr("Untitled board") : draft.title;
}

}  // namespace

bool MainWindow::isWelcomeShown() const
{
    return m_center->currentWidget() == m_welcome;
}

/// Boards that were never saved stand on the welcome page; whoever starts with a board is told once
/// above it.
void MainWindow::offerDrafts()
{
    const auto drafts = leftoverDrafts(m_document.draftDirectory());
    m_welcome->setDrafts(drafts);
    const bool first = !std::exchange(m_draftsOffered, true);
    if (!first || drafts.isEmpty() || isWelcomeShown())
        return;
    const Draft& newest = drafts.first();
    const auto age
        = std::chrono::milliseconds(newest.changed.msecsTo(QDateTime::currentDateTime()));
    QString text
        = tr("\"%1\" was never saved: %2, changed %3.")
              .arg(titleOf(newest), ui::formatPlural(newest.notes, tr("note")), ui::formatAge(age));
    if (drafts.size() > 1)
        text += QLatin1Char(' ') + tr("The welcome page has %1 more.").arg(drafts.size() - 1);
    m_offer->say(NoticeBanner::Kind::Info, text,
        {{tr("Open"), [this, path = newest.path] { openDraft(path); }},
            {tr("Discard…"), [this, newest] { discardDraft(newest); }}});
}

void MainWindow::openDraft(const QString& path)
{
    m_offer->hush();
    if (const auto opened = m_document.openDraft(path); !opened)
        showProblem(tr("The unsaved board could not be opened"), opened.error().message);
    offerDrafts();
}

void MainWindow::discardDraft(const Draft& draft)
{
    QMessageBox question(QMessageBox::Warning, tr("Discard an unsaved board"),
        tr("Discard \"%1\"?").arg(titleOf(draft)), QMessageBox::Cancel, this);
    question.setInformativeText(draft.damaged
            ? tr("Its file is damaged; what could still be read is lost.")
            : tr("It has %1 and no other file. They are lost.")
                  .arg(ui::formatPlural(draft.notes, tr("note"))));
    auto* discard = question.addButton(tr("Discard"), QMessageBox::DestructiveRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    if (question.clickedButton() == discard)
        removeDraft(draft.path);
    offerDrafts();
}

}  // namespace stormbench::app
