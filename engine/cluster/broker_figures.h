// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/observer.h"
#include "engine/cluster/figure_board.h"

namespace stormbench::cluster {

template <typename T> [[nodiscard]] api::Figure<T> exact(T value)
{
    return {value, api::Precision::Exact};
}

/// In microseconds, `share` from 0 to 1; unknown while nothing was added.
[[nodiscard]] inline api::Figure<double> percentile(
    const broker::LatencyHistogram& latency, double share)
{
    if (latency.count() == 0)
        return {};
    return {latency.percentile(share), api::Precision::Estimated};
}

/// One broker's figures at this merge and at the merge before: rates are differences of exact
/// counters over the broker's own steady clock. A counter that fell (a partition made anew) gives
/// no rate. Used by one observer, on its thread.
class BrokerFigures {
public:
    using Counter = std::int64_t broker::TrafficCounters::*;

    void update(const BrokerSlot& slot);

    [[nodiscard]] const BrokerSlot& slot() const { return m_slot; }
    [[nodiscard]] const broker::BrokerStatistics* now() const { return m_slot.statistics.get(); }
    [[nodiscard]] bool live() const
    {
        return m_slot.running && !m_slot.paused && m_slot.statistics;
    }

    [[nodiscard]] api::Figure<double> rate(Counter counter) const;

    /// One partition that this broker leads, at both merges.
    struct Partition {
        const broker::PartitionStatistics* now = nullptr;     ///< null: it does not lead it
        const broker::PartitionStatistics* before = nullptr;  ///< null: it did not yet
    };
    [[nodiscard]] Partition followed(const std::string& topic, PartitionIndex index) const;
    [[nodiscard]] api::Figure<double> rate(const Partition& partition, Counter counter) const;
    /// What was acknowledged since the merge before.
    [[nodiscard]] static broker::LatencyHistogram acknowledgements(const Partition& partition);
    /// How fast the group moves its committed offset.
    [[nodiscard]] api::Figure<double> commitRate(
        const std::string& group, const broker::CommittedOffsetStatistics& committed) const;

    /// Null: this broker does not lead it.
    [[nodiscard]] const broker::PartitionStatistics* partition(
        const std::string& topic, PartitionIndex index) const;

private:
    [[nodiscard]] api::Figure<double> rateOf(std::int64_t before, std::int64_t now) const;

    BrokerSlot m_slot;
    broker::BrokerStatisticsPtr m_before;
};

}  // namespace stormbench::cluster
