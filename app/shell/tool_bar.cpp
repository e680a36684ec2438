// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/tool_bar.h"

#include <QAction>
#include <QActionGroup>
#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QToolButton>

#include <cmath>

#include "app/actions/action_table.h"
#include "app/session/play_session.h"
#include "resources/ui/icons.h"
#include "resources/ui/tokens.h"
#include "storming/workshop/offered_kinds.h"

namespace stormbench::app {
namespace {

constexpr int kPositionsPerDecade = 100;
constexpr int kDecades = 3;  // 0.1 … 100
constexpr int kSliderWidth = 110;

}  // namespace

double ToolBar::speedAt(int position)
{
    return std::pow(10.0, static_cast<double>(position) / kPositionsPerDecade - 1);
}

int ToolBar::positionOf(double speed)
{
    return static_cast<int>(std::lround((std::log10(speed) + 1) * kPositionsPerDecade));
}

ToolBar::ToolBar(const ActionRegistry& actions, QWidget* parent)
    : QToolBar(tr("Tool bar"), parent)
{
    setObjectName(QStringLiteral("toolBar"));
    setMovable(false);
    setIconSize({ui::size::kIcon, ui::size::kIcon});
    setFixedHeight(ui::size::kToolbar);
    toggleViewAction()->setEnabled(false);

    addBoardControls(actions);
    addLevels();
    addSeparator();
    addActionButton(actions.action(QStringLiteral("board.undo")));
    addActionButton(actions.action(QStringLiteral("board.redo")));
    addWorkshop(actions);

    addWidget(makeStretch());
    addPlayControls(actions);
    addWidget(makeStretch());

    m_cluster = new QToolButton(this);
    m_cluster->setPopupMode(QToolButton::InstantPopup);
    m_cluster->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* clusterMenu = new QMenu(m_cluster);
    for (const char* id :
        {"cluster.local", "cluster.connect", "cluster.copyBootstrap", "cluster.reset"})
        clusterMenu->addAction(actions.action(QString::fromLatin1(id)));
    m_cluster->setMenu(clusterMenu);
    addWidget(m_cluster);
    addActionButton(actions.action(QStringLiteral("view.palette")));
}

void ToolBar::addBoardControls(const ActionRegistry& actions)
{
    m_board = new QToolButton(this);
    m_boardMenu = new QMenu(m_board);
    m_board->setMenu(m_boardMenu);
    m_board->setPopupMode(QToolButton::InstantPopup);
    m_board->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_board->setAccessibleName(tr("Board"));
    for (const char* id : {"file.new", "file.newFrom", "file.open", "file.saveAs", "file.welcome"})
        m_boardMenu->addAction(actions.action(QString::fromLatin1(id)));
    addWidget(m_board);
}

/// Level and method: two switches in one menu, since both decide what the palette offers.
void ToolBar::addLevels()
{
    m_level = new QToolButton(this);
    m_level->setObjectName(QStringLiteral("levelButton"));
    m_level->setPopupMode(QToolButton::InstantPopup);
    m_level->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_level->setAccessibleName(tr("Level and method"));
    m_level->setToolTip(tr("How far the board has come, and by which method: decides the palette "
                           "and how strict the checker is, never the data"));
    auto* menu = new QMenu(m_level);
    menu->setToolTipsVisible(true);
    m_levels = new QActionGroup(menu);
    for (const auto& level : storming::levels()) {
        auto* action = m_levels->addAction(tr(level.name));
        action->setCheckable(true);
        action->setData(static_cast<int>(level.level));
        menu->addAction(action);
    }
    menu->addSeparator();
    m_methods = new QActionGroup(menu);
    for (const auto method : {storming::Method::EventStorming, storming::Method::EventModeling}) {
        auto* action = m_methods->addAction(tr(storming::methodName(method)));
        action->setToolTip(tr(storming::methodHint(method)));
        action->setCheckable(true);
        action->setData(static_cast<int>(method));
        menu->addAction(action);
    }
    connect(m_levels, &QActionGroup::triggered, this, [this](QAction* action) {
        emit levelChosen(static_cast<storming::Level>(action->data().toInt()));
    });
    connect(m_methods, &QActionGroup::triggered, this, [this](QAction* action) {
        emit methodChosen(static_cast<storming::Method>(action->data().toInt()));
    });
    m_level->setMenu(menu);
    addWidget(m_level);
}

void ToolBar::addWorkshop(const ActionRegistry& actions)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("workshopButton"));
    button->setIcon(ui::icon(QStringLiteral("clock")));
    button->setText(tr("Workshop"));
    button->setToolTip(tr("Timer, votes, parking, private writing, presentation, replay"));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    menu->setToolTipsVisible(true);
    for (auto* action : actions.actions())
        if (action->objectName().startsWith(QLatin1String("workshop.")))
            menu->addAction(action);
    button->setMenu(menu);
    addWidget(button);
}

