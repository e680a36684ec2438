// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/fields_table.h"

#include "resources/ui/icons.h"
#include "storming/edit/board_controller.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

enum Column { Name, Type, Optional, Example, Columns };
constexpr int kNumberRole = Qt::UserRole;
constexpr int kMostRows = 12;

}  // namespace

FieldsTable::FieldsTable(BoardController& controller, NoteId note, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_note(note)
    , m_table(new QTableWidget(0, Columns))
    , m_remove(new QToolButton)
{
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Type"), tr("Opt."), tr("Example")});
    m_table->horizontalHeaderItem(Optional)->setToolTip(tr("May be absent from a message"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(30);
    m_table->horizontalHeader()->setSectionResizeMode(Name, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(Example, QHeaderView::Stretch);
    m_table->setColumnWidth(Type, 80);
    m_table->setColumnWidth(Optional, 42);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setAccessibleName(tr("Fields"));
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_table->installEventFilter(this);
    auto* add = new QToolButton;
    add->setIcon(ui::icon(QStringLiteral("add")));
    add->setToolTip(tr("Add a field"));
    add->setAccessibleName(tr("Add a field"));
    m_remove->setIcon(ui::icon(QStringLiteral("remove")));
    m_remove->setToolTip(tr("Remove the chosen field"));
    m_remove->setAccessibleName(tr("Remove the chosen field"));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 0, 0);
    auto* title = new QLabel(tr("Fields"));
    title->setProperty("look", QStringLiteral("strong"));
    head->addWidget(title);
    head->addStretch();
    head->addWidget(add);
    head->addWidget(m_remove);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(ui::size::kGrid);
    column->addLayout(head);
    column->addWidget(m_table);
    connect(add, &QToolButton::clicked, this, &FieldsTable::addField);
    connect(m_remove, &QToolButton::clicked, this, &FieldsTable::removeCurrent);
    connect(m_table, &QTableWidget::itemChanged, this, &FieldsTable::store);
    read();
}

void FieldsTable::read()
{
    const Note* note = m_controller.board().note(m_note);
    if (!note || m_reading)
        return;
    m_reading = true;
    const int row = m_table->currentRow();
    m_table->setRowCount(static_cast<int>(note->fields.size()));
    for (int i = 0; i < m_table->rowCount(); ++i) {
        const NoteField& field = note->fields[static_cast<std::size_t>(i)];
        auto* name = new QTableWidgetItem(field.name);
        name->setData(kNumberRole, field.number);
        name->setToolTip(tr("Field number %1").arg(field.number));
        m_table->setItem(i, Name, name);
        auto* type = new QComboBox;
        for (const FieldTypeEntry& entry : fieldTypes())
            type->addItem(QString::fromLatin1(entry.key), static_cast<int>(entry.type));
        type->setCurrentIndex(type->findData(static_cast<int>(field.type)));
        type->setFrame(false);
        connect(type, &QComboBox::activated, this, &FieldsTable::store);
        m_table->setCellWidget(i, Type, type);
        auto* optional = new QTableWidgetItem;
        optional->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        optional->setCheckState(field.optional ? Qt::Checked : Qt::Unchecked);
        m_table->setItem(i, Optional, optional);
        m_table->setItem(i, Example, new QTableWidgetItem(field.example));
    }
    if (row >= 0 && row < m_table->rowCount())
        m_table->setCurrentCell(row, Name);
    m_remove->setEnabled(m_table->rowCount() > 0);
    fitHeight();
    m_reading = false;
}

void FieldsTable::fitHeight()
{
    const int rows = qBound(1, m_table->rowCount(), kMostRows);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
        + rows * m_table->verticalHeader()->defaultSectionSize() + 4);
}

void FieldsTable::store()
{
    if (m_reading)
        return;
    std::vector<NoteField> fields;
    for (int i = 0; i < m_table->rowCount(); ++i) {
        NoteField field;
        field.number = m_table->item(i, Name)->data(kNumberRole).toUInt();
        field.name = m_table->item(i, Name)->text().simplified();
        field.type = static_cast<FieldType>(
            qobject_cast<QComboBox*>(m_table->cellWidget(i, Type))->currentData().toInt());
        field.optional = m_table->item(i, Optional)->checkState() == Qt::Checked;
        field.example = m_table->item(i, Example)->text();
        fields.push_back(field);
    }
    m_controller.setFields(m_note, std::move(fields));
}

void FieldsTable::addField()
{
    const Note* note = m_controller.board().note(m_note);
    if (!note)
        return;
    std::vector<NoteField> fields = note->fields;
    NoteField fresh;
    int suffix = static_cast<int>(fields.size()) + 1;
    do
        fresh.name = QStringLiteral("field%1").arg(suffix++);
    while (note->field(fresh.name));
    fields.push_back(fresh);
    if (!m_controller.setFields(m_note, std::move(fields)))
        return;
    read();
    const int row = m_table->rowCount() - 1;
    m_table->setCurrentCell(row, Name);
    m_table->editItem(m_table->item(row, Name));
}

void FieldsTable::removeCurrent()
{
    const Note* note = m_controller.board().note(m_note);
    const int row = m_table->currentRow() >= 0 ? m_table->currentRow() : m_table->rowCount() - 1;
    if (!note || row < 0 || row >= static_cast<int>(note->fields.size()))
        return;
    std::vector<NoteField> fields = note->fields;
    fields.erase(fields.begin() + row);
    if (m_controller.setFields(m_note, std::move(fields)))
        read();
}

bool FieldsTable::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete) {
        removeCurrent();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace stormbench::storming
