// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/ids.h"

#include <QTimer>
#include <QWidget>

class QPushButton;
class QTreeWidget;

namespace stormbench::ui {
class StatePane;
}

namespace stormbench::storming {

class Workshop;

/// What people voted for, most dots first. Says nothing of a round that is still open. A click
/// jumps to the note.
class VotesPanel : public QWidget {
    Q_OBJECT
public:
    explicit VotesPanel(Workshop& workshop, QWidget* parent = nullptr);

    [[nodiscard]] QTreeWidget* list() const { return m_list; }

signals:
    void jumpRequested(stormbench::storming::NoteId note);
    void votingRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void rebuild();

    Workshop& m_workshop;
    QTreeWidget* m_list;
    QPushButton* m_clear;
    ui::StatePane* m_state;
    QTimer m_later;
};

}  // namespace stormbench::storming
