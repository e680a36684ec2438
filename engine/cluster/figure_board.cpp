// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/figure_board.h"

#include <algorithm>

namespace stormbench::cluster {

FigureBoard::FigureBoard(std::string clusterId, std::vector<BrokerSlot> brokers)
    : m_clusterId(std::move(clusterId))
    , m_slots(std::move(brokers))
{
}

std::vector<BrokerSlot> FigureBoard::read() const
{
    const std::lock_guard lock(m_mutex);
    return m_slots;
}

void FigureBoard::markStarted(BrokerId broker)
{
    const std::lock_guard lock(m_mutex);
    if (auto* slot = find(broker)) {
        slot->running = true;
        slot->paused = false;
        slot->statistics = nullptr;
    }
}

void FigureBoard::markEnded(BrokerId broker)
{
    const std::lock_guard lock(m_mutex);
    if (auto* slot = find(broker))
        slot->running = slot->paused = false;
}

void FigureBoard::markPaused(BrokerId broker, bool paused)
{
    const std::lock_guard lock(m_mutex);
    if (auto* slot = find(broker))
        slot->paused = paused;
}

void FigureBoard::publish(api::FaultStatePtr faults)
{
    const std::lock_guard lock(m_mutex);
    m_faults = std::move(faults);
}

api::FaultStatePtr FigureBoard::faults() const
{
    const std::lock_guard lock(m_mutex);
    return m_faults;
}

void FigureBoard::publish(broker::BrokerStatisticsPtr statistics)
{
    const std::lock_guard lock(m_mutex);
    if (auto* slot = find(statistics->id); slot && slot->running)
        slot->statistics = std::move(statistics);
}

BrokerSlot* FigureBoard::find(BrokerId broker)
{
    const auto found = std::ranges::find(m_slots, broker, &BrokerSlot::id);
    return found == m_slots.end() ? nullptr : &*found;
}

}  // namespace stormbench::cluster
