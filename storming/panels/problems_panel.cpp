// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/problems_panel.h"

#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/state_pane.h"
#include "storming/edit/board_controller.h"
#include "storming/scene/selection.h"
#include "storming/scene/severity_look.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

constexpr int kIndexRole = Qt::UserRole;

int countOf(const std::vector<Finding>& findings, Severity severity)
{
    return static_cast<int>(std::count_if(findings.begin(), findings.end(),
        [severity](const Finding& f) { return f.severity == severity; }));
}

}  // namespace

ProblemsPanel::ProblemsPanel(
    BoardController& controller, BoardSelection& selection, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_selection(selection)
    , m_filter(new QLineEdit)
    , m_hints(new QToolButton)
    , m_summary(new QLabel)
    , m_list(new QTreeWidget)
    , m_state(new ui::StatePane(m_list))
{
    setAccessibleName(tr("Problems"));
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_filter->setPlaceholderText(tr("Filter problems"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(260);
    m_hints->setText(tr("Hints"));
    m_hints->setToolTip(tr("Show hints and remarks as well as errors and warnings"));
    m_hints->setCheckable(true);
    m_hints->setChecked(true);
    m_summary->setProperty("look", QStringLiteral("muted"));
    m_list->setHeaderLabels({tr("Problem"), tr("Where"), tr("What to do")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAccessibleName(tr("Problems of the board"));
    m_list->header()->setStretchLastSection(true);
    m_list->setColumnWidth(0, 460);
    m_list->setColumnWidth(1, 220);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(
        ui::size::kGap, ui::size::kGapSmall, ui::size::kGap, ui::size::kGapSmall);
    bar->setSpacing(ui::size::kGapSmall);
    bar->addWidget(m_filter);
    bar->addWidget(m_hints);
    bar->addStretch();
    bar->addWidget(m_summary);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_state, 1);

    connect(m_filter, &QLineEdit::textChanged, this, &ProblemsPanel::fill);
    connect(m_hints, &QToolButton::toggled, this, &ProblemsPanel::fill);
    const auto open = [this](QTreeWidgetItem* item) {
        if (item)
            activate(item->data(0, kIndexRole).toInt());
    };
    connect(m_list, &QTreeWidget::itemClicked, this, open);
    connect(m_list, &QTreeWidget::itemActivated, this, open);
    fill();
}

void ProblemsPanel::setFindings(std::vector<Finding> findings)
{
    if (findings == m_findings)
        return;
    m_findings = std::move(findings);
    fill();
    emit countChanged(
        countOf(m_findings, Severity::Error) + countOf(m_findings, Severity::Warning));
}

bool ProblemsPanel::passes(const Finding& finding) const
{
    if (!m_hints->isChecked() && finding.severity < Severity::Warning)
        return false;
    const QString words = m_filter->text().simplified();
    return words.isEmpty() || finding.message.contains(words, Qt::CaseInsensitive)
        || finding.fix.contains(words, Qt::CaseInsensitive);
}

void ProblemsPanel::fill()
{
    m_list->clear();
    const Board& board = m_controller.board();
    for (std::size_t i = 0; i < m_findings.size(); ++i) {
        const Finding& finding = m_findings[i];
        if (!passes(finding))
            continue;
        QString where;
        if (const Note* note = finding.notes.empty() ? nullptr : board.note(finding.notes.front()))
            where = note->name();
        else if (const Frame* frame = board.frame(finding.frame))
            where = frame->name;
        auto* item = new QTreeWidgetItem(m_list, {finding.message, where, finding.fix});
        item->setIcon(0, ui::icon(severityIcon(finding.severity), severityToken(finding.severity)));
        item->setData(0, kIndexRole, static_cast<int>(i));
        item->setToolTip(0, QString::fromUtf8(ruleOf(finding.rule).explanation));
    }
    m_summary->setText(QStringLiteral("%1 · %2").arg(
        ui::formatPlural(countOf(m_findings, Severity::Error), tr("error")),
        ui::formatPlural(countOf(m_findings, Severity::Warning), tr("warning"))));
    if (m_findings.empty())
        m_state->showEmpty(QStringLiteral("ok"), tr("No problems"));
    else if (m_list->topLevelItemCount() == 0)
        m_state->showEmpty(QStringLiteral("filter"), tr("No problem passes the filter"));
    else
        m_state->showContent();
}

int ProblemsPanel::shownCount() const
{
    return m_list->topLevelItemCount();
}

void ProblemsPanel::activate(int index)
{
    if (index < 0 || index >= static_cast<int>(m_findings.size()))
        return;
    const Finding& finding = m_findings[static_cast<std::size_t>(index)];
    Selection chosen;
    chosen.notes = {finding.notes.begin(), finding.notes.end()};
    if (finding.notes.empty() && finding.frame.isValid())
        chosen.frames = {finding.frame};
    std::erase_if(chosen.notes, [this](NoteId id) { return !m_controller.board().note(id); });
    m_selection.set(std::move(chosen));
    if (!finding.notes.empty())
        emit jumpRequested(finding.notes.front());
}

}  // namespace stormbench::storming
