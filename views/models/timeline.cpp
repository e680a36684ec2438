// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/models/timeline.h"

#include <algorithm>

#include "views/models/fault_words.h"

namespace stormbench::views {
namespace {

using Kind = api::ClusterEventKind;

constexpr std::chrono::minutes kLongestGap{1};  // a source that was silent longer: not known
constexpr std::size_t kSpansKept = 500;

QString idsText(const std::vector<BrokerId>& brokers)
{
    QStringList texts;
    for (const auto broker : brokers)
        texts += QString::number(broker.value());
    return texts.isEmpty() ? Timeline::tr("none") : texts.join(QLatin1String(", "));
}

QString changeText(const api::ClusterEvent& event)
{
    return idsText(event.before) + QStringLiteral(" → ") + idsText(event.after);
}

QString withEpoch(const api::ClusterEvent& event)
{
    if (event.epoch == kNoLeaderEpoch)
        return changeText(event);
    return Timeline::tr("%1, epoch %2").arg(changeText(event)).arg(event.epoch.value());
}

void describe(const api::ClusterEvent& event, TimelineRow& row)
{
    const auto set = [&row](TimelineKind kind, const QString& what, const QString& change = {}) {
        row.kind = kind;
        row.what = what;
        row.change = change;
    };
    switch (event.kind) {
    case Kind::ControllerElected:
        return set(TimelineKind::Controller, Timeline::tr("Controller elected"), withEpoch(event));
    case Kind::BrokerRegistered:
        return set(TimelineKind::Broker, Timeline::tr("Broker registered"));
    case Kind::BrokerUnregistered:
        return set(TimelineKind::Broker, Timeline::tr("Broker unregistered"));
    case Kind::BrokerFenced:
        return set(TimelineKind::Broker, Timeline::tr("Broker out of service"),
            Timeline::tr("in service → fenced"));
    case Kind::BrokerUnfenced:
        return set(TimelineKind::Broker, Timeline::tr("Broker in service"),
            Timeline::tr("fenced → in service"));
    case Kind::BrokerShuttingDown:
        return set(TimelineKind::Broker, Timeline::tr("Broker shuts down"));
    case Kind::LeaderChanged:
        return set(TimelineKind::Leader, Timeline::tr("Leader changed"), withEpoch(event));
    case Kind::IsrShrunk:
        return set(TimelineKind::IsrShrunk, Timeline::tr("ISR shrank"), changeText(event));
    case Kind::IsrExpanded:
        return set(TimelineKind::IsrExpanded, Timeline::tr("ISR grew"), changeText(event));
    case Kind::ReplicasChanged:
        return set(TimelineKind::Leader, Timeline::tr("Replicas changed"), changeText(event));
    }
}

std::vector<BrokerId> brokersOf(const api::Fault& fault)
{
    return std::visit(
        [](const auto& each) -> std::vector<BrokerId> {
            if constexpr (requires { each.broker; }) {
                return {each.broker};
            } else if constexpr (requires { each.link; }) {
                std::vector<BrokerId> ends;
                for (const auto& end : {each.link.from, each.link.to})
                    if (!end.isClients())
                        ends.push_back(end.broker);
                return ends;
            } else {
                return {};
            }
        },
        fault);
}

LaneState stateOf(const api::BrokerStatus& broker)
{
    if (broker.state == api::BrokerState::Down)
        return LaneState::Down;
    if (broker.paused)
        return LaneState::Paused;
    if (broker.fenced)
        return LaneState::Fenced;
    return broker.state == api::BrokerState::Up ? LaneState::Up : LaneState::Unknown;
}

}  // namespace

QString laneStateWords(LaneState state)
{
    switch (state) {
    case LaneState::Unknown: return Timeline::tr("unknown");
    case LaneState::Up: return Timeline::tr("up");
    case LaneState::Fenced: return Timeline::tr("fenced");
    case LaneState::Paused: return Timeline::tr("paused");
    case LaneState::Down: return Timeline::tr("down");
    }
    return {};
}

void Timeline::add(const api::Snapshot& snapshot)
{
    if (!snapshot.error.empty())
        return;  // the figures are the last good ones
    addLanes(snapshot);
    if (snapshot.faults)
        addFaults(*snapshot.faults);
    m_estimates = !snapshot.events;
    if (snapshot.events && snapshot.events != m_taken) {
        addEvents(*snapshot.events);
        m_taken = snapshot.events;
    } else if (!snapshot.events) {
        addDifferences(snapshot);
    }
}

void Timeline::addLanes(const api::Snapshot& snapshot)
{
    for (const auto& broker : snapshot.brokers) {
        auto& lane = m_lanes[broker.id];
        lane.controller = broker.controller;
        const auto state = stateOf(broker);
        auto& spans = lane.spans;
        const bool follows = !spans.empty() && snapshot.takenAt - spans.back().to <= kLongestGap;
        if (follows)
            spans.back().to = snapshot.takenAt;
        if (follows && spans.back().state == state)
            continue;
        spans.push_back({snapshot.takenAt, snapshot.takenAt, state});
        if (spans.size() > kSpansKept)
            spans.pop_front();
    }
}

void Timeline::addEvents(const api::ClusterEvents& events)
{
    for (const auto& event : events)
        note(event, QStringLiteral("e%1/%2").arg(event.offset).arg(static_cast<int>(event.kind)));
}

void Timeline::addFaults(const api::FaultState& faults)
{
    const auto begin = [this](const api::FaultEntry& entry) {
        TimelineRow row;
        row.at = entry.startedAt;
        row.id = QStringLiteral("f%1").arg(entry.id.value());
        row.kind = TimelineKind::Fault;
        row.brokers = brokersOf(entry.fault);
        row.what = tr("Fault");
        row.change = faultMark(entry.fault);
        put(row);
        return row;
    };
    for (const auto& entry : faults.active)
        begin(entry);
    for (const auto& entry : faults.ended) {
        auto row = begin(entry);
        if (!entry.endedAt || *entry.endedAt == entry.startedAt)
            continue;
        row.at = *entry.endedAt;
        row.id += QStringLiteral("/end");
        row.what = tr("Fault healed");
        put(row);
    }
}

void Timeline::addDifferences(const api::Snapshot& snapshot)
{
    const auto tell
        = [&](Kind kind, BrokerId broker, const api::TopicPartition* partition,
              std::vector<BrokerId> before, std::vector<BrokerId> after, LeaderEpoch epoch) {
              api::ClusterEvent event;
              event.kind = kind;
              event.at = snapshot.takenAt;
              event.precision = api::Precision::Estimated;
              event.broker = broker;
              event.epoch = epoch;
              event.before = std::move(before);
              event.after = std::move(after);
              if (partition) {
                  event.topic = partition->topic;
                  event.partition = partition->partition;
              }
              note(event, QStringLiteral("d%1").arg(++m_differences, 12, 10, QLatin1Char('0')));
          };
    const auto listOf = [](BrokerId broker) {
        return broker == kNoBroker ? std::vector<BrokerId>{} : std::vector<BrokerId>{broker};
    };
    for (const auto& broker : snapshot.brokers) {
        if (broker.controller && broker.id != m_controller) {
            if (m_controller != kNoBroker)
                tell(Kind::ControllerElected, broker.id, nullptr, {m_controller}, {broker.id},
                    kNoLeaderEpoch);
            m_controller = broker.id;
        }
        if (broker.state == api::BrokerState::Unknown)
            continue;
        const auto was = m_states.find(broker.id);
        if (was != m_states.end() && was->second != broker.state)
            tell(broker.state == api::BrokerState::Up ? Kind::BrokerUnfenced : Kind::BrokerFenced,
                broker.id, nullptr, {}, {}, kNoLeaderEpoch);
        m_states[broker.id] = broker.state;
    }
    for (const auto& topic : snapshot.topics) {
        for (const auto& partition : topic.partitions) {
            const api::TopicPartition name{topic.name, partition.index};
            auto isr = partition.isr;
            std::sort(isr.begin(), isr.end());
            const auto [known, isNew] = m_partitions.try_emplace(name, partition.leader, isr);
            auto& [leader, inSync] = known->second;
            if (isNew)
                continue;
            if (leader != partition.leader)
                tell(Kind::LeaderChanged, partition.leader, &name, listOf(leader),
                    listOf(partition.leader), partition.leaderEpoch);
            if (inSync != isr)
                tell(std::includes(isr.begin(), isr.end(), inSync.begin(), inSync.end())
                        ? Kind::IsrExpanded
                        : Kind::IsrShrunk,
                    partition.leader, &name, inSync, isr, partition.leaderEpoch);
            leader = partition.leader;
            inSync = isr;
        }
    }
}

void Timeline::note(const api::ClusterEvent& event, const QString& id)
{
    if (m_rows.contains(id))
        return;
    TimelineRow row;
    row.at = event.at;
    row.id = id;
    row.estimated = event.precision == api::Precision::Estimated;
    // A partition without a leader is shown with the broker that it lost.
    if (event.broker != kNoBroker)
        row.brokers = {event.broker};
    else if (event.kind == Kind::LeaderChanged)
        row.brokers = event.before;
    if (!event.topic.empty())
        row.partition = QStringLiteral("%1-%2")
                            .arg(QString::fromStdString(event.topic))
                            .arg(event.partition.value());
    describe(event, row);
    put(std::move(row));
}

void Timeline::put(TimelineRow row)
{
    if (m_rows.contains(row.id))
        return;
    m_order.emplace(row.key(), row.id);
    m_rows.emplace(row.id, std::move(row));
    if (m_rows.size() > kRowsKept) {
        m_rows.erase(m_order.begin()->second);
        m_order.erase(m_order.begin());
    }
}

std::vector<TimelineRow> Timeline::rows() const
{
    std::vector<TimelineRow> rows;
    rows.reserve(m_order.size());
    for (const auto& [key, id] : m_order)
        rows.push_back(m_rows.at(id));
    return rows;
}

void Timeline::clear()
{
    m_lanes.clear();
    m_rows.clear();
    m_order.clear();
    m_taken = nullptr;
    m_states.clear();
    m_controller = kNoBroker;
    m_partitions.clear();
    m_estimates = false;
}

}  // namespace stormbench::views
