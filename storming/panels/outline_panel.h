// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <QTimer>
#include <QWidget>

#include <map>

class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace stormbench::ui {
class StatePane;
}

namespace stormbench::storming {

class BoardController;
class BoardSelection;

/// The board as a tree: contexts, and in them the notes from left to right. The same selection as
/// the canvas; for keyboards and screen readers the board itself.
class OutlinePanel : public QWidget {
    Q_OBJECT
public:
    OutlinePanel(BoardController& controller, BoardSelection& selection, QWidget* parent = nullptr);

    [[nodiscard]] QTreeWidget* tree() const { return m_tree; }
    /// Rebuilds at once instead of with the next turn of the event loop.
    void flush();

signals:
    void jumpRequested(stormbench::storming::NoteId note);

private:
    void rebuild();
    void addNote(QTreeWidgetItem* parent, NoteId id);
    void showSelection();
    void takeSelection();

    BoardController& m_controller;
    BoardSelection& m_selection;
    QLineEdit* m_filter;
    QTreeWidget* m_tree;
    ui::StatePane* m_state;
    std::map<NoteId, QTreeWidgetItem*> m_notes;
    std::map<FrameId, QTreeWidgetItem*> m_frames;
    std::set<FrameId> m_collapsed;
    QTimer m_later;
    bool m_updating = false;
};

}  // namespace stormbench::storming
