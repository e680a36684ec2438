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
#include <QLineEdit>
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

StepsTable::~StepsTable()
{
    // A line that dies with the focus still says that its editing is finished.
    for (QLineEdit* line : findChildren<QLineEdit*>())
        line->disconnect(this);
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

QComboBox* StepsTable::commandBox(const QString& current, const QString& placeholder)
{
    auto* box = new QComboBox;
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setFrame(false);
    box->setMinimumContentsLength(4);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->addItems(commandsOf(m_controller.board()));
    box->setCurrentText(current);
    box->lineEdit()->setPlaceholderText(placeholder);
    box->lineEdit()->setCursorPosition(0);
    connect(box, &QComboBox::activated, this, &StepsTable::store);
    connect(box->lineEdit(), &QLineEdit::editingFinished, this, &StepsTable::store);
    return box;
}

void StepsTable::showSteps(const std::vector<SagaStep>& steps)
{
    m_reading = true;
    const int row = m_table->currentRow();
    m_table->setRowCount(static_cast<int>(steps.size()));
    for (int i = 0; i < m_table->rowCount(); ++i) {
        const SagaStep& step = steps[static_cast<size_t>(i)];
        auto* command = commandBox(step.command, tr("command"));
        command->setAccessibleName(tr("Command of step %1").arg(i + 1));
        auto* compensation = commandBox(step.compensation, tr("nothing"));
        compensation->setAccessibleName(tr("What takes step %1 back").arg(i + 1));
        m_table->setCellWidget(i, Command, command);
        m_table->setCellWidget(i, Compensation, compensation);
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
    const auto textAt = [this](int row, int column) {
        auto* box = qobject_cast<QComboBox*>(m_table->cellWidget(row, column));
        return box ? box->currentText().simplified() : QString();
    };
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
    m_table->setCurrentCell(row, Limit);
    m_table->cellWidget(row, Command)->setFocus();
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
