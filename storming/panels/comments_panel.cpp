// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/comments_panel.h"

#include "resources/ui/format.h"
#include "resources/ui/state_pane.h"
#include "storming/edit/board_controller.h"
#include "storming/panels/comments_box.h"
#include "storming/panels/comments_filter.h"
#include "storming/panels/comments_model.h"
#include "storming/scene/selection.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollArea>
#include <QTreeView>

namespace stormbench::storming {
namespace {

bool isRowKey(int key)
{
    return key == Qt::Key_Space || key == Qt::Key_F2 || key == Qt::Key_Delete;
}

}  // namespace

CommentsPanel::CommentsPanel(BoardController& controller, BoardSelection& selection,
    std::function<QString()> author, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_selection(selection)
    , m_author(std::move(author))
    , m_model(new CommentsModel(controller, this))
    , m_shown(new CommentsFilter(this))
    , m_search(new QLineEdit)
    , m_which(new QComboBox)
    , m_summary(new QLabel)
    , m_list(new QTreeView)
    , m_area(new QScrollArea)
{
    m_shown->setSourceModel(m_model);
    build();
    connectList();
    connect(m_model, &CommentsModel::refreshed, this, &CommentsPanel::onRefreshed);
    // Not at once: what changes the board may be a button of the talk that is replaced.
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &CommentsPanel::showThread);
    connect(&controller, &BoardController::readOnlyChanged, &m_later, qOverload<>(&QTimer::start));
    connect(&selection, &BoardSelection::changed, this, &CommentsPanel::followSelection);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& words) {
        m_shown->setWords(words);
        showState();
    });
    connect(m_which, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_shown->setShown(static_cast<CommentsFilter::Show>(index));
        showState();
    });
    connect(m_state, &ui::StatePane::actionTriggered, this, &CommentsPanel::onAction);
    connect(&m_ages, &QTimer::timeout, m_model, &CommentsModel::refreshAges);
    onRefreshed();
    showThread();
}

const CommentsModel::Row* CommentsPanel::current() const
{
    return m_model->rowAt(m_shown->mapToSource(m_list->currentIndex()));
}

void CommentsPanel::onRefreshed()
{
    if (const int open = m_model->openCount(); open != m_open) {
        m_open = open;
        emit countChanged(open);
    }
    showState();
    m_later.start();
}

void CommentsPanel::showState()
{
    const int all = m_model->rowCount();
    m_summary->setText(all == 0
            ? QString()
            : tr("%1 open of %2").arg(m_open).arg(ui::formatPlural(all, tr("comment"))));
    if (m_shown->rowCount() > 0)
        return m_state->showContent();
    const QString icon = QStringLiteral("comment");
    if (all == 0)
        m_state->showEmpty(icon,
            tr("Nobody has remarked on anything yet: select a note and say what you think of it"),
            m_controller.isReadOnly() ? QString() : tr("Comment on the note"));
    else if (!m_shown->words().isEmpty())
        m_state->showEmpty(QStringLiteral("search"),
            tr("No comment, note or author here has these words"), tr("Clear the search"));
    else if (m_shown->shownState() == CommentsFilter::Show::Open)
        m_state->showEmpty(
            QStringLiteral("ok"), tr("Every comment is resolved"), tr("Show all comments"));
    else
        m_state->showEmpty(icon, tr("No comment is resolved yet"), tr("Show all comments"));
}

/// Of the empty state that is in sight.
void CommentsPanel::onAction()
{
    if (m_model->rowCount() == 0)
        emit commentRequested();
    else if (!m_shown->words().isEmpty())
        m_search->clear();
    else
        m_which->setCurrentIndex(static_cast<int>(CommentsFilter::Show::All));
}

/// The talk about the chosen row's note.
void CommentsPanel::showThread()
{
    const CommentsModel::Row* row = current();
    const NoteId note = row ? row->note : NoteId();
    if (note == m_threadNote && m_thread) {
        m_thread->read();
    } else {
        m_thread = note.isValid() ? new CommentsBox(m_controller, note, m_author) : nullptr;
        m_threadNote = note;
        QWidget* content = m_thread;
        if (!content) {
            auto* hint = new QLabel(tr("Choose a comment to read the whole talk"));
            hint->setProperty("look", QStringLiteral("muted"));
            hint->setAlignment(Qt::AlignCenter);
            hint->setWordWrap(true);
            content = hint;
        }
        content->setContentsMargins(ui::size::kGap, 0, ui::size::kGap, ui::size::kGapSmall);
        m_area->setWidget(content);
    }
    m_area->widget()->setEnabled(!m_controller.isReadOnly());
}

/// What is selected on the canvas is chosen here, but its view stays where it is.
void CommentsPanel::followSelection()
{
    const auto note = m_selection.singleNote();
    const CommentsModel::Row* row = current();
    if (!note || (row && row->note == *note))
        return;
    const QModelIndex at = m_shown->mapFromSource(m_model->indexOf(*note));
    if (at.isValid())
        m_list->setCurrentIndex(at);
}

void CommentsPanel::jump()
{
    const CommentsModel::Row* row = current();
    if (!row)
        return;
    const NoteId note = row->note;
    m_selection.selectNote(note);
    emit jumpRequested(note);
}

void CommentsPanel::openMenu(const QPoint& at)
{
    const CommentsModel::Row* row = current();
    if (!row || m_controller.isReadOnly())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Show the note\tEnter"), this, &CommentsPanel::jump);
    menu->addSeparator();
    menu->addAction(row->comment.resolved ? tr("Open it again\tSpace") : tr("Resolve\tSpace"), this,
        [this] { runKey(Qt::Key_Space); });
    menu->addAction(tr("Edit\tF2"), this, [this] { runKey(Qt::Key_F2); });
    menu->addAction(tr("Remove\tDel"), this, [this] { runKey(Qt::Key_Delete); });
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

void CommentsPanel::runKey(int key)
{
    if (m_later.isActive())
        showThread();
    const CommentsModel::Row* row = current();
    if (!row || !m_thread || m_controller.isReadOnly())
        return;
    const size_t index = row->index;
    switch (key) {
    case Qt::Key_Space: m_thread->setResolved(index, !row->comment.resolved); break;
    case Qt::Key_F2:
        m_thread->startEdit(index);
        m_area->ensureWidgetVisible(m_thread->findChild<QWidget*>(QStringLiteral("commentInput")));
        break;
    case Qt::Key_Delete: m_thread->remove(index); break;
    default: break;
    }
}

bool CommentsPanel::eventFilter(QObject* watched, QEvent* event)
{
    const bool override = event->type() == QEvent::ShortcutOverride;
    if (watched != m_list || (!override && event->type() != QEvent::KeyPress))
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->modifiers() != Qt::NoModifier || !isRowKey(key->key()))
        return false;
    if (override)
        event->accept();
    else
        runKey(key->key());
    return true;
}

void CommentsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_model->refreshAges();
    m_ages.start(ui::duration::kAgeGrows);
}

void CommentsPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_ages.stop();
}

}  // namespace stormbench::storming
