// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/edit/board_controller.h"
#include "storming/store/board_history.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QSlider;
class QToolButton;
class QVBoxLayout;

namespace stormbench::storming {

class BoardView;

/// How a board came to be: a film of its history with a bar to scrub. Works on a board of its own,
/// so the open one is safe. Space plays and pauses, arrow keys step, Esc ends; deletes itself when
/// closed.
class ReplayWindow : public QWidget {
    Q_OBJECT
public:
    explicit ReplayWindow(BoardHistory history, QWidget* parent = nullptr);
    ~ReplayWindow() override;

    [[nodiscard]] const Board& board() const { return m_controller.board(); }
    [[nodiscard]] int position() const { return static_cast<int>(m_cursor.position()); }
    [[nodiscard]] int length() const { return static_cast<int>(m_history->steps().size()); }
    void seek(int position);
    void setPlaying(bool playing);
    [[nodiscard]] bool isPlaying() const { return m_play.isActive(); }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildFoot(QVBoxLayout& column);
    void showPosition();

    std::shared_ptr<const BoardHistory> m_history;
    HistoryCursor m_cursor;
    BoardController m_controller;
    BoardView* m_view;
    QSlider* m_bar;
    QToolButton* m_toggle;
    QLabel* m_what;
    QLabel* m_when;
    QTimer m_play;
};

}  // namespace stormbench::storming
