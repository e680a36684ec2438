// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/exchange/importer.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QTableWidget;

namespace stormbench::storming {

/// The choices of an import: what a table's columns hold, and which kind a word or a colour stands
/// for. Rebuilds itself when a plan brings other columns or words, and keeps what was chosen.
class ImportMapping : public QWidget {
    Q_OBJECT
public:
    explicit ImportMapping(QWidget* parent = nullptr);

    [[nodiscard]] const ImportOptions& options() const { return m_options; }
    /// Another file or format: nothing is chosen any more.
    void reset();
    void show(const ImportPlan& plan, bool hasKinds);

    [[nodiscard]] QTableWidget* columns() const { return m_columns; }
    [[nodiscard]] QTableWidget* kinds() const { return m_kinds; }
    /// The choice in a row of one of the tables.
    [[nodiscard]] static QComboBox* choiceIn(const QTableWidget* table, int row);

signals:
    void changed();

private:
    void showColumns(const CsvLayout& layout);
    [[nodiscard]] QComboBox* makeColumnChoice(int index);
    void showKinds(const std::vector<KindUse>& uses);
    void chooseColumn(int index, CsvColumn column);
    void chooseKind(const QString& word, int choice);
    void chooseReading();

    ImportOptions m_options;
    QWidget* m_tablePart;
    QComboBox* m_separator;
    QCheckBox* m_header;
    QTableWidget* m_columns;
    QWidget* m_kindPart;
    QTableWidget* m_kinds;
    std::optional<CsvLayout> m_shownLayout;
    std::vector<QString> m_shownWords;
    bool m_showing = false;
};

}  // namespace stormbench::storming
