// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "storming/generate/plan.h"

class QLabel;
class QTableWidget;

namespace stormbench::ui {
class StatePane;
}

namespace stormbench::app {

/// What playing the board created, kept, or cannot fit, topic by topic; and what generation had to
/// say.
class PlanPane : public QWidget {
    Q_OBJECT

public:
    explicit PlanPane(QWidget* parent = nullptr);

    void setPlan(const storming::Plan& plan, const storming::Topology& topology);
    /// The board cannot be played: why.
    void setBlocked(const storming::Topology& topology);

signals:
    void playRequested();
    void noteChosen(stormbench::storming::NoteId note);
    void topicChosen(const QString& topic);

private:
    void addRow(const QString& what, const QString& action, const QString& explanation, int tone,
        quint64 note, const QString& topic);
    void addDiagnostics(const storming::Topology& topology);

    ui::StatePane* m_state;
    QLabel* m_summary;
    QTableWidget* m_table;
};

}  // namespace stormbench::app
