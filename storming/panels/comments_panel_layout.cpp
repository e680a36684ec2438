// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/comments_panel.h"

#include "resources/ui/state_pane.h"
#include "storming/panels/comments_filter.h"
#include "storming/panels/comments_model.h"
#include "storming/panels/kind_look.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

constexpr int kSearchWidth = 260;
constexpr int kListWidth = 760;
constexpr int kThreadWidth = 340;
constexpr int kTextWidth = 400;
constexpr int kNoteWidth = 200;
constexpr int kAuthorWidth = 110;

}  // namespace

void CommentsPanel::build()
{
    setAccessibleName(tr("Comments"));
    setLook(this, "panel");
    setAttribute(Qt::WA_StyledBackground);
    m_search->setPlaceholderText(tr("Search comments"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(kSearchWidth);
    m_which->addItems({tr("Open"), tr("Resolved"), tr("All")});
    m_which->setAccessibleName(tr("Which comments are shown"));
    setLook(m_summary, "muted");
    m_list->setModel(m_shown);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSortingEnabled(true);
    m_list->sortByColumn(CommentsModel::When, Qt::DescendingOrder);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setAccessibleName(tr("Comments of the board"));
    m_list->setColumnWidth(CommentsModel::Text, kTextWidth);
    m_list->setColumnWidth(CommentsModel::Where, kNoteWidth);
    m_list->setColumnWidth(CommentsModel::Author, kAuthorWidth);
    setFocusProxy(m_list);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(
        ui::size::kGap, ui::size::kGapSmall, ui::size::kGap, ui::size::kGapSmall);
    bar->setSpacing(ui::size::kGapSmall);
    bar->addWidget(m_search);
    bar->addWidget(m_which);
    bar->addStretch();
    bar->addWidget(m_summary);
    auto* halves = new QSplitter;
    halves->addWidget(m_list);
    halves->addWidget(m_area);
    halves->setStretchFactor(0, 1);
    halves->setSizes({kListWidth, kThreadWidth});
    m_state = new ui::StatePane(halves);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_state, 1);
}

void CommentsPanel::connectList()
{
    m_list->installEventFilter(this);
    connect(m_list, &QTreeView::clicked, this, &CommentsPanel::jump);
    connect(m_list, &QTreeView::activated, this, &CommentsPanel::jump);
    connect(m_list, &QTreeView::customContextMenuRequested, this, &CommentsPanel::openMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, &m_later,
        qOverload<>(&QTimer::start));
}

}  // namespace stormbench::storming
