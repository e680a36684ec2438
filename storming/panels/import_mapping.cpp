// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/import_mapping.h"

#include "resources/ui/format.h"
#include "resources/ui/icons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <array>

namespace stormbench::storming {
namespace {

constexpr int kLeftOut = 0;  // the kind list's first choice; kinds have their numbers
constexpr int kWordWidth = 150;
constexpr int kCountWidth = 56;

struct Separator {
    const char* name;
    char sign;
};
constexpr std::array kSeparators{
    Separator{QT_TR_NOOP("Comma"), ','},
    Separator{QT_TR_NOOP("Semicolon"), ';'},
    Separator{QT_TR_NOOP("Tab"), '\t'},
    Separator{QT_TR_NOOP("Bar"), '|'},
    Separator{QT_TR_NOOP("None: one column"), '\0'},
};

QTableWidget* makeTable(const QStringList& titles, const QString& name)
{
    auto* table = new QTableWidget(0, static_cast<int>(titles.size()));
    table->setHorizontalHeaderLabels(titles);
    table->horizontalHeader()->setStretchLastSection(true);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);  // of a list
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setColumnWidth(0, kWordWidth);
    table->setAccessibleName(name);
    return table;
}

QLabel* heading(const QString& text)
{
    auto* label = new QLabel(text);
    label->setProperty("look", QStringLiteral("heading"));
    return label;
}

}  // namespace

ImportMapping::ImportMapping(QWidget* parent)
    : QWidget(parent)
    , m_tablePart(new QWidget)
    , m_separator(new QComboBox)
    , m_header(new QCheckBox(tr("The first row holds titles")))
    , m_columns(makeTable({tr("Column"), tr("Holds")}, tr("What the columns hold")))
    , m_kindPart(new QWidget)
    , m_kinds(makeTable({tr("Word or colour"), tr("Notes"), tr("Becomes")},
          tr("Which kind a word or colour stands for")))
{
    m_kinds->setColumnWidth(1, kCountWidth);
    m_separator->setAccessibleName(tr("Separator"));
    for (const Separator& separator : kSeparators)
        m_separator->addItem(tr(separator.name), QChar(QLatin1Char(separator.sign)));
    auto* table = new QVBoxLayout(m_tablePart);
    table->setContentsMargins(0, 0, 0, 0);
    table->addWidget(heading(tr("Columns")));
    table->addWidget(m_separator);
    table->addWidget(m_header);
    table->addWidget(m_columns);
    auto* kinds = new QVBoxLayout(m_kindPart);
    kinds->setContentsMargins(0, 0, 0, 0);
    kinds->addWidget(heading(tr("Kinds")));
    kinds->addWidget(m_kinds);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tablePart, 1);
    column->addWidget(m_kindPart, 1);
    connect(m_separator, &QComboBox::currentIndexChanged, this, &ImportMapping::chooseReading);
    connect(m_header, &QCheckBox::toggled, this, &ImportMapping::chooseReading);
}

void ImportMapping::reset()
{
    m_options = {};
    m_shownLayout.reset();
    m_shownWords.clear();
}

void ImportMapping::show(const ImportPlan& plan, bool hasKinds)
{
    m_showing = true;
    m_tablePart->setVisible(plan.csv.has_value());
    m_kindPart->setVisible(hasKinds);
    setVisible(hasKinds || plan.csv);
    if (plan.csv && m_shownLayout != plan.csv)
        showColumns(*plan.csv);
    if (hasKinds)
        showKinds(plan.kinds);
    m_showing = false;
}

QComboBox* ImportMapping::choiceIn(const QTableWidget* table, int row)
{
    return qobject_cast<QComboBox*>(table->cellWidget(row, table->columnCount() - 1));
}

