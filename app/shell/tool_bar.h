// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolBar>

#include "storming/model/notation.h"

class QActionGroup;
class QLabel;
class QMenu;
class QSlider;
class QToolButton;

namespace stormbench::app {

class ActionRegistry;
enum class PlayState;
enum class ClusterState;

/// The window's one tool bar: board and level on the left, playing in the middle, the cluster and
/// the palette on the right.
class ToolBar : public QToolBar {
    Q_OBJECT

public:
    ToolBar(const ActionRegistry& actions, QWidget* parent);

    void setBoard(const QString& name, bool hasFile, bool readOnly);
    void setLevel(storming::Level level, storming::Method method);
    void setPlayState(PlayState state);
    void setCluster(ClusterState state, const QString& name, int up, int total);
    [[nodiscard]] QMenu* boardMenu() const { return m_boardMenu; }

    /// The slider's position as a factor: 0.1× … 100×, 1× in its natural place, each third of the
    /// way a tenfold.
    [[nodiscard]] static double speedAt(int position);
    [[nodiscard]] static int positionOf(double speed);

signals:
    void levelChosen(stormbench::storming::Level level);
    void methodChosen(stormbench::storming::Method method);
    void speedChosen(double factor);

private:
    QToolButton* addActionButton(QAction* action, bool withText = false);
    QWidget* makeStretch();
    void addBoardControls(const ActionRegistry& actions);
    void addLevels();
    void addWorkshop(const ActionRegistry& actions);
    void addPlayControls(const ActionRegistry& actions);

    QToolButton* m_board;
    QMenu* m_boardMenu;
    QToolButton* m_level;
    QActionGroup* m_levels = nullptr;
    QActionGroup* m_methods = nullptr;
    QToolButton* m_play = nullptr;
    QSlider* m_speed = nullptr;
    QLabel* m_speedLabel = nullptr;
    QToolButton* m_cluster;
};

}  // namespace stormbench::app
