// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/panels/comments_model.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QScrollArea;
class QTreeView;

namespace stormbench::ui {
class StatePane;
}

namespace stormbench::storming {

class BoardController;
class BoardSelection;
class CommentsBox;
class CommentsFilter;

/// All that people remarked on a board, newest first, and beside it the talk about the chosen note.
/// A click or Enter selects the note and asks to show it; Space resolves, F2 edits, Del removes.
/// Each edit is one step of undo. Runs on: the UI thread.
class CommentsPanel : public QWidget {
    Q_OBJECT
public:
    CommentsPanel(BoardController& controller, BoardSelection& selection,
        std::function<QString()> author, QWidget* parent = nullptr);

    [[nodiscard]] QTreeView* list() const { return m_list; }
    [[nodiscard]] CommentsModel* model() const { return m_model; }
    /// The talk about the chosen note, or null.
    [[nodiscard]] CommentsBox* thread() const { return m_thread; }

signals:
    void jumpRequested(stormbench::storming::NoteId note);
    /// Somebody wants to say something about what is selected.
    void commentRequested();
    /// Comments that nobody has resolved, for the tab's title.
    void countChanged(int open);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    // comments_panel_layout.cpp
    void build();
    void connectList();

    [[nodiscard]] const CommentsModel::Row* current() const;
    void onRefreshed();
    void showState();
    void onAction();
    void showThread();
    void followSelection();
    void jump();
    void openMenu(const QPoint& at);
    void runKey(int key);

    BoardController& m_controller;
    BoardSelection& m_selection;
    std::function<QString()> m_author;
    CommentsModel* m_model;
    CommentsFilter* m_shown;
    QLineEdit* m_search;
    QComboBox* m_which;
    QLabel* m_summary;
    QTreeView* m_list;
    QScrollArea* m_area;
    CommentsBox* m_thread = nullptr;
    NoteId m_threadNote;
    ui::StatePane* m_state = nullptr;
    QTimer m_later;
    QTimer m_ages;
    int m_open = -1;
};

}  // namespace stormbench::storming
