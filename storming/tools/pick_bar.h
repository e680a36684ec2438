// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/tools/canvas_bar.h"

#include <QPointF>

#include <functional>
#include <vector>

namespace stormbench::storming {

/// One of the things to choose from.
struct PickItem {
    quint64 id = 0;
    QString name;
    QPointF at;  ///< where it lies, for the arrow keys
};

/// Asks by keyboard which note or frame is meant: arrow keys walk among the candidates, typing
/// leaves those that hold the words, Enter takes the one in hand, Esc none. Shows nothing by
/// itself: who asks is told what is in hand.
class PickBar final : public CanvasBar {
    Q_OBJECT
public:
    explicit PickBar(BoardView& view);

    struct Question {
        QString words;  ///< "Connect to"
        std::vector<PickItem> items;
        QPointF from;                         ///< where the first step starts
        std::function<void(quint64)> point;   ///< 0 = none in hand
        std::function<void(quint64)> answer;  ///< called once, at the end, unless given up
    };
    void ask(Question question);
    /// 0 = none.
    [[nodiscard]] quint64 inHand() const;

protected:
    bool lineKey(QKeyEvent& event) override;

private:
    void filter();
    void walk(QPoint direction);
    void take(int index);

    Question m_question;
    std::vector<PickItem> m_left;  ///< those that hold the words, the nearest first
    int m_current = -1;
};

}  // namespace stormbench::storming
