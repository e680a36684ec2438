// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/clock_faults.h"

#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "views/models/fault_words.h"

namespace stormbench::views {
namespace {

using namespace std::chrono_literals;

constexpr api::Millis kJumps[] = {1min, 10min, 1h, 24h, 7 * 24h, 8 * 24h, 30 * 24h};
template <typename... Kinds> bool isKind(const api::FaultEntry& entry)
{
    return (std::holds_alternative<Kinds>(entry.fault) || ...);
}

constexpr double kSpeeds[] = {0.1, 2, 10, 60, 1000};

}  // namespace

ClockFaults::ClockFaults(QWidget* parent)
    : QWidget(parent)
    , m_state(new QLabel)
    , m_freeze(new QPushButton(tr("Freeze")))
    , m_speed(new FaultChoice(tr("Usual speed")))
{
    m_jump = makeMenuButton(tr("Leap ahead"),
        tr("As if the whole cluster had slept so long: retention, expiry and timeouts that were "
           "due meanwhile happen now."));
    connect(m_jump->menu(), &QMenu::aboutToShow, this, [this] { fillJumps(*m_jump->menu()); });
    m_expire = makeMenuButton(tr("End a session"),
        tr("The group's coordinator takes the member for silent, as at its session timeout."));
    connect(
        m_expire->menu(), &QMenu::aboutToShow, this, [this] { fillMembers(*m_expire->menu()); });
    m_freeze->setCheckable(true);
    m_freeze->setToolTip(tr("The whole cluster's time stands still: no timeout ends."));
    m_freeze->setAccessibleName(tr("Freeze the cluster's time"));
    for (const double factor : kSpeeds)
        m_speed->addFault(tr("%1 × as fast").arg(factor), api::ClockRate{factor});
    m_speed->setToolTip(tr("How fast time passes for the whole cluster."));
    m_speed->setAccessibleName(tr("Speed of the cluster's time"));
    connect(m_speed, &FaultChoice::chosen, this, [this] { setSpeed(m_speed->fault()); });
    connect(m_freeze, &QPushButton::clicked, this, [this](bool on) {
        setSpeed(on ? std::optional<api::Fault>(api::ClockFreeze{}) : std::nullopt);
    });
    m_state->setAccessibleName(tr("The cluster's time"));

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(ui::size::kGapSmall);
    grid->setVerticalSpacing(ui::size::kGrid);
    grid->addWidget(m_state, 0, 0, 1, 2);
    grid->addWidget(m_speed, 1, 0);
    grid->addWidget(m_freeze, 1, 1);
    grid->addWidget(m_jump, 2, 0, 1, 2, Qt::AlignLeft);
    grid->addWidget(m_expire, 3, 0, 1, 2, Qt::AlignLeft);
    grid->setRowStretch(4, 1);
}

QToolButton* ClockFaults::makeMenuButton(const QString& text, const QString& toolTip)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(text);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setFixedHeight(ui::size::kControl);
    button->setMenu(new QMenu(button));
    return button;
}

void ClockFaults::show(const std::vector<api::GroupStatus>& groups, const api::FaultState& state)
{
    m_faults = state;
    m_groups = groups;
    m_state->setText(clockWords(state));
    std::optional<api::Fault> speed;
    bool frozen = false;
    for (const auto& entry : state.active) {
        frozen = frozen || std::holds_alternative<api::ClockFreeze>(entry.fault);
        if (std::holds_alternative<api::ClockRate>(entry.fault))
            speed = entry.fault;
    }
    m_freeze->setChecked(frozen);
    m_freeze->setText(frozen ? tr("Thaw") : tr("Freeze"));
    m_speed->setEnabled(!frozen);
    m_speed->showActive(speed);
    m_expire->setEnabled(std::any_of(
        groups.begin(), groups.end(), [](const auto& group) { return !group.members.empty(); }));
}

void ClockFaults::fillJumps(QMenu& menu)
{
    menu.clear();
    for (const auto by : kJumps)
        menu.addAction(tr("By %1").arg(spanWords(by)), this, [this, by] {
            emit requested({{}, api::ClockJump{by}});
        });
    menu.addSeparator();
    auto* back = menu.addAction(tr("Back to this computer's time"), this, [this] {
        emit requested({&isKind<api::ClockJump>, {}});
    });
    back->setEnabled(
        std::any_of(m_faults.active.begin(), m_faults.active.end(), &isKind<api::ClockJump>));
}

void ClockFaults::fillMembers(QMenu& menu)
{
    menu.clear();
    for (const auto& group : m_groups) {
        if (group.members.empty())
            continue;
        menu.addSection(QString::fromStdString(group.id));
        for (const auto& member : group.members) {
            const auto name = QString::fromStdString(member.memberId);
            menu.addAction(
                name, this, [this, fault = api::MemberExpiry{group.id, member.memberId}] {
                    emit requested({{}, fault});
                });
        }
    }
}

void ClockFaults::setSpeed(const std::optional<api::Fault>& fault)
{
    // One speed takes the other's place by itself.
    if (fault)
        emit requested({{}, fault});
    else
        emit requested({&isKind<api::ClockFreeze, api::ClockRate>, {}});
}

}  // namespace stormbench::views
