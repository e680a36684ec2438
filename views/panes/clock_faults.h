// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/api/observer.h"
#include "views/panes/fault_choice.h"

class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace stormbench::views {

/// The whole cluster's time: let it leap, stand still or hurry; and the sessions of its groups'
/// members, which may be ended. Runs on: the UI thread.
class ClockFaults : public QWidget {
    Q_OBJECT

public:
    explicit ClockFaults(QWidget* parent = nullptr);

    void show(const std::vector<api::GroupStatus>& groups, const api::FaultState& state);

signals:
    void requested(const FaultChange& change);

private:
    QToolButton* makeMenuButton(const QString& text, const QString& toolTip);
    void fillJumps(QMenu& menu);
    void fillMembers(QMenu& menu);
    void setSpeed(const std::optional<api::Fault>& fault);

    QLabel* m_state;
    QToolButton* m_jump;
    QPushButton* m_freeze;
    FaultChoice* m_speed;
    QToolButton* m_expire;
    std::vector<api::GroupStatus> m_groups;
    api::FaultState m_faults;
};

}  // namespace stormbench::views
