// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/event_journal.h"

#include <algorithm>

namespace stormbench::broker {

namespace {

std::vector<BrokerId> listOf(BrokerId broker)
{
    return broker == kNoBroker ? std::vector<BrokerId>{} : std::vector<BrokerId>{broker};
}

bool contains(const std::vector<BrokerId>& brokers, BrokerId broker)
{
    return std::find(brokers.begin(), brokers.end(), broker) != brokers.end();
}

/// Somebody has left, even if somebody else has come.
bool hasShrunk(const std::vector<BrokerId>& before, const std::vector<BrokerId>& after)
{
    return std::any_of(before.begin(), before.end(),
        [&after](BrokerId broker) { return !contains(after, broker); });
}

bool sameBrokers(const std::vector<BrokerId>& one, const std::vector<BrokerId>& other)
{
    return !hasShrunk(one, other) && !hasShrunk(other, one);
}

}  // namespace

void EventJournal::onRecord(const controller::MetadataImage& before,
    const controller::Record& record, Offset offset, env::WallTime at)
{
    EventStatistics event;
    event.offset = offset;
    event.at = at;
    if (const auto* change = std::get_if<controller::PartitionChangeRecord>(&record))
        return onPartition(before, *change, std::move(event));
    if (const auto* change = std::get_if<controller::BrokerChangeRecord>(&record))
        return onBroker(before, *change, std::move(event));
    if (const auto* registered = std::get_if<controller::RegisterBrokerRecord>(&record)) {
        event.broker = registered->broker;
        return add(std::move(event), EventKind::BrokerRegistered);
    }
    if (const auto* gone = std::get_if<controller::UnregisterBrokerRecord>(&record)) {
        event.broker = gone->broker;
        add(std::move(event), EventKind::BrokerUnregistered);
    }
}

void EventJournal::onPartition(const controller::MetadataImage& before,
    const controller::PartitionChangeRecord& change, EventStatistics event)
{
    const auto topic = before.topic(change.topic);
    const auto* was = topic ? topic->partition(change.partition) : nullptr;
    if (!was)
        return;
    event.topic = topic->name;
    event.partition = change.partition;
    event.broker = change.leader.value_or(was->leader);
    const bool elected = change.leader.has_value();
    event.epoch = elected ? LeaderEpoch{was->leaderEpoch.value() + 1} : was->leaderEpoch;
    if (elected && *change.leader != was->leader) {
        event.before = listOf(was->leader);
        event.after = listOf(*change.leader);
        add(event, EventKind::LeaderChanged);
    }
    if (change.isr && !sameBrokers(was->isr, *change.isr)) {
        event.before = was->isr;
        event.after = *change.isr;
        const bool shrunk = hasShrunk(was->isr, *change.isr);
        add(event, shrunk ? EventKind::IsrShrunk : EventKind::IsrExpanded);
    }
    if (change.replicas && *change.replicas != was->replicas) {
        event.before = was->replicas;
        event.after = *change.replicas;
        add(std::move(event), EventKind::ReplicasChanged);
    }
}

void EventJournal::onBroker(const controller::MetadataImage& before,
    const controller::BrokerChangeRecord& change, EventStatistics event)
{
    const auto* was = before.broker(change.broker);
    if (!was)
        return;
    event.broker = change.broker;
    if (change.inControlledShutdown.value_or(false) && !was->inControlledShutdown)
        add(event, EventKind::BrokerShuttingDown);
    if (change.fenced && *change.fenced != was->fenced)
        add(std::move(event), *change.fenced ? EventKind::BrokerFenced : EventKind::BrokerUnfenced);
}

void EventJournal::onElection(BrokerId leader, LeaderEpoch epoch, Offset offset, env::WallTime at)
{
    EventStatistics event;
    event.offset = offset;
    event.at = at;
    event.broker = leader;
    event.epoch = epoch;
    event.before = listOf(m_controller);
    event.after = listOf(leader);
    m_controller = leader;
    add(std::move(event), EventKind::ControllerElected);
}

void EventJournal::add(EventStatistics event, EventKind kind)
{
    event.kind = kind;
    m_events.push_back(std::move(event));
    if (m_events.size() > kKept)
        m_events.pop_front();
    m_list = nullptr;
}

std::shared_ptr<const EventList> EventJournal::events() const
{
    if (!m_list)
        m_list = std::make_shared<const EventList>(m_events.begin(), m_events.end());
    return m_list;
}

}  // namespace stormbench::broker
