// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QMarginsF>
#include <QPointF>
#include <QTimer>

#include <functional>

namespace stormbench::storming {

class BoardView;

/// Pans the view while a gesture holds the pointer at the viewport's edge or beyond it, faster the
/// further out. What is taken up at the edge moves nothing until it is dragged further out. No
/// decoration: it works with motion off. Owned by CanvasTools; runs on: the UI thread.
class EdgeScroll {
public:
    struct Host {
        std::function<bool()> wants;  ///< asked before each step: is such a gesture under way?
        std::function<void()> moved;  ///< the pointer is over another place of the board
    };
    EdgeScroll(BoardView& view, Host host);

    /// The pointer has been pressed there, in pixels of the viewport.
    void begin(QPointF pointer);
    void follow(QPointF pointer);
    void stop() { m_timer.stop(); }
    [[nodiscard]] bool isRunning() const { return m_timer.isActive(); }

private:
    [[nodiscard]] QMarginsF distances() const;
    /// Of the view over the board, in pixels a second.
    [[nodiscard]] QPointF speed() const;
    void step();

    BoardView& m_view;
    Host m_host;
    QTimer m_timer;
    QElapsedTimer m_clock;
    QPointF m_pointer;
    QMarginsF m_bands;  ///< how deep each edge reaches into the viewport
    QPointF m_rest;     ///< less than a pixel
};

}  // namespace stormbench::storming
