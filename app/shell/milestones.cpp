// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/milestones.h"

#include <utility>

#include <QDateTime>
#include <QEvent>
#include <QTextStream>
#include <QTimer>
#include <QWidget>

namespace stormbench::app {
namespace {

void tell(const char* name)
{
    QTextStream(stderr) << "milestone " << name << ' ' << QDateTime::currentMSecsSinceEpoch()
                        << '\n';
}

}  // namespace

Milestones::Milestones(QWidget& window)
    : QObject(&window)
{
    window.installEventFilter(this);
}

bool Milestones::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint && !std::exchange(m_visible, true)) {
        // The children paint in the same turn, after their window.
        QTimer::singleShot(0, this, [] { tell("window-visible"); });
    } else if (event->type() == QEvent::Close) {
        tell("close-requested");
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace stormbench::app
