// SPDX-License-Identifier: GPL-3.0-or-later
// Other tools' files: imports, exports and drawings.
#include "app/shell/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>

#include "app/shell/drawing_dialog.h"
#include "app/shell/plan_pane.h"
#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "storming/exchange/exporter.h"
#include "storming/panels/import_dialog.h"
#include "storming/scene/board_view.h"

namespace stormbench::app {

void MainWindow::connectExchangeActions()
{
    fillExportMenu();
    connect(action(QStringLiteral("file.import")), &QAction::triggered, this, [this] {
        QStringList patterns;
        for (const auto& importer : storming::importers())
            patterns += QString::fromLatin1(importer.patterns);
        const QString path = QFileDialog::getOpenFileName(this, tr("Import"), {},
            tr("Other tools' files (%1);;All files (*)").arg(patterns.join(u' ')));
        if (!path.isEmpty())
            importPath(path);
    });
    connect(action(QStringLiteral("file.exportPicture")), &QAction::triggered, this,
        &MainWindow::exportDrawing);
    connect(action(QStringLiteral("file.copyPicture")), &QAction::triggered, this,
        &MainWindow::copyPicture);
}

void MainWindow::fillExportMenu()
{
    QMenu* menu = nullptr;
    for (auto* top : menuBar()->findChildren<QMenu*>()) {
        if (top->title() == tr("Export"))
            menu = top;
    }
    Q_ASSERT(menu);
    m_exportMenu = menu->menuAction();
    for (const auto& exporter : storming::exporters()) {
        auto* action = menu->addAction(
            ui::icon(QStringLiteral("export")), tr("%1…").arg(tr(exporter.title)));
        action->setToolTip(tr(exporter.description));
        connect(action, &QAction::triggered, this, [this, &exporter] { exportTo(exporter); });
    }
}

bool MainWindow::isImportable(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly)
        && storming::importerFor(path, file.read(storming::kLargestImport));
}

void MainWindow::importPath(const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return showProblem(tr("%1 was not imported").arg(name), file.errorString());
    QByteArray bytes = file.read(storming::kLargestImport + 1);
    if (bytes.size() > storming::kLargestImport)
        return showProblem(tr("%1 was not imported").arg(name), storming::tooLargeToImport(name));
    if (!m_document.isOpen())
        m_document.newBoard();
    storming::ImportDialog dialog(path, std::move(bytes), m_document.board().isEmpty(), this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    auto& controller = m_document.controller();
    const auto plan = dialog.plan();
    const quint64 first = m_document.board().nextId();
    if (!controller.edit(
            tr("Import %1").arg(name), storming::operationsFor(m_document.board(), plan)))
        return;
    storming::Selection imported;
    for (const auto& [id, note] : m_document.board().notes())
        if (id.value() >= first)
            imported.notes.insert(id);
    m_board->selection().set(imported);
    m_board->fitSelection();
    const QString notes = ui::formatPlural(std::ssize(imported.notes), tr("note"));
    showNotice(plan.problems.empty() ? tr("Imported %1 from %2.").arg(notes, name)
                                     : tr("Imported %1 from %2; not read as written: %3.")
                                           .arg(notes, name)
                                           .arg(plan.problems.size()));
}

void MainWindow::exportTo(const storming::Exporter& exporter)
{
    if (exporter.describe)
        return writeExport(exporter.describe(m_document.board()));
    const auto topology = storming::generate(m_document.board());
    if (topology.hasErrors()) {
        m_plan->setBlocked(topology);
        m_perspectives.raise(QStringLiteral("plan"));
        return;
    }
    storming::ExportOptions options;
    if (m_cluster.state() == ClusterState::Up)
        options.bootstrap = QString::fromStdString(m_cluster.connection().bootstrap)
                                .section(u',', 0, 0)
                                .toStdString();
    writeExport(exporter.run(topology, options));
}

void MainWindow::writeExport(const storming::ExportResult& result)
{
    const QString directory = QFileDialog::getExistingDirectory(this, tr("Export into a folder"));
    if (directory.isEmpty())
        return;
    QStringList written;
    for (const auto& file : result.files) {
        QFile out(QDir(directory).filePath(QString::fromStdString(file.path)));
        if (!out.open(QIODevice::WriteOnly)
            || out.write(QByteArray::fromStdString(file.content))
                != static_cast<qint64>(file.content.size()))
            return showProblem(tr("%1 was not written").arg(out.fileName()), out.errorString());
        if (file.executable)
            out.setPermissions(
                out.permissions() | QFile::ExeOwner | QFile::ExeUser | QFile::ExeGroup);
        written += QString::fromStdString(file.path);
    }
    QString text = tr("Wrote %1 to %2.").arg(written.join(QLatin1String(", ")), directory);
    for (const auto& loss : result.losses)
        text += QLatin1Char(' ') + QString::fromStdString(loss);
    showNotice(text);
}

void MainWindow::exportDrawing()
{
    DrawingDialog dialog(m_document.board(), m_board->selection().current(), this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const auto& format = storming::drawingFormats()[static_cast<std::size_t>(dialog.format())];
    const QString suffix = u'.' + QString::fromLatin1(format.suffix);
    QString path = QFileDialog::getSaveFileName(this, tr("Export drawing"),
        m_document.displayName() + suffix, tr("%1 (*%2)").arg(tr(format.title), suffix));
    if (path.isEmpty())
        return;
    if (!path.endsWith(suffix, Qt::CaseInsensitive))
        path += suffix;
    if (const auto written
        = storming::writeDrawing(dialog.part(), path, format.format, dialog.scale());
        !written)
        showProblem(tr("The drawing was not written"), written.error().message);
    else
        showNotice(tr("Wrote %1.").arg(path));
}

void MainWindow::copyPicture()
{
    const auto& selection = m_board->selection().current();
    const auto picture = storming::pictureOf(storming::drawnPart(m_document.board(), selection));
    if (!picture)
        return showProblem(tr("There is no picture"), picture.error().message);
    QApplication::clipboard()->setImage(*picture);
    showNotice(selection.notes.empty() && selection.frames.empty()
            ? tr("The board is in the clipboard as a picture.")
            : tr("The selection is in the clipboard as a picture."));
}

}  // namespace stormbench::app