QToolButton* ToolBar::addActionButton(QAction* action, bool withText)
{
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(withText ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    addWidget(button);
    return button;
}

QWidget* ToolBar::makeStretch()
{
    auto* stretch = new QWidget(this);
    stretch->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    return stretch;
}

void ToolBar::addPlayControls(const ActionRegistry& actions)
{
    m_play = addActionButton(actions.action(QStringLiteral("run.play")), true);
    m_play->setObjectName(QStringLiteral("playButton"));
    addActionButton(actions.action(QStringLiteral("run.pause")));
    addActionButton(actions.action(QStringLiteral("run.stop")));

    m_speed = new QSlider(Qt::Horizontal, this);
    m_speed->setRange(0, kDecades * kPositionsPerDecade);
    m_speed->setValue(positionOf(1));
    m_speed->setPageStep(kPositionsPerDecade / 4);
    m_speed->setFixedWidth(kSliderWidth);
    m_speed->setToolTip(
        tr("How fast actors and other sources send, against the rates on their notes"));
    m_speed->setAccessibleName(tr("Rate"));
    m_speedLabel = new QLabel(this);
    m_speedLabel->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("100 × ")));
    const auto show = [this](int position) {
        const double speed = speedAt(position);
        m_speedLabel->setText(tr("%1 ×").arg(speed, 0, 'f', speed < 9.95 ? 1 : 0));
    };
    connect(m_speed, &QSlider::valueChanged, this, [this, show](int position) {
        // The natural rate is easy to come back to.
        if (std::abs(position - positionOf(1)) < 5 && position != positionOf(1))
            return m_speed->setValue(positionOf(1));
        show(position);
        emit speedChosen(speedAt(position));
    });
    show(m_speed->value());
    addWidget(m_speed);
    addWidget(m_speedLabel);
}

void ToolBar::setBoard(const QString& name, bool hasFile, bool readOnly)
{
    m_board->setText(readOnly ? tr("%1 (read-only)").arg(name) : name);
    m_board->setToolTip(readOnly
            ? tr("Another program owns this board, or its file cannot be written")
            : hasFile ? tr("Every change is saved at once")
                      : tr("This board has no file yet; its changes are kept in a draft"));
}

void ToolBar::setLevel(storming::Level level, storming::Method method)
{
    for (auto* action : m_levels->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(level));
    for (auto* action : m_methods->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(method));
    const QString name = tr(storming::levelEntry(level).name);
    m_level->setText(method == storming::Method::EventStorming
            ? name
            : tr("%1 · %2").arg(name, tr(storming::methodName(method))));
}

void ToolBar::setPlayState(PlayState state)
{
    switch (state) {
    case PlayState::Stopped: m_play->setText(tr("Play")); break;
    case PlayState::Starting: m_play->setText(tr("Starting…")); break;
    case PlayState::Playing: m_play->setText(tr("Playing")); break;
    case PlayState::Paused: m_play->setText(tr("Go on")); break;
    case PlayState::Stopping: m_play->setText(tr("Stopping…")); break;
    }
}

void ToolBar::setCluster(ClusterState state, const QString& name, int up, int total)
{
    using ui::Token;
    Token token = Token::Muted;
    QString text = tr("no cluster");
    switch (state) {
    case ClusterState::None: break;
    case ClusterState::Starting:
        text = tr("%1 · starting…").arg(name);
        token = Token::Warn;
        break;
    case ClusterState::Stopping:
        text = tr("%1 · stopping…").arg(name);
        token = Token::Warn;
        break;
    case ClusterState::Failed:
        text = tr("%1 · failed").arg(name);
        token = Token::Error;
        break;
    case ClusterState::Up:
        text = total == 0 ? name
            : up == total ? tr("%1 · %2 up").arg(name).arg(up)
                          : tr("%1 · %2 of %3 up").arg(name).arg(up).arg(total);
        token = total > 0 && up == total ? Token::Ok : Token::Warn;
        break;
    }
    m_cluster->setText(text);
    m_cluster->setIcon(ui::icon(QStringLiteral("broker"), token));
}

}  // namespace stormbench::app
