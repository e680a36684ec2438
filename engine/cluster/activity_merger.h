// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>

#include "engine/api/observer.h"
#include "engine/cluster/figure_board.h"

namespace stormbench::cluster {

/// Makes of the brokers' counters what goes on: rates and latencies over the last seconds, who
/// produces and consumes, and each event of the metadata log once, whichever brokers told it. Owned
/// by one SnapshotMerger; used on its thread.
class ActivityMerger {
public:
    static constexpr std::chrono::seconds kWindow{5};
    static constexpr std::size_t kEventsKept = 1024;

    void merge(const std::vector<BrokerSlot>& brokers, api::Snapshot& snapshot);

private:
    /// One life of a broker.
    struct Life {
        std::deque<broker::ActivityStatisticsPtr> window;  ///< the newest is the last
        std::shared_ptr<const broker::EventList> events;   ///< those taken already
    };
    void follow(Life& life, const broker::BrokerStatistics* statistics, api::Millis clockOffset);
    /// `clockOffset`: how much the brokers' wall clocks are ahead of the computer's.
    void takeEvents(const broker::EventList& events, api::Millis clockOffset);

    std::map<BrokerId, Life> m_brokers;
    std::map<std::pair<std::int64_t, broker::EventKind>, api::ClusterEvent> m_events;
    api::ClusterEventsPtr m_list = std::make_shared<const api::ClusterEvents>();
};

}  // namespace stormbench::cluster
