// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/votes_panel.h"

#include "resources/ui/state_pane.h"
#include "storming/edit/board_controller.h"
#include "storming/panels/kind_look.h"
#include "storming/panels/workshop.h"
#include "storming/scene/selection.h"

#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

enum Column { Rank, Votes, Name, Kind, Columns };
constexpr int kNoteRole = Qt::UserRole;
constexpr int kFigureWidth = 64;

}  // namespace

VotesPanel::VotesPanel(Workshop& workshop, QWidget* parent)
    : QWidget(parent)
    , m_workshop(workshop)
    , m_list(new QTreeWidget)
    , m_clear(new QPushButton(tr("Clear all votes")))
    , m_state(new ui::StatePane(m_list))
{
    setAccessibleName(tr("Votes"));
    setLook(this, "panel");
    setAttribute(Qt::WA_StyledBackground);
    m_list->setColumnCount(Columns);
    m_list->setHeaderLabels({tr("Rank"), tr("Dots"), tr("Note"), tr("Kind")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(Name, QHeaderView::Stretch);
    m_list->setColumnWidth(Rank, kFigureWidth);
    m_list->setColumnWidth(Votes, kFigureWidth);
    m_list->setAccessibleName(tr("Notes by votes"));
    setLook(m_clear, "flat");
    m_clear->setToolTip(tr("Takes every dot off the board; undo brings them back"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_state, 1);
    column->addWidget(m_clear, 0, Qt::AlignRight);
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &VotesPanel::rebuild);
    connect(
        &workshop.controller(), &BoardController::changed, &m_later, qOverload<>(&QTimer::start));
    connect(&workshop.controller(), &BoardController::reset, &m_later, qOverload<>(&QTimer::start));
    connect(&workshop, &Workshop::votingChanged, &m_later, qOverload<>(&QTimer::start));
    connect(m_clear, &QPushButton::clicked, &workshop, &Workshop::clearVotes);
    connect(m_state, &ui::StatePane::actionTriggered, this, &VotesPanel::votingRequested);
    const auto jump = [this](QTreeWidgetItem* item) {
        const NoteId note(item->data(0, kNoteRole).toULongLong());
        m_workshop.selection().selectNote(note);
        emit jumpRequested(note);
    };
    connect(m_list, &QTreeWidget::itemClicked, this, jump);
    connect(m_list, &QTreeWidget::itemActivated, this, jump);
}

void VotesPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    rebuild();
}

void VotesPanel::rebuild()
{
    if (!isVisible())
        return;
    const Board& board = m_workshop.controller().board();
    const std::vector<VoteCount> counts = ranking(board);
    m_list->clear();
    for (const VoteCount& count : counts) {
        const Note& note = *board.note(count.note);
        auto* item = new QTreeWidgetItem(m_list,
            {QString::number(count.rank), QString::number(count.votes),
                listedName(board.settings(), note), board.settings().nameOf(note.kind)});
        item->setData(0, kNoteRole, note.id.value());
        item->setIcon(Name, kindIcon(board.settings(), note.kind));
        item->setTextAlignment(Rank, Qt::AlignRight | Qt::AlignVCenter);
        item->setTextAlignment(Votes, Qt::AlignRight | Qt::AlignVCenter);
    }
    m_clear->setVisible(!counts.empty());
    m_clear->setEnabled(!m_workshop.controller().isReadOnly());
    if (m_workshop.ballot())
        m_state->showEmpty(
            QStringLiteral("kind-vote"), tr("Voting is open: the counts show when it is closed"));
    else if (counts.empty())
        m_state->showEmpty(
            QStringLiteral("kind-vote"), tr("Nobody has voted yet"), tr("Start voting…"));
    else
        m_state->showContent();
}

}  // namespace stormbench::storming
