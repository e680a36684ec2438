// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QWidget;

namespace stormbench::storming {

/// Calls for a refresh once changes rest, and now and then while they go on: typing on a large
/// board does not pay for a pane beside it, and a long drag is still followed. Runs on: the UI
/// thread.
class RestTimer : public QObject {
    Q_OBJECT
public:
    explicit RestTimer(QObject* parent = nullptr);

    /// Something has changed.
    void touch();
    /// With the next turn of the event loop.
    void hurry();
    /// The refresh has been done.
    void stop();
    [[nodiscard]] bool isActive() const { return m_rests.isActive(); }

signals:
    void due();

private:
    QTimer m_rests;
    QElapsedTimer m_since;  ///< the first change that waits
};

/// Not only visible, but not behind the tab of another dock either.
[[nodiscard]] bool isInSight(const QWidget& widget);

}  // namespace stormbench::storming
