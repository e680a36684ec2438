// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/activity_merger.h"

#include <algorithm>

#include "engine/cluster/broker_figures.h"
#include "engine/protocol/api_table.h"

namespace stormbench::cluster {
namespace {

using broker::ActivityStatistics;

/// Differences over the window, by the broker's own clock.
class Rates {
public:
    Rates(const ActivityStatistics& before, const ActivityStatistics& now)
        : m_seconds(std::chrono::duration<double>(now.takenAt - before.takenAt).count())
    {
    }
    [[nodiscard]] api::Figure<double> of(std::int64_t before, std::int64_t now) const
    {
        if (m_seconds <= 0 || now < before)
            return {};
        return exact(static_cast<double>(now - before) / m_seconds);
    }

private:
    double m_seconds;
};

const broker::RequestCounters* find(const ActivityStatistics& in, std::int16_t apiKey)
{
    const auto found
        = std::ranges::lower_bound(in.requests, apiKey, {}, &broker::RequestStatistics::apiKey);
    return found != in.requests.end() && found->apiKey == apiKey ? &found->counters : nullptr;
}

const broker::ClientStatistics* findClient(const ActivityStatistics& in, std::uint64_t connection)
{
    const auto found = std::ranges::lower_bound(
        in.clients, connection, {}, &broker::ClientStatistics::connectionId);
    return found != in.clients.end() && found->connectionId == connection ? &*found : nullptr;
}

void addRequests(BrokerId id, const ActivityStatistics& before, const ActivityStatistics& now,
    api::Snapshot& out)
{
    const Rates rates(before, now);
    static const broker::RequestCounters kNone;
    for (const auto& [apiKey, counters] : now.requests) {
        const auto* was = find(before, apiKey);
        if (!was)
            was = &kNone;
        auto& figures = out.requests.emplace_back();
        figures.broker = id;
        figures.api = protocol::apiName(apiKey);
        figures.perSecond = rates.of(was->count, counters.count);
        figures.bytesInPerSecond = rates.of(was->bytesIn, counters.bytesIn);
        figures.bytesOutPerSecond = rates.of(was->bytesOut, counters.bytesOut);
        figures.inFlight = exact(counters.inFlight);
        const auto latency = counters.latency.since(was->latency);
        figures.p50Micros = percentile(latency, 0.5);
        figures.p99Micros = percentile(latency, 0.99);
    }
}

void addClients(BrokerId id, const ActivityStatistics& before, const ActivityStatistics& now,
    api::Snapshot& out)
{
    const Rates rates(before, now);
    for (const auto& client : now.clients) {
        const auto* was = findClient(before, client.connectionId);
        auto& figures = out.clients.emplace_back();
        figures.broker = id;
        figures.connection = client.connectionId;
        figures.clientId = client.clientId;
        figures.software = client.softwareName;
        figures.softwareVersion = client.softwareVersion;
        figures.principal = client.principal;
        figures.address = client.address;
        for (const auto& [topic, counters] : client.topics) {
            broker::ClientTopicCounters from;
            if (was)
                if (const auto found = was->topics.find(topic); found != was->topics.end())
                    from = found->second;
            figures.topics.push_back({topic, rates.of(from.recordsIn, counters.recordsIn),
                rates.of(from.bytesIn, counters.bytesIn),
                rates.of(from.bytesOut, counters.bytesOut)});
        }
    }
}

api::ClusterEventKind kindOf(broker::EventKind kind)
{
    using From = broker::EventKind;
    using To = api::ClusterEventKind;
    switch (kind) {
    case From::ControllerElected: return To::ControllerElected;
    case From::BrokerRegistered: return To::BrokerRegistered;
    case From::BrokerUnregistered: return To::BrokerUnregistered;
    case From::BrokerFenced: return To::BrokerFenced;
    case From::BrokerUnfenced: return To::BrokerUnfenced;
    case From::BrokerShuttingDown: return To::BrokerShuttingDown;
    case From::LeaderChanged: return To::LeaderChanged;
    case From::IsrShrunk: return To::IsrShrunk;
    case From::IsrExpanded: return To::IsrExpanded;
    case From::ReplicasChanged: return To::ReplicasChanged;
    }
    return To::ReplicasChanged;
}

}  // namespace

void ActivityMerger::merge(const std::vector<BrokerSlot>& brokers, api::Snapshot& snapshot)
{
    const auto clockOffset = snapshot.faults ? snapshot.faults->clockOffset : api::Millis{};
    for (const auto& slot : brokers) {
        auto& life = m_brokers[slot.id];
        follow(life, slot.statistics.get(), clockOffset);
        if (life.window.empty() || !slot.running || slot.paused)
            continue;
        addRequests(slot.id, *life.window.front(), *life.window.back(), snapshot);
        addClients(slot.id, *life.window.front(), *life.window.back(), snapshot);
    }
    if (!m_list) {
        auto list = std::make_shared<api::ClusterEvents>();
        list->reserve(m_events.size());
        for (const auto& [key, event] : m_events)
            list->push_back(event);
        m_list = std::move(list);
    }
    snapshot.events = m_list;
}

void ActivityMerger::follow(
    Life& life, const broker::BrokerStatistics* statistics, api::Millis clockOffset)
{
    const auto newest = statistics ? statistics->activity : nullptr;
    if (!newest) {
        life = {};
        return;
    }
    if (life.events != newest->events) {
        takeEvents(*newest->events, clockOffset);
        life.events = newest->events;
    }
    auto& window = life.window;
    if (!window.empty() && window.back() == newest)
        return;
    const bool newLife = !window.empty()
        && (window.back()->takenAt >= newest->takenAt
            || std::ranges::any_of(window.back()->requests, [&](const auto& before) {
                   const auto* now = find(*newest, before.apiKey);
                   return !now || now->count < before.counters.count;
               }));
    if (newLife)
        window.clear();
    window.push_back(newest);
    while (window.size() > 2 && newest->takenAt - window[1]->takenAt >= kWindow)
        window.pop_front();
}

void ActivityMerger::takeEvents(const broker::EventList& events, api::Millis clockOffset)
{
    for (const auto& event : events) {
        const std::pair key(event.offset.value(), event.kind);
        const bool tooOld = m_events.size() >= kEventsKept && key < m_events.begin()->first;
        if (tooOld || m_events.contains(key))
            continue;
        m_events.emplace(key,
            api::ClusterEvent{kindOf(event.kind), event.at - clockOffset, api::Precision::Exact,
                event.offset.value(), event.broker, event.topic, event.partition, event.epoch,
                event.before, event.after});
        m_list = nullptr;
        if (m_events.size() > kEventsKept)
            m_events.erase(m_events.begin());
    }
}

}  // namespace stormbench::cluster
