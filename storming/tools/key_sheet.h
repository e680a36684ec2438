// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/tools/canvas_keys.h"
#include "storming/tools/key_sheet_layout.h"

#include <QFrame>

class QAction;
class QKeyEvent;
class QLabel;
class QScrollArea;

namespace stormbench::storming {

class BoardView;

/// The keys that do something in that state: those of canvas_keys.h, then the actions that are
/// enabled, in their order.
[[nodiscard]] QList<KeyHelp> keysFor(CanvasState state, const QList<QAction*>& actions);

/// Context help: a sheet over the window with the keys for what is selected or being typed. Where
/// they do not all fit, the arrow, Page, Home and End keys and the wheel scroll; any other key or a
/// click closes it, and what showed it does, once more. Child of the view's window, while the view
/// keeps the keyboard; runs on: the UI thread.
class KeySheet final : public QFrame {
    Q_OBJECT
public:
    explicit KeySheet(BoardView& view);
    void show(const QString& title, const QList<KeyHelp>& keys);
    [[nodiscard]] const QList<KeyHelp>& keys() const { return m_keys; }
    [[nodiscard]] QScrollArea& area() const { return *m_area; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void arrange();
    [[nodiscard]] bool overflows() const;
    bool scroll(const QKeyEvent& event, bool now);

    BoardView& m_view;
    QLabel* m_title;
    QLabel* m_hint;
    QScrollArea* m_area;
    QList<KeyHelp> m_keys;
};

}  // namespace stormbench::storming
