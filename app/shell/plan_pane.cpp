// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/plan_pane.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include "resources/ui/fonts.h"
#include "resources/ui/icons.h"
#include "resources/ui/state_pane.h"

namespace stormbench::app {
namespace {

enum Tone { Good, Plain, Warning, Problem };

struct ActionLook {
    QString text;
    Tone tone;
};

ActionLook lookOf(storming::PlanAction action)
{
    using storming::PlanAction;
    switch (action) {
    case PlanAction::Create: return {PlanPane::tr("create"), Good};
    case PlanAction::Keep: return {PlanPane::tr("keep"), Plain};
    case PlanAction::AddPartitions: return {PlanPane::tr("fewer partitions"), Warning};
    case PlanAction::ChangeConfigs: return {PlanPane::tr("other settings"), Warning};
    case PlanAction::Incompatible: return {PlanPane::tr("does not fit"), Problem};
    }
    return {};
}

QIcon iconOf(int tone)
{
    switch (tone) {
    case Good: return ui::icon(QStringLiteral("add"), ui::Token::Ok);
    case Warning: return ui::icon(QStringLiteral("warn"), ui::Token::Warn);
    case Problem: return ui::icon(QStringLiteral("error"), ui::Token::Error);
    default: return ui::icon(QStringLiteral("ok"), ui::Token::Muted);
    }
}

}  // namespace

PlanPane::PlanPane(QWidget* parent)
    : QWidget(parent)
    , m_summary(new QLabel)
    , m_table(new QTableWidget(0, 3))
{
    m_table->setHorizontalHeaderLabels({tr("Topic or note"), tr("Plan"), tr("Why")});
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(ui::size::kRow);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_summary->setFont(ui::font(ui::Face::Strong));
    m_summary->setContentsMargins(
        ui::size::kGap, ui::size::kGapSmall, ui::size::kGap, ui::size::kGapSmall);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, [this] {
        const auto* item = m_table->item(m_table->currentRow(), 0);
        if (!item)
            return;
        if (const auto note = item->data(Qt::UserRole).toULongLong())
            emit noteChosen(storming::NoteId(note));
        if (const auto topic = item->data(Qt::UserRole + 1).toString(); !topic.isEmpty())
            emit topicChosen(topic);
    });

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_summary);
    column->addWidget(m_table);
    m_state = new ui::StatePane(content, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_state);
    m_state->showEmpty(QStringLiteral("topic"),
        tr("Play the board to see which topics it creates, keeps or cannot fit."), tr("Play"));
    connect(m_state, &ui::StatePane::actionTriggered, this, &PlanPane::playRequested);
}

void PlanPane::addRow(const QString& what, const QString& action, const QString& explanation,
    int tone, quint64 note, const QString& topic)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    auto* name = new QTableWidgetItem(iconOf(tone), what);
    name->setData(Qt::UserRole, note);
    name->setData(Qt::UserRole + 1, topic);
    m_table->setItem(row, 0, name);
    m_table->setItem(row, 1, new QTableWidgetItem(action));
    auto* why = new QTableWidgetItem(explanation);
    why->setToolTip(explanation);
    m_table->setItem(row, 2, why);
}

void PlanPane::addDiagnostics(const storming::Topology& topology)
{
    for (const auto& diagnostic : topology.diagnostics) {
        const bool error = diagnostic.severity == storming::DiagnosticSeverity::Error;
        addRow(tr("Board"), error ? tr("cannot play") : tr("not run"),
            QString::fromStdString(diagnostic.message), error ? Problem : Warning,
            diagnostic.notes.empty() ? 0 : diagnostic.notes.front().value(), {});
    }
}

void PlanPane::setPlan(const storming::Plan& plan, const storming::Topology& topology)
{
    const QSignalBlocker blocker(m_table);
    m_table->setRowCount(0);
    addDiagnostics(topology);
    for (const auto& item : plan.items) {
        const auto look = lookOf(item.action);
        const auto* spec = topology.topic(item.topic);
        const QString topic = QString::fromStdString(item.topic);
        addRow(topic, look.text, QString::fromStdString(item.explanation), look.tone,
            spec && !spec->notes.empty() ? spec->notes.front().value() : 0, topic);
    }
    QString summary = QString::fromStdString(plan.summary());
    if (!summary.isEmpty())
        summary[0] = summary[0].toUpper();
    m_summary->setText(summary);
    m_state->showContent();
}

void PlanPane::setBlocked(const storming::Topology& topology)
{
    const QSignalBlocker blocker(m_table);
    m_table->setRowCount(0);
    addDiagnostics(topology);
    m_summary->setText(tr("The board cannot be played yet"));
    m_state->showContent();
}

}  // namespace stormbench::app
