// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <deque>

namespace stormbench::storming {

/// A dot of light over a canvas that people look at together: it follows the mouse and leaves a
/// tail that fades (no tail while motion is off). Lies over the canvas and lets the mouse through.
/// Runs on: the UI thread; its timer only while there is a tail.
class LaserPointer final : public QWidget {
    Q_OBJECT
public:
    explicit LaserPointer(QWidget& canvas);

    void setOn(bool on);
    [[nodiscard]] bool isOn() const { return m_on; }
    void moveTo(QPointF at);
    /// How many points the tail has at present, the dot itself among them.
    [[nodiscard]] int tailLength() const { return static_cast<int>(m_tail.size()); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Point {
        QPointF at;
        qint64 ms = 0;
    };
    void fade();
    [[nodiscard]] QRect inkedRect() const;

    QWidget& m_canvas;
    std::deque<Point> m_tail;  ///< the dot is the last one
    QElapsedTimer m_clock;
    QTimer m_fading;
    bool m_on = false;
};

}  // namespace stormbench::storming
