// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <map>

#include "views/panes/fault_choice.h"

class QGridLayout;
class QMenu;
class QToolButton;

namespace stormbench::views {

/// A cell for each pair of brokers, and for each broker and its clients: what is wrong with the
/// link, and a menu that cuts, delays, slows and heals it. Runs on: the UI thread.
class LinkMatrix : public QWidget {
    Q_OBJECT

public:
    explicit LinkMatrix(QWidget* parent = nullptr);

    void show(const std::vector<BrokerId>& brokers, const api::FaultState& state);

signals:
    void requested(const FaultChange& change);

private:
    using Ends = std::pair<api::LinkEnd, api::LinkEnd>;  ///< clients second

    void build(const std::vector<BrokerId>& brokers);
    QToolButton* makeCell(const Ends& ends);
    void fillMenu(QMenu& menu, const Ends& ends);
    void update(QToolButton& cell, const Ends& ends);
    [[nodiscard]] std::vector<const api::FaultEntry*> faultsOn(const Ends& ends) const;
    void heal(const Ends& ends);

    QGridLayout* m_grid;
    std::vector<BrokerId> m_brokers;
    std::map<Ends, QToolButton*> m_cells;
    api::FaultState m_state;
};

}  // namespace stormbench::views
