// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/import_dialog.h"

#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/tokens.h"
#include "storming/panels/import_mapping.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

constexpr QSize kSize{980, 640};
constexpr int kMappingWidth = 410;
constexpr int kPreviewRows = 50;
constexpr int kKindWidth = 130;

}  // namespace

ImportDialog::ImportDialog(
    const QString& fileName, QByteArray bytes, bool boardIsEmpty, QWidget* parent)
    : QDialog(parent)
    , m_fileName(fileName)
    , m_bytes(std::move(bytes))
    , m_importer(importerFor(fileName, m_bytes))
    , m_formats(new QComboBox)
    , m_mapping(new ImportMapping)
    , m_preview(new QTableWidget(0, 4))
    , m_problems(new QListWidget)
    , m_summary(new QLabel)
    , m_problemCount(new QLabel)
    , m_method(new QCheckBox(tr("The board follows Event Modeling from now on")))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import %1").arg(QFileInfo(fileName).fileName()));
    resize(kSize);
    m_method->setChecked(boardIsEmpty);
    build();
    chooseFormat();
}

void ImportDialog::build()
{
    m_formats->setAccessibleName(tr("Format"));
    for (const Importer& importer : importers())
        m_formats->addItem(tr(importer.title), QString::fromLatin1(importer.name));
    m_formats->setCurrentIndex(
        m_importer ? m_formats->findData(QString::fromLatin1(m_importer->name)) : -1);
    m_formats->setPlaceholderText(tr("Choose a format"));
    auto* left = new QWidget;
    auto* choices = new QVBoxLayout(left);
    choices->setContentsMargins(0, 0, ui::size::kGap, 0);
    choices->addWidget(m_formats);
    choices->addWidget(m_mapping, 1);
    choices->addStretch();
    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(buildResult());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kMappingWidth, kSize.width() - kMappingWidth});
    auto* column = new QVBoxLayout(this);
    column->addWidget(splitter, 1);
    column->addWidget(m_method);
    column->addWidget(m_buttons);
    connect(m_formats, &QComboBox::currentIndexChanged, this, &ImportDialog::chooseFormat);
    connect(m_mapping, &ImportMapping::changed, this, &ImportDialog::read);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QWidget* ImportDialog::buildResult()
{
    m_summary->setProperty("look", QStringLiteral("heading"));
    m_summary->setWordWrap(true);
    m_preview->setHorizontalHeaderLabels({tr("Kind"), tr("Text"), tr("Frame"), tr("Place")});
    m_preview->setAccessibleName(tr("The first notes"));
    m_preview->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_preview->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_preview->verticalHeader()->hide();
    m_preview->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_preview->setColumnWidth(0, kKindWidth);
    m_problems->setAccessibleName(tr("What is not read as written"));
    m_problems->setWordWrap(true);
    m_problems->setTextElideMode(Qt::ElideNone);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(ui::size::kGap, 0, 0, 0);
    column->addWidget(m_summary);
    column->addWidget(m_preview, 2);
    column->addWidget(m_problemCount);
    column->addWidget(m_problems, 1);
    return page;
}

void ImportDialog::chooseFormat()
{
    m_importer = importerNamed(m_formats->currentData().toString());
    m_mapping->reset();
    read();
}

void ImportDialog::read()
{
    m_plan = {};
    if (m_importer)
        m_plan = m_importer->run(m_bytes, m_mapping->options());
    else
        m_plan.problems.push_back({QString(), unknownToImport(QFileInfo(m_fileName).fileName())});
    m_mapping->show(m_plan, m_importer && m_importer->hasKinds);
    showPlan();
}

void ImportDialog::showPlan()
{
    const QString notes = ui::formatPlural(std::ssize(m_plan.part.notes()), tr("note"));
    m_summary->setText(
        QStringList{notes, ui::formatPlural(std::ssize(m_plan.part.frames()), tr("frame")),
            ui::formatPlural(std::ssize(m_plan.part.connectors()), tr("arrow"))}
            .join(QStringLiteral(", ")));
    m_method->setVisible(m_plan.method == Method::EventModeling);
    auto* import = m_buttons->button(QDialogButtonBox::Ok);
    import->setText(tr("Import %1").arg(notes));
    import->setEnabled(!m_plan.part.isEmpty());
    showPreview();
    m_problems->clear();
    for (const ImportProblem& problem : m_plan.problems)
        m_problems->addItem(new QListWidgetItem(
            ui::icon(QStringLiteral("warn"), ui::Token::Warn), toSentence(problem)));
    m_problems->setVisible(!m_plan.problems.empty());
    m_problemCount->setText(m_plan.problems.empty()
            ? tr("Everything in the file is read.")
            : tr("Not read as written: %1").arg(m_plan.problems.size()));
}

void ImportDialog::showPreview()
{
    m_preview->setRowCount(0);
    for (const auto& [id, note] : m_plan.part.notes()) {
        const int row = m_preview->rowCount();
        if (row == kPreviewRows)
            break;
        m_preview->insertRow(row);
        const NotationEntry& entry = notationOf(note.kind);
        m_preview->setItem(row, 0,
            new QTableWidgetItem(
                ui::icon(QStringLiteral("kind-") + QLatin1String(entry.glyph)), tr(entry.name)));
        m_preview->setItem(row, 1, new QTableWidgetItem(note.name()));
        std::optional<FrameId> frame = m_plan.part.frameOf(note);
        for (const FrameKind kind : {FrameKind::Slice, FrameKind::Swimlane})
            if (!frame)
                frame = m_plan.part.frameAround(note, kind);
        m_preview->setItem(
            row, 2, new QTableWidgetItem(frame ? m_plan.part.frame(*frame)->name : QString()));
        m_preview->setItem(row, 3,
            new QTableWidgetItem(QStringLiteral("%1, %2")
                                     .arg(qRound64(note.rect.x()))
                                     .arg(qRound64(note.rect.y()))));
    }
}

ImportPlan ImportDialog::plan() const
{
    ImportPlan plan = m_plan;
    if (!m_method->isChecked())
        plan.method.reset();
    return plan;
}

QString ImportDialog::summary() const
{
    return m_summary->text();
}

}  // namespace stormbench::storming