void ImportMapping::showColumns(const CsvLayout& layout)
{
    m_shownLayout = layout;
    m_separator->setCurrentIndex(std::max(0, m_separator->findData(layout.separator)));
    m_header->setChecked(layout.header);
    const int count = static_cast<int>(layout.columns.size());
    m_columns->setRowCount(count);
    for (int i = 0; i < count; ++i) {
        const QString title = layout.titles.value(i);
        const QString shown = title.isEmpty() ? tr("Column %1").arg(i + 1) : title;
        m_columns->setItem(i, 0, new QTableWidgetItem(shown));
        if (!choiceIn(m_columns, i))
            m_columns->setCellWidget(i, 1, makeColumnChoice(i));
        QComboBox* const choice = choiceIn(m_columns, i);
        choice->setAccessibleName(shown);
        choice->setCurrentIndex(
            choice->findData(static_cast<int>(layout.columns[static_cast<std::size_t>(i)])));
    }
}

QComboBox* ImportMapping::makeColumnChoice(int index)
{
    auto* choice = new QComboBox;
    for (const CsvColumnEntry& entry : csvColumns())
        choice->addItem(tr(entry.name), static_cast<int>(entry.column));
    connect(choice, &QComboBox::currentIndexChanged, this, [this, index, choice] {
        chooseColumn(index, static_cast<CsvColumn>(choice->currentData().toInt()));
    });
    return choice;
}

void ImportMapping::showKinds(const std::vector<KindUse>& uses)
{
    std::vector<QString> words;
    for (const KindUse& use : uses)
        words.push_back(use.word);
    const int count = static_cast<int>(uses.size());
    const bool isNew = words != m_shownWords || m_kinds->rowCount() != count;
    m_kinds->setRowCount(count);
    for (int row = 0; row < count; ++row) {
        const KindUse& use = uses[static_cast<std::size_t>(row)];
        if (isNew) {
            auto* choice = new QComboBox;
            choice->setAccessibleName(use.word);
            choice->addItem(tr("Leave out"), kLeftOut);
            for (const NotationEntry& entry : notation())
                choice->addItem(ui::icon(QStringLiteral("kind-") + QLatin1String(entry.glyph)),
                    tr(entry.name), static_cast<int>(entry.kind));
            connect(choice, &QComboBox::currentIndexChanged, this, [this, word = use.word, choice] {
                chooseKind(word, choice->currentData().toInt());
            });
            m_kinds->setCellWidget(row, 2, choice);
        }
        auto* word = new QTableWidgetItem(use.word.isEmpty() ? tr("(nothing)") : use.word);
        if (const QString tone = toneOf(use.word); !tone.isEmpty())
            word->setData(Qt::DecorationRole, QColor(tone));
        if (!use.known)
            word->setIcon(ui::icon(QStringLiteral("warn"), ui::Token::Warn));
        m_kinds->setItem(row, 0, word);
        auto* notes = new QTableWidgetItem(ui::formatCount(use.notes));
        notes->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_kinds->setItem(row, 1, notes);
        QComboBox* choice = choiceIn(m_kinds, row);
        choice->setCurrentIndex(
            choice->findData(use.kind ? static_cast<int>(*use.kind) : kLeftOut));
    }
    m_shownWords = std::move(words);
}

// One column a role: whoever had it before is not read any more.
void ImportMapping::chooseColumn(int index, CsvColumn column)
{
    if (m_showing || !m_shownLayout)
        return;
    CsvLayout layout = *m_shownLayout;
    if (column != CsvColumn::Ignore)
        std::ranges::replace(layout.columns, column, CsvColumn::Ignore);
    layout.columns[static_cast<std::size_t>(index)] = column;
    m_options.csv = std::move(layout);
    emit changed();
}

void ImportMapping::chooseKind(const QString& word, int choice)
{
    if (m_showing)
        return;
    m_options.kinds[wordKey(word)]
        = choice == kLeftOut ? std::nullopt : noteKindFromNumber(static_cast<quint32>(choice));
    emit changed();
}

void ImportMapping::chooseReading()
{
    if (m_showing || !m_shownLayout)
        return;
    CsvLayout layout = *m_shownLayout;
    const QChar separator = m_separator->currentData().toChar();
    // Other cells are other columns: they are guessed anew.
    if (separator != layout.separator)
        layout.columns.clear();
    layout.separator = separator;
    layout.header = m_header->isChecked();
    m_options.csv = std::move(layout);
    emit changed();
}

}  // namespace stormbench::storming
