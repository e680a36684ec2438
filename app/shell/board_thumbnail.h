// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "storming/model/board.h"

namespace stormbench::app {

/// A board as a small picture on a button: frames and papers in their colours, without words.
/// A blank board shows the notes it offers instead.
class BoardThumbnail : public QWidget {
    Q_OBJECT

public:
    BoardThumbnail(storming::Board board, const QString& title, const QString& subtitle,
        QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void chosen();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintBoard(QPainter& painter, const QRectF& area) const;
    void paintPalette(QPainter& painter, const QRectF& area) const;

    storming::Board m_board;
    QString m_title;
    QString m_subtitle;
};

}  // namespace stormbench::app
