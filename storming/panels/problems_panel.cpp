// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/problems_panel.h"

#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/state_pane.h"
#include "storming/check/fix.h"
#include "storming/edit/board_controller.h"
#include "storming/panels/problem_detail.h"
#include "storming/scene/selection.h"
#include "storming/scene/severity_look.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QTreeWidget>

#include <algorithm>

namespace stormbench::storming {
namespace {

constexpr int kIndexRole = Qt::UserRole;
constexpr int kMostRows = 5000;

int countOf(const std::vector<Finding>& findings, Severity severity)
{
    return static_cast<int>(std::ranges::count(findings, severity, &Finding::severity));
}

QString nameOf(Severity severity)
{
    switch (severity) {
    case Severity::Error: return ProblemsPanel::tr("Errors");
    case Severity::Warning: return ProblemsPanel::tr("Warnings");
    case Severity::Hint: return ProblemsPanel::tr("Hints");
    default: return ProblemsPanel::tr("Remarks");
    }
}

/// "event-without-producer" → "Event without producer".
QString nameOf(RuleId rule)
{
    QString name = QString::fromLatin1(ruleOf(rule).key).replace(u'-', u' ');
    name.front() = name.front().toUpper();
    return name;
}

bool isSame(const Finding& a, const Finding& b)
{
    return a.rule == b.rule && a.notes == b.notes && a.frame == b.frame;
}

}  // namespace

ProblemsPanel::ProblemsPanel(
    BoardController& controller, BoardSelection& selection, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_selection(selection)
    , m_filter(new QLineEdit)
    , m_hints(new QToolButton)
    , m_grouping(new QComboBox)
    , m_summary(new QLabel)
    , m_list(new QTreeWidget)
    , m_detail(new ProblemDetail)
    , m_state(nullptr)
{
    build();
    connect(m_filter, &QLineEdit::textChanged, this, &ProblemsPanel::fill);
    connect(m_hints, &QToolButton::toggled, this, &ProblemsPanel::fill);
    connect(m_grouping, &QComboBox::currentIndexChanged, this, &ProblemsPanel::fill);
    connect(m_list, &QTreeWidget::itemClicked, this, &ProblemsPanel::activate);
    connect(m_list, &QTreeWidget::itemActivated, this, &ProblemsPanel::activate);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ProblemsPanel::showDetail);
    connect(m_list, &QTreeWidget::itemCollapsed, this,
        [this](QTreeWidgetItem* group) { m_folded.insert(group->data(1, kIndexRole).toString()); });
    connect(m_list, &QTreeWidget::itemExpanded, this,
        [this](QTreeWidgetItem* group) { m_folded.erase(group->data(1, kIndexRole).toString()); });
    connect(m_detail, &ProblemDetail::fixRequested, this, [this] {
        if (const Finding* finding = current())
            fix(Finding(*finding));
    });
    fill();
}

void ProblemsPanel::setFindings(std::vector<Finding> findings)
{
    if (findings == m_findings)
        return;
    const Finding* before = current();
    const auto chosen = before ? std::optional(*before) : std::nullopt;
    m_findings = std::move(findings);
    fill();
    if (chosen) {
        const auto same = std::ranges::find_if(
            m_findings, [&](const Finding& finding) { return isSame(finding, *chosen); });
        if (same != m_findings.end())
            m_list->setCurrentItem(row(static_cast<int>(same - m_findings.begin())));
    }
    emit countChanged(
        countOf(m_findings, Severity::Error) + countOf(m_findings, Severity::Warning));
}

void ProblemsPanel::setGrouping(Grouping grouping)
{
    m_grouping->setCurrentIndex(static_cast<int>(grouping));
}

bool ProblemsPanel::passes(const Finding& finding) const
{
    if (!m_hints->isChecked() && finding.severity < Severity::Warning)
        return false;
    const QString words = m_filter->text().simplified();
    return words.isEmpty() || finding.message.contains(words, Qt::CaseInsensitive)
        || finding.fix.contains(words, Qt::CaseInsensitive)
        || nameOf(finding.rule).contains(words, Qt::CaseInsensitive);
}

void ProblemsPanel::fill()
{
    m_list->clear();
    m_shown = 0;
    for (std::size_t i = 0; i < m_findings.size(); ++i) {
        if (!passes(m_findings[i]))
            continue;
        if (++m_shown <= kMostRows)
            addRow(groupOf(m_findings[i]), static_cast<int>(i));
    }
    m_list->setRootIsDecorated(static_cast<Grouping>(m_grouping->currentIndex()) != Grouping::None);
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* group = m_list->topLevelItem(i);
        if (group->childCount() == 0)
            continue;
        const QString name = group->data(1, kIndexRole).toString();
        group->setText(0, QStringLiteral("%1  %2").arg(name).arg(group->childCount()));
        group->setExpanded(!m_folded.contains(name));
    }
    if (m_shown > kMostRows)
        new QTreeWidgetItem(
            m_list, {tr("%1 more: a filter shows them").arg(ui::formatCount(m_shown - kMostRows))});
    showState();
    showDetail();
}

