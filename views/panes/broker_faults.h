// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/api/observer.h"
#include "views/panes/fault_choice.h"

class QGridLayout;
class QLabel;
class QPushButton;

namespace stormbench::views {

/// A row for each broker: kill or restart it, let it stand still or go on, its disk, its clock.
/// Runs on: the UI thread.
class BrokerFaults : public QWidget {
    Q_OBJECT

public:
    explicit BrokerFaults(QWidget* parent = nullptr);
    ~BrokerFaults() override;

    void show(const std::vector<api::BrokerStatus>& brokers, const api::FaultState& state);

signals:
    void requested(const FaultChange& change);

private:
    struct Row;
    void build(const std::vector<api::BrokerStatus>& brokers);
    [[nodiscard]] std::unique_ptr<Row> makeRow(BrokerId broker, int line);
    void update(Row& row, const api::BrokerStatus& broker);
    void toggleKill(BrokerId broker);
    void togglePause(BrokerId broker);
    void replaceDisk(BrokerId broker, const std::optional<api::Fault>& fault);
    void replaceClock(BrokerId broker, const std::optional<api::Fault>& fault);

    QGridLayout* m_grid;
    std::vector<std::unique_ptr<Row>> m_rows;
    api::FaultState m_state;
};

}  // namespace stormbench::views
