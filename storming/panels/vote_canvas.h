// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace stormbench::storming {

class BoardView;
class Workshop;

/// The canvas while a round of votes is open: a click on a note gives a dot, Shift or the right
/// button takes one back, + and - do so for the selected notes. Shows the dots of the person whose
/// turn it is and nobody else's. Lies over the viewport and lets everything else through; its
/// child.
class VoteCanvas : public QWidget {
    Q_OBJECT
public:
    VoteCanvas(BoardView& view, Workshop& workshop);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();
    void place();
    bool press(const QPoint& at, Qt::MouseButton button, Qt::KeyboardModifiers modifiers);
    bool key(QEvent& event);

    BoardView& m_view;
    Workshop& m_workshop;
    bool m_taken = false;  ///< the press was a vote: its release is nobody's
};

}  // namespace stormbench::storming
