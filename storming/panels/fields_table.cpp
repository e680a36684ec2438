// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/fields_table.h"

#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/panels/kind_look.h"

#include <QApplication>
#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTableWidget>
#include <QToolButton>

namespace stormbench::storming {
namespace {

constexpr int kNumberRole = Qt::UserRole;
constexpr int kMostRows = 12;
constexpr int kRowHeight = 30;
constexpr int kNumberWidth = 34;
constexpr int kTypeWidth = 92;
constexpr int kOptionalWidth = 44;

}  // namespace

FieldsTable::FieldsTable(BoardController& controller, NoteId note, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_note(note)
    , m_table(new QTableWidget(0, Columns))
    , m_remove(new QToolButton)
    , m_details(new QWidget)
    , m_detailsOf(new QLabel)
    , m_example(new QLineEdit)
    , m_semantic(new QLineEdit)
{
    buildTable();
    buildDetails();
    auto* add = new QToolButton;
    add->setIcon(ui::icon(QStringLiteral("add")));
    add->setToolTip(tr("Add a field"));
    add->setAccessibleName(tr("Add a field"));
    m_remove->setIcon(ui::icon(QStringLiteral("remove")));
    m_remove->setToolTip(tr("Remove the chosen field (Del)"));
    m_remove->setAccessibleName(tr("Remove the chosen field"));
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(0, 0, 0, 0);
    foot->addWidget(m_detailsOf, 1);
    foot->addWidget(add);
    foot->addWidget(m_remove);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(ui::size::kGrid);
    column->addWidget(m_table);
    column->addLayout(foot);
    column->addWidget(m_details);
    connect(add, &QToolButton::clicked, this, &FieldsTable::addField);
    connect(m_remove, &QToolButton::clicked, this, &FieldsTable::removeCurrent);
    connect(m_table, &QTableWidget::itemChanged, this, &FieldsTable::store);
    connect(m_table, &QTableWidget::currentCellChanged, this, [this] {
        if (!m_reading)
            showDetails();
    });
    showFields();
}

FieldsTable::~FieldsTable()
{
    // A line that dies with the focus still says that its editing is finished.
    m_example->disconnect(this);
    m_semantic->disconnect(this);
}

void FieldsTable::buildTable()
{
    m_table->setHorizontalHeaderLabels({tr("No."), tr("Name"), tr("Type"), tr("Opt.")});
    m_table->horizontalHeaderItem(Number)->setToolTip(
        tr("Stays with the field for ever and is never given again: schemas rely on it"));
    m_table->horizontalHeaderItem(Optional)->setToolTip(tr("May be absent from a message"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_table->horizontalHeader()->setMinimumSectionSize(kNumberWidth);
    m_table->horizontalHeader()->setSectionResizeMode(Name, QHeaderView::Stretch);
    m_table->setColumnWidth(Number, kNumberWidth);
    m_table->setColumnWidth(Type, kTypeWidth);
    m_table->setColumnWidth(Optional, kOptionalWidth);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setAccessibleName(tr("Fields"));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->installEventFilter(this);
}

void FieldsTable::buildDetails()
{
    setLook(m_detailsOf, "muted");
    m_example->setAccessibleName(tr("Example"));
    m_example->setPlaceholderText(tr("a value as it may occur"));
    m_semantic->setAccessibleName(tr("Semantic id"));
    m_semantic->setPlaceholderText(tr("order.id"));
    m_semantic->setToolTip(
        tr("What it means beyond this note: fields that mean the same share it"));
    auto* form = new QFormLayout(m_details);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(ui::size::kGrid);
    form->addRow(tr("Example"), m_example);
    form->addRow(tr("Semantic id"), m_semantic);
    connect(m_example, &QLineEdit::editingFinished, this,
        [this] { storeDetail(*m_example, &NoteField::example); });
    connect(m_semantic, &QLineEdit::editingFinished, this,
        [this] { storeDetail(*m_semantic, &NoteField::semantic); });
}

std::vector<NoteField> FieldsTable::stored() const
{
    const Note* note = m_controller.board().note(m_note);
    return note ? note->fields : std::vector<NoteField>();
}

std::optional<size_t> FieldsTable::current() const
{
    const int row = m_table->currentRow();
    return row >= 0 && row < m_table->rowCount() ? std::optional(static_cast<size_t>(row))
                                                 : std::nullopt;
}

void FieldsTable::read()
{
    if (m_reading)
        return;
    const QWidget* focus = QApplication::focusWidget();
    const bool typing = isAncestorOf(focus) && focus != m_table && focus != m_table->viewport()
        && !qobject_cast<const QToolButton*>(focus);
    if (!typing)
        showFields();
}

QComboBox* FieldsTable::typeBox(FieldType current)
{
    auto* type = new QComboBox;
    for (const FieldTypeEntry& entry : fieldTypes())
        type->addItem(QString::fromLatin1(entry.key), static_cast<int>(entry.type));
    type->setCurrentIndex(type->findData(static_cast<int>(current)));
    type->setFrame(false);
    connect(type, &QComboBox::activated, this, &FieldsTable::store);
    return type;
}

void FieldsTable::showFields()
{
    const std::vector<NoteField> fields = stored();
    m_reading = true;
    const int row = m_table->currentRow();
    m_table->setRowCount(static_cast<int>(fields.size()));
    for (int i = 0; i < m_table->rowCount(); ++i) {
        const NoteField& field = fields[static_cast<size_t>(i)];
        auto* number = new QTableWidgetItem(QString::number(field.number));
        number->setData(kNumberRole, field.number);
        number->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        number->setForeground(ui::theme().color(ui::Token::Muted));
        m_table->setItem(i, Number, number);
        m_table->setItem(i, Name, new QTableWidgetItem(field.name));
        auto* type = typeBox(field.type);
        type->setAccessibleName(tr("Type of %1").arg(field.name));
        m_table->setCellWidget(i, Type, type);
        auto* optional = new QTableWidgetItem;
        optional->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        optional->setCheckState(field.optional ? Qt::Checked : Qt::Unchecked);
        m_table->setItem(i, Optional, optional);
    }
    if (m_table->rowCount() > 0)
        m_table->setCurrentCell(qBound(0, row, m_table->rowCount() - 1), Name);
    m_remove->setEnabled(m_table->rowCount() > 0);
    fitHeight();
    m_reading = false;
    showDetails();
}

void FieldsTable::showDetails()
{
    const std::vector<NoteField> fields = stored();
    const auto row = current();
    const bool known = row && *row < fields.size();
    m_details->setVisible(known);
    m_detailsOf->setText(known ? tr("More about %1").arg(fields[*row].name) : tr("No fields yet"));
    if (!known)
        return;
    m_example->setText(fields[*row].example);
    m_semantic->setText(fields[*row].semantic);
}

void FieldsTable::fitHeight()
{
    m_table->setVisible(m_table->rowCount() > 0);
    const int rows = qBound(1, m_table->rowCount(), kMostRows);
    m_table->setFixedHeight(
        m_table->horizontalHeader()->sizeHint().height() + rows * kRowHeight + 4);
}

void FieldsTable::store()
{
    if (m_reading)
        return;
    std::vector<NoteField> fields = stored();
    if (static_cast<int>(fields.size()) != m_table->rowCount())
        return;
    for (int i = 0; i < m_table->rowCount(); ++i) {
        NoteField& field = fields[static_cast<size_t>(i)];
        field.name = m_table->item(i, Name)->text().simplified();
        field.type = static_cast<FieldType>(
            qobject_cast<QComboBox*>(m_table->cellWidget(i, Type))->currentData().toInt());
        field.optional = m_table->item(i, Optional)->checkState() == Qt::Checked;
    }
    save(std::move(fields));
    showDetails();
}

void FieldsTable::storeDetail(QLineEdit& edit, QString NoteField::*member)
{
    std::vector<NoteField> fields = stored();
    const auto row = current();
    if (!row || *row >= fields.size() || fields[*row].*member == edit.text())
        return;
    fields[*row].*member = edit.text().trimmed();
    save(std::move(fields));
}

void FieldsTable::save(std::vector<NoteField> fields)
{
    m_reading = true;
    m_controller.setFields(m_note, std::move(fields));
    m_reading = false;
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
    save(std::move(fields));
    showFields();
    const int row = m_table->rowCount() - 1;
    m_table->setCurrentCell(row, Name);
    m_table->editItem(m_table->item(row, Name));
}

void FieldsTable::removeCurrent()
{
    std::vector<NoteField> fields = stored();
    const int row = m_table->currentRow() >= 0 ? m_table->currentRow() : m_table->rowCount() - 1;
    if (row < 0 || row >= static_cast<int>(fields.size()))
        return;
    fields.erase(fields.begin() + row);
    save(std::move(fields));
    showFields();
}

bool FieldsTable::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey
        = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched == m_table && isKey && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete) {
        event->accept();  // Del takes notes off the board elsewhere
        if (event->type() == QEvent::KeyPress)
            removeCurrent();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace stormbench::storming
