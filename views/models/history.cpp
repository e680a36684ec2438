// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/models/history.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "views/models/fault_words.h"

namespace stormbench::views {
namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMarksKept = 100;

template <typename T> double valueOf(const api::Figure<T>& figure)
{
    return figure.known() ? static_cast<double>(figure.value) : kGap;
}

bool isKilled(const api::FaultStatePtr& faults, BrokerId broker)
{
    return faults
        && std::any_of(faults->active.begin(), faults->active.end(), [broker](const auto& entry) {
               const auto* kill = std::get_if<api::BrokerKill>(&entry.fault);
               return kill && kill->broker == broker;
           });
}

bool isMomentary(const api::Fault& fault)
{
    return std::holds_alternative<api::BrokerRestart>(fault)
        || std::holds_alternative<api::MemberExpiry>(fault);
}

/// Series of things that are gone fade out by gaps and leave when nothing but gaps is left.
template <typename Key> void sweep(std::map<Key, Series>& all, api::WallTime at)
{
    for (auto it = all.begin(); it != all.end();) {
        auto& [key, series] = *it;
        if (series.samples().back().at != at)
            series.add(at, kGap);
        const bool dead = std::all_of(series.samples().begin(), series.samples().end(),
            [](const auto& s) { return std::isnan(s.value); });
        it = dead && series.samples().size() > 8 ? all.erase(it) : std::next(it);
    }
}

}  // namespace

void Series::add(api::WallTime at, double value)
{
    m_samples.push_back({at, value});
    if (m_samples.size() > kCapacity)
        m_samples.pop_front();
}

QList<double> Series::newest(std::size_t count) const
{
    QList<double> values;
    const auto from = m_samples.size() > count ? m_samples.size() - count : 0;
    for (auto i = from; i < m_samples.size(); ++i)
        values.append(m_samples[i].value);
    return values;
}

QList<QList<QPointF>> Series::runs(api::WallTime since, std::size_t most) const
{
    const auto first = std::find_if(m_samples.begin(), m_samples.end(),
        [&](const Sample& sample) { return sample.at >= since; });
    const auto total = static_cast<std::size_t>(m_samples.end() - first);
    // Two extremes a slice.
    const std::size_t slice = total > most && most >= 2 ? (total * 2 + most - 1) / most : 1;
    QList<QList<QPointF>> result;
    QList<QPointF> run;
    for (auto it = first; it != m_samples.end();) {
        const auto end = it
            + std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(slice), m_samples.end() - it);
        auto low = m_samples.end(), high = m_samples.end();
        bool gap = false;
        for (; it != end; ++it) {
            if (std::isnan(it->value)) {
                gap = true;
                continue;
            }
            if (low == m_samples.end() || it->value < low->value)
                low = it;
            if (high == m_samples.end() || it->value > high->value)
                high = it;
        }
        if (low != m_samples.end()) {
            const auto earlier = std::min(low, high), later = std::max(low, high);
            run.append({static_cast<double>(earlier->at.count()), earlier->value});
            if (earlier != later)
                run.append({static_cast<double>(later->at.count()), later->value});
        }
        if (gap && !run.isEmpty())
            result.append(std::exchange(run, {}));
    }
    if (!run.isEmpty())
        result.append(run);
    return result;
}

void History::add(const api::Snapshot& snapshot)
{
    api::FigureSum<double> records, bytesIn, bytesOut;
    for (const auto& broker : snapshot.brokers) {
        records.add(broker.recordsInPerSecond);
        bytesIn.add(broker.bytesInPerSecond);
        bytesOut.add(broker.bytesOutPerSecond);
        m_brokerRates[broker.id].add(snapshot.takenAt, valueOf(broker.recordsInPerSecond));
    }
    api::FigureSum<double> fromPartitions;
    for (const auto& topic : snapshot.topics) {
        api::FigureSum<double> rate;
        for (const auto& partition : topic.partitions) {
            rate.add(partition.recordsInPerSecond);
            if (!topic.internal)
                fromPartitions.add(partition.recordsInPerSecond);
        }
        m_topicRates[topic.name].add(snapshot.takenAt, valueOf(rate.total()));
    }
    // A remote cluster's brokers do not tell their own rates; its partitions' log ends do.
    m_recordsIn.add(
        snapshot.takenAt, valueOf((records.total().known() ? records : fromPartitions).total()));
    m_bytesIn.add(snapshot.takenAt, valueOf(bytesIn.total()));
    m_bytesOut.add(snapshot.takenAt, valueOf(bytesOut.total()));
    for (const auto& group : snapshot.groups)
        m_groupLags[group.id].add(snapshot.takenAt, valueOf(group.totalLag));
    sweep(m_topicRates, snapshot.takenAt);
    sweep(m_groupLags, snapshot.takenAt);
    sweep(m_brokerRates, snapshot.takenAt);
    addMarks(snapshot);
    emit changed();
}

void History::addMarks(const api::Snapshot& snapshot)
{
    if (snapshot.faults)
        addFaultMarks(*snapshot.faults);
    for (const auto& broker : snapshot.brokers) {
        const auto before = m_brokerStates.find(broker.id);
        // Unknown is no state: a broker that was not known yet does not come up.
        if (broker.state == api::BrokerState::Unknown)
            continue;
        const bool up = broker.state == api::BrokerState::Up;
        const bool told = !up && isKilled(snapshot.faults, broker.id);
        if (before != m_brokerStates.end() && before->second != broker.state && !told)
            m_marks.push_back({snapshot.takenAt,
                up ? tr("broker %1 up").arg(broker.id.value())
                   : tr("broker %1 down").arg(broker.id.value())});
        m_brokerStates[broker.id] = broker.state;
    }
    std::stable_sort(
        m_marks.begin(), m_marks.end(), [](const Mark& a, const Mark& b) { return a.at < b.at; });
    while (m_marks.size() > kMarksKept)
        m_marks.pop_front();
}

void History::addFaultMarks(const api::FaultState& faults)
{
    auto newest = m_newestFault;
    const auto begin = [&](const api::FaultEntry& entry) {
        if (entry.id <= m_newestFault)
            return;
        newest = std::max(newest, entry.id);
        m_marks.push_back({entry.startedAt, faultMark(entry.fault)});
        if (!isMomentary(entry.fault))
            m_faultsInForce.insert(entry.id);
    };
    for (const auto& entry : faults.ended) {
        begin(entry);
        if (m_faultsInForce.erase(entry.id) > 0)
            m_marks.push_back({*entry.endedAt, tr("%1 healed").arg(faultMark(entry.fault))});
    }
    for (const auto& entry : faults.active)
        begin(entry);
    m_newestFault = newest;
}

void History::clear()
{
    m_recordsIn = m_bytesIn = m_bytesOut = {};
    m_topicRates.clear();
    m_groupLags.clear();
    m_brokerRates.clear();
    m_brokerStates.clear();
    m_newestFault = api::FaultId{0};
    m_faultsInForce.clear();
    m_marks.clear();
    emit changed();
}

}  // namespace stormbench::views
