// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/broker_faults.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

#include "resources/ui/theme.h"

namespace stormbench::views {
namespace {

using namespace std::chrono_literals;

QLabel* makeHeader(const QString& text)
{
    auto* label = new QLabel(text);
    label->setProperty("look", QStringLiteral("muted"));
    return label;
}

void setLook(QLabel& label, const QString& look)
{
    if (label.property("look").toString() == look)
        return;
    label.setProperty("look", look);
    label.style()->unpolish(&label);
    label.style()->polish(&label);
}

/// As wide as the longer of its two texts, so that nothing moves when it changes.
QPushButton* makeSwitch(const QStringList& texts)
{
    auto* button = new QPushButton;
    int widest = 0;
    for (const QString& text : texts) {
        button->setText(text);
        widest = std::max(widest, button->sizeHint().width());
    }
    button->setMinimumWidth(widest);
    return button;
}

template <typename Kind>
const api::FaultEntry* inForce(const api::FaultState& state, BrokerId broker)
{
    for (const auto& entry : state.active) {
        if (const auto* fault = std::get_if<Kind>(&entry.fault); fault && fault->broker == broker)
            return &entry;
    }
    return nullptr;
}

template <typename... Kinds> std::function<bool(const api::FaultEntry&)> endsOf(BrokerId broker)
{
    return [broker](const api::FaultEntry& entry) {
        const auto is = [&](const auto* fault) { return fault && fault->broker == broker; };
        return (is(std::get_if<Kinds>(&entry.fault)) || ...);
    };
}

std::optional<api::Fault> faultOf(const api::FaultEntry* entry)
{
    return entry ? std::optional(entry->fault) : std::nullopt;
}

}  // namespace

struct BrokerFaults::Row {
    BrokerId broker;
    QLabel* state;
    QPushButton* kill;
    QPushButton* pause;
    FaultChoice* disk;
    FaultChoice* clock;
};

BrokerFaults::BrokerFaults(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(ui::size::kGapSmall);
    m_grid->setVerticalSpacing(ui::size::kGrid);
}

BrokerFaults::~BrokerFaults() = default;

void BrokerFaults::show(const std::vector<api::BrokerStatus>& brokers, const api::FaultState& state)
{
    m_state = state;
    const bool same = std::equal(brokers.begin(), brokers.end(), m_rows.begin(), m_rows.end(),
        [](const auto& broker, const auto& row) { return broker.id == row->broker; });
    if (!same)
        build(brokers);
    for (std::size_t i = 0; i < brokers.size(); ++i)
        update(*m_rows[i], brokers[i]);
}

void BrokerFaults::build(const std::vector<api::BrokerStatus>& brokers)
{
    m_rows.clear();
    while (auto* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QStringList titles{tr("Broker"), tr("State"), tr("Process"), {}, tr("Disk"), tr("Clock")};
    for (int column = 0; column < titles.size(); ++column)
        m_grid->addWidget(makeHeader(titles[column]), 0, column);
    for (std::size_t i = 0; i < brokers.size(); ++i)
        m_rows.push_back(makeRow(brokers[i].id, static_cast<int>(i) + 1));
    m_grid->setRowStretch(static_cast<int>(brokers.size()) + 1, 1);
}

std::unique_ptr<BrokerFaults::Row> BrokerFaults::makeRow(BrokerId broker, int line)
{
    const int id = broker.value();
    auto row = std::make_unique<Row>();
    row->broker = broker;
    auto* name = new QLabel(QString::number(id));
    name->setProperty("look", QStringLiteral("strong"));
    row->state = new QLabel;
    row->state->setMinimumWidth(row->state->fontMetrics().horizontalAdvance(tr("standing still")));
    row->kill = makeSwitch({tr("Restart"), tr("Kill")});
    row->pause = makeSwitch({tr("Go on"), tr("Pause")});
    row->disk = new FaultChoice(tr("Sound"));
    row->disk->addFault(tr("Slow: 20 ms a write"), api::DiskSlow{broker, 20ms, 0});
    row->disk->addFault(tr("Slow: 1 MB/s"), api::DiskSlow{broker, 0ms, 1'000'000});
    row->disk->addFault(tr("Full"), api::DiskFull{broker});
    row->disk->setAccessibleName(tr("Disk of broker %1").arg(id));
    row->disk->setToolTip(tr("Slow: each write and sync takes longer. Full: nothing can be "
                             "written, the logs go offline until there is room again."));
    row->clock = new FaultChoice(tr("In step"));
    for (const auto by : {5min, -5min, 60min, -60min}) {
        const auto amount = by == 60min || by == -60min ? tr("1 h") : tr("5 min");
        row->clock->addFault(
            by.count() < 0 ? tr("%1 behind").arg(amount) : tr("%1 ahead").arg(amount),
            api::ClockSkew{broker, by});
    }
    row->clock->setAccessibleName(tr("Clock of broker %1").arg(id));
    row->clock->setToolTip(tr("How far this broker's wall clock is from the others'."));
    QWidget* const parts[] = {name, row->state, row->kill, row->pause, row->disk, row->clock};
    for (int column = 0; column < 6; ++column)
        m_grid->addWidget(parts[column], line, column);
    connect(row->kill, &QPushButton::clicked, this, [this, broker] { toggleKill(broker); });
    connect(row->pause, &QPushButton::clicked, this, [this, broker] { togglePause(broker); });
    connect(row->disk, &FaultChoice::chosen, this,
        [this, broker, box = row->disk] { replaceDisk(broker, box->fault()); });
    connect(row->clock, &FaultChoice::chosen, this,
        [this, broker, box = row->clock] { replaceClock(broker, box->fault()); });
    return row;
}

void BrokerFaults::update(Row& row, const api::BrokerStatus& broker)
{
    const int id = broker.id.value();
    const bool killed = inForce<api::BrokerKill>(m_state, broker.id);
    const bool paused = inForce<api::BrokerPause>(m_state, broker.id);
    const bool down = killed || broker.state == api::BrokerState::Down;
    row.state->setText(down                        ? tr("down")
            : paused                               ? tr("standing still")
            : broker.state == api::BrokerState::Up ? tr("up")
                                                   : tr("not active"));
    setLook(*row.state,
        down                                       ? QStringLiteral("error")
            : paused                               ? QStringLiteral("warn")
            : broker.state == api::BrokerState::Up ? QStringLiteral("ok")
                                                   : QStringLiteral("warn"));
    row.kill->setText(down ? tr("Restart") : tr("Kill"));
    row.kill->setAccessibleName(
        down ? tr("Restart broker %1").arg(id) : tr("Kill broker %1").arg(id));
    row.kill->setToolTip(down ? tr("Start broker %1 again; it recovers its logs.").arg(id)
                              : tr("As kill -9: no clean mark, its connections are reset."));
    row.pause->setText(paused ? tr("Go on") : tr("Pause"));
    row.pause->setAccessibleName(
        paused ? tr("Let broker %1 go on").arg(id) : tr("Pause broker %1").arg(id));
    row.pause->setToolTip(tr("As SIGSTOP: the broker does nothing, its connections stay open."));
    row.pause->setEnabled(!down);
    const auto* full = inForce<api::DiskFull>(m_state, broker.id);
    row.disk->showActive(faultOf(full ? full : inForce<api::DiskSlow>(m_state, broker.id)));
    row.clock->showActive(faultOf(inForce<api::ClockSkew>(m_state, broker.id)));
}

void BrokerFaults::toggleKill(BrokerId broker)
{
    for (const auto& row : m_rows) {
        if (row->broker != broker)
            continue;
        const bool down = row->kill->text() == tr("Restart");
        emit requested(down ? FaultChange{{}, api::BrokerRestart{broker}}
                            : FaultChange{{}, api::BrokerKill{broker}});
    }
}

void BrokerFaults::togglePause(BrokerId broker)
{
    if (inForce<api::BrokerPause>(m_state, broker))
        emit requested({endsOf<api::BrokerPause>(broker), {}});
    else
        emit requested({{}, api::BrokerPause{broker}});
}

void BrokerFaults::replaceDisk(BrokerId broker, const std::optional<api::Fault>& fault)
{
    emit requested({endsOf<api::DiskFull, api::DiskSlow>(broker), fault});
}

void BrokerFaults::replaceClock(BrokerId broker, const std::optional<api::Fault>& fault)
{
    emit requested({endsOf<api::ClockSkew>(broker), fault});
}

}  // namespace stormbench::views
