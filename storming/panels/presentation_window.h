// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <QWidget>

#include <vector>

class QLabel;
class QProgressBar;

namespace stormbench::storming {

class BoardController;
class BoardView;
class LaserPointer;

/// The frames of a board one after another, over the whole screen: arrow keys, Space, Page keys or
/// a click go on, L is a pointer of light, Esc ends. Shows the board and never changes it; deletes
/// itself when closed.
class PresentationWindow : public QWidget {
    Q_OBJECT
public:
    explicit PresentationWindow(BoardController& controller, QWidget* parent = nullptr);

    [[nodiscard]] int slideCount() const { return static_cast<int>(m_slides.size()); }
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] BoardView& view() const { return *m_view; }
    [[nodiscard]] LaserPointer& pointer() const { return *m_pointer; }
    void showSlide(int index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void readSlides();

    BoardController& m_controller;
    BoardView* m_view;
    LaserPointer* m_pointer;
    QLabel* m_title;
    QLabel* m_count;
    QProgressBar* m_progress;
    std::vector<FrameId> m_slides;
    int m_current = 0;
};

}  // namespace stormbench::storming
