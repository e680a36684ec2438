// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <QWidget>

class QLabel;
class QTableWidget;
class QToolButton;

namespace stormbench::storming {

class BoardController;

/// The steps of a saga: command, the command that takes it back, and how long its reply may take.
/// Offers the commands on the board; any other name may be written. Each edit is one step of undo.
class StepsTable : public QWidget {
    Q_OBJECT
public:
    StepsTable(BoardController& controller, NoteId saga, QWidget* parent = nullptr);

    /// The board's steps, unless somebody is typing in the table.
    void read();
    void addStep();
    void removeCurrent();
    /// Up (-1) or down (+1).
    void moveCurrent(int by);
    [[nodiscard]] QTableWidget* table() const { return m_table; }
    [[nodiscard]] QString complaint() const;

private:
    QToolButton* button(const char* icon, const QString& tip, std::function<void()> act);
    void showSteps(const std::vector<SagaStep>& steps);
    void store();
    void save(std::vector<SagaStep> steps);
    [[nodiscard]] std::vector<SagaStep> stored() const;

    BoardController& m_controller;
    NoteId m_saga;
    QTableWidget* m_table;
    QLabel* m_complaint;
    bool m_reading = false;
};

}  // namespace stormbench::storming
