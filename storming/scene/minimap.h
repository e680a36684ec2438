// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QTimer>
#include <QWidget>

namespace stormbench::storming {

class BoardView;

/// The whole board in a corner of its view, with the part in sight; a click or drag goes there.
/// Redrawn when the board rests.
class Minimap : public QWidget {
    Q_OBJECT
public:
    explicit Minimap(BoardView& view);

    /// Shows itself only where there is something out of sight.
    void setWanted(bool wanted);
    [[nodiscard]] bool isWanted() const { return m_wanted; }
    [[nodiscard]] QSize sizeHint() const override { return {192, 120}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    [[nodiscard]] QTransform toMap() const;
    void drawBoard();
    void updateNeeded();
    void goTo(QPointF point);

    BoardView& m_view;
    QPixmap m_picture;
    QTimer m_redraw;
    bool m_wanted = true;
};

}  // namespace stormbench::storming
