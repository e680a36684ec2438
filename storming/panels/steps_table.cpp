// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/steps_table.h"

#include "resources/ui/icons.h"
#include "storming/edit/board_controller.h"
#include "storming/panels/kind_look.h"
#include "storming/workshop/quantity.h"

#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QStyledItemDelegate>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

enum Column { Command, Compensation, Limit, Columns };
constexpr int kMostRows = 8;
constexpr int kRowHeight = 32;
constexpr int kLimitWidth = 62;

QStringList commandsOf(const Board& board)
{
    QStringList names;
    for (const auto& [id, note] : board.notes())
        if (note.kind == NoteKind::Command && !note.name().isEmpty())
            names += note.name();
    names.removeDuplicates();
    names.sort(Qt::CaseInsensitive);
    return names;
}

/// Writes any name, and offers the commands on the board.
class CommandDelegate : public QStyledItemDelegate {
public:
    CommandDelegate(const BoardController& controller, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_controller(controller)
    {
    }

    QWidget* createEditor(
        QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        auto* box = new QComboBox(parent);
        box->setEditable(true);
        box->setInsertPolicy(QComboBox::NoInsert);
        box->setFrame(false);
        box->addItems(commandsOf(m_controller.board()));
        return box;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        static_cast<QComboBox*>(editor)->setCurrentText(index.data(Qt::EditRole).toString());
    }
    void setModelData(
        QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override
    {
        model->setData(index, static_cast<QComboBox*>(editor)->currentText());
    }

private:
    const BoardController& m_controller;
};

}  // namespace

StepsTable::StepsTable(BoardController& controller, NoteId saga, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_saga(saga)
    , m_table(new QTableWidget(0, Columns))
    , m_complaint(new QLabel)
{
    m_table->setHorizontalHeaderLabels({tr("Command"), tr("Takes it back"), tr("Limit")});
    m_table->horizontalHeaderItem(Compensation)
        ->setToolTip(tr("Sent, in reverse order, when a later step fails"));
    m_table->horizontalHeaderItem(Limit)->setToolTip(
        tr("Without a reply for so long the step has failed; empty waits for ever"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(Command, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(Compensation, QHeaderView::Stretch);
    m_table->horizontalHeader()->setMinimumSectionSize(kLimitWidth);
    m_table->setColumnWidth(Limit, kLimitWidth);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setAccessibleName(tr("Steps"));
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked
        | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    auto* commands = new CommandDelegate(controller, m_table);
    m_table->setItemDelegateForColumn(Command, commands);
    m_table->setItemDelegateForColumn(Compensation, commands);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 0, 0);
    auto* title = new QLabel(tr("Steps"));
    setLook(title, "strong");
    head->addWidget(title);
    head->addStretch();
    head->addWidget(button("chevron-up", tr("Earlier"), [this] { moveCurrent(-1); }));
    head->addWidget(button("chevron-down", tr("Later"), [this] { moveCurrent(1); }));
    head->addWidget(button("add", tr("Add a step"), [this] { addStep(); }));
    head->addWidget(button("remove", tr("Remove the chosen step"), [this] { removeCurrent(); }));
    setLook(m_complaint, "error");
    m_complaint->setWordWrap(true);
    m_complaint->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(ui::size::kGrid);
    column->addLayout(head);
    column->addWidget(m_table);
    column->addWidget(m_complaint);
    connect(m_table, &QTableWidget::itemChanged, this, &StepsTable::store);
    showSteps(stored());
}

QToolButton* StepsTable::button(const char* icon, const QString& tip, std::function<void()> act)
{
    auto* button = new QToolButton;
    button->setIcon(ui::icon(QString::fromLatin1(icon)));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    connect(button, &QToolButton::clicked, this, std::move(act));
    return button;
}

QString StepsTable::complaint() const
{
    return m_complaint->isHidden() ? QString() : m_complaint->text();
}

std::vector<SagaStep> StepsTable::stored() const
{
    const Note* note = m_controller.board().note(m_saga);
    const PropertyValue value = note ? note->value(NoteProperty::Steps) : PropertyValue();
    const auto* steps = std::get_if<std::vector<SagaStep>>(&value);
    return steps ? *steps : std::vector<SagaStep>();
}

void StepsTable::read()
{
    const QWidget* focus = QApplication::focusWidget();
    const bool typing = m_table->isAncestorOf(focus) && focus != m_table->viewport();
    if (!typing && !m_reading)
        showSteps(stored());
}

void StepsTable::showSteps(const std::vector<SagaStep>& steps)
{
    m_reading = true;
    const int row = m_table->currentRow();
    m_table->setRowCount(static_cast<int>(steps.size()));
    for (int i = 0; i < m_table->rowCount(); ++i) {
        const SagaStep& step = steps[static_cast<size_t>(i)];
        m_table->setItem(i, Command, new QTableWidgetItem(step.command));
        auto* compensation = new QTableWidgetItem(step.compensation);
        m_table->setItem(i, Compensation, compensation);
        m_table->item(i, Command)->setToolTip(step.command);
        compensation->setToolTip(
            step.compensation.isEmpty() ? tr("Nothing takes it back") : step.compensation);
        m_table->setItem(i, Limit,
            new QTableWidgetItem(step.timeoutMs == 0 ? QString() : writeDuration(step.timeoutMs)));
    }
    if (row >= 0 && row < m_table->rowCount())
        m_table->setCurrentCell(row, Limit);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
        + qBound(1, m_table->rowCount(), kMostRows) * kRowHeight + 4);
    m_reading = false;
}

void StepsTable::store()
{
    if (m_reading)
        return;
    std::vector<SagaStep> steps;
    QString complaint;
    const auto textAt
        = [this](int row, int column) { return m_table->item(row, column)->text().simplified(); };
    for (int i = 0; i < m_table->rowCount(); ++i) {
        SagaStep step{textAt(i, Command), textAt(i, Compensation), 0};
        const QString limit = m_table->item(i, Limit)->text();
        if (const auto ms = parseDuration(limit))
            step.timeoutMs = *ms;
        else if (!limit.trimmed().isEmpty())
            complaint = ms.error().message;
        steps.push_back(step);
    }
    m_complaint->setText(complaint);
    m_complaint->setVisible(!complaint.isEmpty());
    if (complaint.isEmpty())
        save(std::move(steps));
}

void StepsTable::save(std::vector<SagaStep> steps)
{
    m_reading = true;
    m_controller.edit(tr("Change steps"),
        {ChangeNote{m_saga, NoteProperty::Steps,
            steps.empty() ? PropertyValue() : PropertyValue(std::move(steps))}});
    m_reading = false;
}

void StepsTable::addStep()
{
    std::vector<SagaStep> steps = stored();
    QStringList left = commandsOf(m_controller.board());
    for (const SagaStep& step : steps) {
        left.removeAll(step.command);
        left.removeAll(step.compensation);
    }
    steps.push_back({left.isEmpty() ? tr("Step %1").arg(steps.size() + 1) : left.first(), {}, 0});
    save(steps);
    showSteps(stored());
    const int row = m_table->rowCount() - 1;
    if (row < 0)
        return;
    m_table->setCurrentCell(row, Command);
    m_table->editItem(m_table->item(row, Command));
}

void StepsTable::removeCurrent()
{
    std::vector<SagaStep> steps = stored();
    const int row = m_table->currentRow() >= 0 ? m_table->currentRow() : m_table->rowCount() - 1;
    if (row < 0 || row >= static_cast<int>(steps.size()))
        return;
    steps.erase(steps.begin() + row);
    save(std::move(steps));
    showSteps(stored());
}

void StepsTable::moveCurrent(int by)
{
    std::vector<SagaStep> steps = stored();
    const int from = m_table->currentRow();
    const int to = from + by;
    const int count = static_cast<int>(steps.size());
    if (from < 0 || from >= count || to < 0 || to >= count)
        return;
    std::swap(steps[static_cast<size_t>(from)], steps[static_cast<size_t>(to)]);
    save(std::move(steps));
    showSteps(stored());
    m_table->setCurrentCell(to, Limit);
}

}  // namespace stormbench::storming
