// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/checker.h"

#include <QWidget>

#include <set>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace stormbench::ui {
class StatePane;
}

namespace stormbench::storming {

class BoardController;
class BoardSelection;
class ProblemDetail;

/// What the checker found: one row a finding, grouped and filtered; a click selects its notes and
/// asks to show them, and tells at the side why it matters. What a finding can be mended by is one
/// step of undo.
class ProblemsPanel : public QWidget {
    Q_OBJECT
public:
    enum class Grouping { Severity, Rule, None };

    ProblemsPanel(
        BoardController& controller, BoardSelection& selection, QWidget* parent = nullptr);

    void setFindings(std::vector<Finding> findings);
    void setGrouping(Grouping grouping);
    [[nodiscard]] int shownCount() const { return m_shown; }
    /// The row of a finding, by its place in the list that was set; null if the filter hides it.
    [[nodiscard]] QTreeWidgetItem* row(int index) const;

public slots:
    /// Ctrl+.: mends the chosen row while the list has the keys, otherwise the gravest finding of
    /// the selected notes that can be mended. False, and said() tells why, if there is none.
    bool fixSelected();

signals:
    void jumpRequested(stormbench::storming::NoteId note);
    /// Errors and warnings, for the tab's title.
    void countChanged(int count);
    /// A sentence for the people: why nothing was mended.
    void said(const QString& sentence);

private:
    // problems_panel_layout.cpp
    void build();

    void fill();
    [[nodiscard]] QTreeWidgetItem* groupOf(const Finding& finding);
    void addRow(QTreeWidgetItem* group, int index);
    void showState();
    [[nodiscard]] bool passes(const Finding& finding) const;
    [[nodiscard]] const Finding* current() const;
    [[nodiscard]] const Finding* gravestOfSelection() const;
    void activate(QTreeWidgetItem* item);
    void showDetail();
    bool fix(const Finding& finding);

    BoardController& m_controller;
    BoardSelection& m_selection;
    QLineEdit* m_filter;
    QToolButton* m_hints;
    QComboBox* m_grouping;
    QLabel* m_summary;
    QTreeWidget* m_list;
    ProblemDetail* m_detail;
    ui::StatePane* m_state;
    std::vector<Finding> m_findings;
    std::set<QString> m_folded;  ///< names of groups
    int m_shown = 0;
};

}  // namespace stormbench::storming