/// Made when its first finding comes; null where there are no groups.
QTreeWidgetItem* ProblemsPanel::groupOf(const Finding& finding)
{
    const auto grouping = static_cast<Grouping>(m_grouping->currentIndex());
    if (grouping == Grouping::None)
        return nullptr;
    const QString name
        = grouping == Grouping::Rule ? nameOf(finding.rule) : nameOf(finding.severity);
    for (int i = m_list->topLevelItemCount(); i-- > 0;)
        if (m_list->topLevelItem(i)->data(1, kIndexRole).toString() == name)
            return m_list->topLevelItem(i);
    auto* group = new QTreeWidgetItem(m_list);
    group->setData(0, kIndexRole, -1);
    group->setData(1, kIndexRole, name);
    group->setIcon(0, ui::icon(severityIcon(finding.severity), severityToken(finding.severity)));
    QFont strong = m_list->font();
    strong.setWeight(QFont::DemiBold);
    group->setFont(0, strong);
    return group;
}

void ProblemsPanel::addRow(QTreeWidgetItem* group, int index)
{
    const Finding& finding = m_findings[static_cast<std::size_t>(index)];
    const Board& board = m_controller.board();
    QString where;
    if (const Note* note = finding.notes.empty() ? nullptr : board.note(finding.notes.front()))
        where = note->name();
    else if (const Frame* frame = board.frame(finding.frame))
        where = frame->name;
    const QString action = fixNameOf(board, finding);
    auto* item = new QTreeWidgetItem(
        QStringList{finding.message, where, action.isEmpty() ? finding.fix : action});
    if (!action.isEmpty())
        item->setIcon(2, ui::icon(QStringLiteral("step"), ui::Token::Accent));
    item->setIcon(0, ui::icon(severityIcon(finding.severity), severityToken(finding.severity)));
    item->setData(0, kIndexRole, index);
    item->setToolTip(0, finding.message + QStringLiteral("\n\n") + explanationOf(finding.rule));
    item->setToolTip(2, action.isEmpty() ? finding.fix : tr("%1 (Ctrl+.)").arg(action));
    if (group)
        group->addChild(item);
    else
        m_list->addTopLevelItem(item);
}

void ProblemsPanel::showState()
{
    m_summary->setText(QStringLiteral("%1 · %2").arg(
        ui::formatPlural(countOf(m_findings, Severity::Error), tr("error")),
        ui::formatPlural(countOf(m_findings, Severity::Warning), tr("warning"))));
    if (m_findings.empty())
        m_state->showEmpty(QStringLiteral("ok"), tr("No problems"));
    else if (m_shown == 0)
        m_state->showEmpty(QStringLiteral("filter"), tr("No problem passes the filter"));
    else
        m_state->showContent();
}

QTreeWidgetItem* ProblemsPanel::row(int index) const
{
    for (QTreeWidgetItemIterator it(m_list); *it; ++it)
        if ((*it)->childCount() == 0 && (*it)->data(0, kIndexRole).isValid()
            && (*it)->data(0, kIndexRole).toInt() == index)
            return *it;
    return nullptr;
}

const Finding* ProblemsPanel::current() const
{
    const QTreeWidgetItem* item = m_list->currentItem();
    const QVariant index = item ? item->data(0, kIndexRole) : QVariant();
    const int i = index.isValid() ? index.toInt() : -1;
    return i >= 0 && i < static_cast<int>(m_findings.size())
        ? &m_findings[static_cast<std::size_t>(i)]
        : nullptr;
}

void ProblemsPanel::activate(QTreeWidgetItem* item)
{
    m_list->setCurrentItem(item);
    const Finding* finding = current();
    if (!finding)
        return;
    Selection chosen;
    chosen.notes = {finding->notes.begin(), finding->notes.end()};
    if (finding->notes.empty() && finding->frame.isValid())
        chosen.frames = {finding->frame};
    std::erase_if(chosen.notes, [this](NoteId id) { return !m_controller.board().note(id); });
    const NoteId first = finding->notes.empty() ? NoteId() : finding->notes.front();
    m_selection.set(std::move(chosen));
    if (first.isValid())
        emit jumpRequested(first);
}

void ProblemsPanel::showDetail()
{
    if (const Finding* finding = current())
        m_detail->show(*finding, fixNameOf(m_controller.board(), *finding));
    else
        m_detail->clear();
}

}  // namespace stormbench::storming
