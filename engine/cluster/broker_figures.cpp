// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/broker_figures.h"

#include <algorithm>

namespace stormbench::cluster {
namespace {

// The statistics are sorted, so a look-up is a binary search.
const broker::PartitionStatistics* findPartition(
    const broker::BrokerStatistics& in, const std::string& topic, PartitionIndex index)
{
    const auto keyOf = [](const broker::PartitionStatistics& each) {
        return std::tie(each.topic, each.partition);
    };
    const auto found = std::ranges::lower_bound(in.partitions, std::tie(topic, index), {}, keyOf);
    const bool here
        = found != in.partitions.end() && found->topic == topic && found->partition == index;
    return here ? &*found : nullptr;
}

const broker::CommittedOffsetStatistics* findCommitted(const broker::BrokerStatistics& in,
    const std::string& group, const broker::CommittedOffsetStatistics& like)
{
    const auto found = std::ranges::lower_bound(in.groups, group, {}, &broker::GroupStatistics::id);
    if (found == in.groups.end() || found->id != group)
        return nullptr;
    for (const auto& each : found->committed)
        if (each.topic == like.topic && each.partition == like.partition)
            return &each;
    return nullptr;
}

}  // namespace

void BrokerFigures::update(const BrokerSlot& slot)
{
    if (slot.statistics != m_slot.statistics)
        m_before = slot.statistics ? std::move(m_slot.statistics) : nullptr;
    m_slot = slot;
}

api::Figure<double> BrokerFigures::rateOf(std::int64_t before, std::int64_t now) const
{
    const auto elapsed
        = std::chrono::duration<double>(m_slot.statistics->steadyTakenAt - m_before->steadyTakenAt);
    if (now < before || elapsed.count() <= 0)
        return {};
    return exact(static_cast<double>(now - before) / elapsed.count());
}

api::Figure<double> BrokerFigures::rate(Counter counter) const
{
    if (!live() || !m_before)
        return {};
    return rateOf(m_before->traffic.*counter, now()->traffic.*counter);
}

BrokerFigures::Partition BrokerFigures::followed(
    const std::string& topic, PartitionIndex index) const
{
    const auto* now = partition(topic, index);
    return {now, now && m_before ? findPartition(*m_before, topic, index) : nullptr};
}

api::Figure<double> BrokerFigures::rate(const Partition& partition, Counter counter) const
{
    if (!partition.before)
        return {};
    return rateOf(partition.before->traffic.*counter, partition.now->traffic.*counter);
}

broker::LatencyHistogram BrokerFigures::acknowledgements(const Partition& partition)
{
    if (!partition.before)
        return {};
    const auto& earlier = partition.before->acknowledgements;
    const auto& told = partition.now->acknowledgements;
    if (!told || earlier == told)
        return {};
    const bool sameLife = earlier && told->count() >= earlier->count();
    return sameLife ? told->since(*earlier) : *told;
}

api::Figure<double> BrokerFigures::commitRate(
    const std::string& group, const broker::CommittedOffsetStatistics& committed) const
{
    const auto* before = m_before ? findCommitted(*m_before, group, committed) : nullptr;
    if (!live() || !before)
        return {};
    return rateOf(before->offset.value(), committed.offset.value());
}

const broker::PartitionStatistics* BrokerFigures::partition(
    const std::string& topic, PartitionIndex index) const
{
    return live() ? findPartition(*now(), topic, index) : nullptr;
}

}  // namespace stormbench::cluster
