// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/field.h"
#include "storming/model/ids.h"

#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QTableWidget;
class QToolButton;

namespace stormbench::storming {

class BoardController;

/// A note's payload fields: number, name, type, optional in rows; example and semantic id of the
/// chosen one below. Rows are added below and removed by key or button. A field's number stays and
/// is never given again: it is shown, not edited. Each edit is one step of undo.
class FieldsTable : public QWidget {
    Q_OBJECT
public:
    enum Column { Number, Name, Type, Optional, Columns };

    FieldsTable(BoardController& controller, NoteId note, QWidget* parent = nullptr);
    ~FieldsTable() override;

    /// The board's fields, unless somebody is typing in the table.
    void read();
    void addField();
    void removeCurrent();
    [[nodiscard]] QTableWidget* table() const { return m_table; }
    [[nodiscard]] QLineEdit* example() const { return m_example; }
    [[nodiscard]] QLineEdit* semantic() const { return m_semantic; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTable();
    void buildDetails();
    void showFields();
    void showDetails();
    void store();
    void storeDetail(QLineEdit& edit, QString NoteField::*member);
    void save(std::vector<NoteField> fields);
    void fitHeight();
    QComboBox* typeBox(FieldType current);
    [[nodiscard]] std::vector<NoteField> stored() const;
    [[nodiscard]] std::optional<size_t> current() const;

    BoardController& m_controller;
    NoteId m_note;
    QTableWidget* m_table;
    QToolButton* m_remove;
    QWidget* m_details;
    QLabel* m_detailsOf;
    QLineEdit* m_example;
    QLineEdit* m_semantic;
    bool m_reading = false;
};

}  // namespace stormbench::storming
