// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QLabel;
class QMainWindow;
class QWidget;

namespace stormbench::app {

class Perspectives;

/// The canvas alone, over the whole screen: without menus, bars and docks, which come back as they
/// were. Esc leaves it once the canvas has no use for that key. Follows a checkable action. Owned
/// by the main window; runs on: the UI thread.
class ZenMode : public QObject {
    Q_OBJECT
public:
    /// `page` holds the canvas; a hint how to come back shows over it for a while.
    ZenMode(QMainWindow& window, Perspectives& perspectives, QAction& action, QWidget& page);

    [[nodiscard]] bool isOn() const { return m_on; }
    void set(bool on);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void placeHint();

    QMainWindow& m_window;
    Perspectives& m_perspectives;
    QAction& m_action;
    QWidget& m_page;
    QLabel* m_hint;
    bool m_on = false;
    bool m_wasFullScreen = false;
};

}  // namespace stormbench::app
