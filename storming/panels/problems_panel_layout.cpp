// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/problems_panel.h"

#include "resources/ui/state_pane.h"
#include "storming/panels/problem_detail.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

constexpr int kFilterWidth = 260;
constexpr int kListWidth = 760;
constexpr int kDetailWidth = 340;
constexpr int kMessageWidth = 400;
constexpr int kPlaceWidth = 140;

}  // namespace

void ProblemsPanel::build()
{
    setAccessibleName(tr("Problems"));
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_filter->setPlaceholderText(tr("Filter problems"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(kFilterWidth);
    m_hints->setText(tr("Hints"));
    m_hints->setToolTip(tr("Show hints and remarks as well as errors and warnings"));
    m_hints->setCheckable(true);
    m_hints->setChecked(true);
    m_grouping->addItems({tr("By severity"), tr("By rule"), tr("One list")});
    m_grouping->setAccessibleName(tr("How problems are grouped"));
    m_summary->setProperty("look", QStringLiteral("muted"));
    m_list->setHeaderLabels({tr("Problem"), tr("Where"), tr("What to do")});
    m_list->setUniformRowHeights(true);
    m_list->setIndentation(ui::size::kGapLarge);
    m_list->setAccessibleName(tr("Problems of the board"));
    m_list->header()->setStretchLastSection(true);
    m_list->setColumnWidth(0, kMessageWidth);
    m_list->setColumnWidth(1, kPlaceWidth);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(
        ui::size::kGap, ui::size::kGapSmall, ui::size::kGap, ui::size::kGapSmall);
    bar->setSpacing(ui::size::kGapSmall);
    bar->addWidget(m_filter);
    bar->addWidget(m_hints);
    bar->addWidget(m_grouping);
    bar->addStretch();
    bar->addWidget(m_summary);
    auto* halves = new QSplitter;
    halves->addWidget(m_list);
    halves->addWidget(m_detail);
    halves->setStretchFactor(0, 1);
    halves->setSizes({kListWidth, kDetailWidth});
    m_state = new ui::StatePane(halves);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_state, 1);
}

}  // namespace stormbench::storming
