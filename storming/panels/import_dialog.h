// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/exchange/importer.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QListWidget;
class QTableWidget;

namespace stormbench::storming {

class ImportMapping;

/// Shows what a file of another tool would become before it does: the recognised format, tables to
/// map columns and colours, a preview that follows each choice, and what cannot be read. Accepted,
/// plan() is ready for the board.
class ImportDialog : public QDialog {
    Q_OBJECT
public:
    /// `bytes` are the file's; `boardIsEmpty` decides whether a method comes along by itself.
    ImportDialog(
        const QString& fileName, QByteArray bytes, bool boardIsEmpty, QWidget* parent = nullptr);

    [[nodiscard]] ImportPlan plan() const;
    [[nodiscard]] ImportMapping& mapping() const { return *m_mapping; }
    [[nodiscard]] QComboBox* formats() const { return m_formats; }
    [[nodiscard]] QTableWidget* preview() const { return m_preview; }
    [[nodiscard]] QListWidget* problems() const { return m_problems; }
    [[nodiscard]] QString summary() const;

private:
    void build();
    [[nodiscard]] QWidget* buildResult();
    void chooseFormat();
    void read();
    void showPlan();
    void showPreview();

    QString m_fileName;
    QByteArray m_bytes;
    const Importer* m_importer = nullptr;
    ImportPlan m_plan;
    QComboBox* m_formats;
    ImportMapping* m_mapping;
    QTableWidget* m_preview;
    QListWidget* m_problems;
    QLabel* m_summary;
    QLabel* m_problemCount;
    QCheckBox* m_method;
    QDialogButtonBox* m_buttons;
};

}  // namespace stormbench::storming
