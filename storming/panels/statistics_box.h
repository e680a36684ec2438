// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/workshop/board_statistics.h"

#include <QWidget>

#include <functional>
#include <optional>

class QGridLayout;

namespace stormbench::storming {

class BoardController;
class BoardSelection;

/// How many notes of each kind a board has, and how many contexts, pivotal events, arrows and open
/// comments. A click on a line selects what it counts. Runs on: the UI thread.
class StatisticsBox : public QWidget {
    Q_OBJECT
public:
    StatisticsBox(
        BoardController& controller, BoardSelection& selection, QWidget* parent = nullptr);

    void read();

private:
    struct Line;
    void rebuild();
    void addLine(int row, const Line& line);
    void selectNotes(const std::function<bool(const Note&)>& wanted);
    [[nodiscard]] std::vector<Line> lines();

    BoardController& m_controller;
    BoardSelection& m_selection;
    std::optional<BoardStatistics> m_shown;
    BoardSettings m_settings;
    QGridLayout* m_grid;
};

}  // namespace stormbench::storming
