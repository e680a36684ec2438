// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace stormbench::app {

/// Tells on standard error when the window has painted itself for the first time and when it is
/// asked to close, in milliseconds since 1970: "milestone NAME MS". For measurements from outside,
/// which know when the program was started and when it was gone. Runs on: the UI thread.
class Milestones final : public QObject {
    Q_OBJECT
public:
    explicit Milestones(QWidget& window);

private:
    bool eventFilter(QObject* watched, QEvent* event) override;

    bool m_visible = false;
};

}  // namespace stormbench::app
