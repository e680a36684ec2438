// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/ids.h"

#include <QWidget>

class QTableWidget;
class QToolButton;

namespace stormbench::storming {

class BoardController;

/// A note's payload fields: name, type, optional, example; rows are added below and removed by key
/// or button.
class FieldsTable : public QWidget {
    Q_OBJECT
public:
    FieldsTable(BoardController& controller, NoteId note, QWidget* parent = nullptr);

    void read();
    void addField();
    void removeCurrent();
    [[nodiscard]] QTableWidget* table() const { return m_table; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void store();
    void fitHeight();

    BoardController& m_controller;
    NoteId m_note;
    QTableWidget* m_table;
    QToolButton* m_remove;
    bool m_reading = false;
};

}  // namespace stormbench::storming
