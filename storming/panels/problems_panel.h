// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/checker.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;
class QTreeWidget;

namespace stormbench::ui {
class StatePane;
}

namespace stormbench::storming {

class BoardController;
class BoardSelection;

/// What the checker found: one row a finding, with a filter; a click selects its notes and asks to
/// show them.
class ProblemsPanel : public QWidget {
    Q_OBJECT
public:
    ProblemsPanel(
        BoardController& controller, BoardSelection& selection, QWidget* parent = nullptr);

    void setFindings(std::vector<Finding> findings);
    [[nodiscard]] int shownCount() const;

signals:
    void jumpRequested(stormbench::storming::NoteId note);
    /// Errors and warnings, for the tab's title.
    void countChanged(int count);

private:
    void fill();
    [[nodiscard]] bool passes(const Finding& finding) const;
    void activate(int index);

    BoardController& m_controller;
    BoardSelection& m_selection;
    QLineEdit* m_filter;
    QToolButton* m_hints;
    QLabel* m_summary;
    QTreeWidget* m_list;
    ui::StatePane* m_state;
    std::vector<Finding> m_findings;
};

}  // namespace stormbench::storming
