// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/incremental_checker.h"
#include "storming/model/operation.h"

#include <QObject>
#include <QTimer>

namespace stormbench::storming {

class BoardController;

/// The findings of the board in hand, kept up while it is edited: changes are gathered and checked
/// when the hand rests, only where they may concern. What would tell of a note that is not revealed
/// yet waits until it is. Owned by the window; runs on: the UI thread.
class LiveFindings : public QObject {
    Q_OBJECT
public:
    explicit LiveFindings(BoardController& controller, QObject* parent = nullptr);

    /// Up to date, also while a change waits for the hand to rest.
    [[nodiscard]] const std::vector<Finding>& now();

signals:
    void changed(const std::vector<stormbench::storming::Finding>& findings);

private:
    void settle();
    void tell();

    const BoardController& m_controller;
    IncrementalChecker m_checker;
    std::vector<Finding> m_told;
    ChangeSet m_pending;
    QTimer m_timer;
};

}  // namespace stormbench::storming
