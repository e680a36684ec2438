// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>

#include "engine/broker/activity_statistics.h"
#include "engine/controller/metadata_image.h"

namespace stormbench::broker {

/// The newest changes of leaders, in-sync replicas, brokers and controller, as the metadata log
/// says them: every broker that has read as far tells the same events, so that observers who ask
/// several of them take each only once. Owned by the Broker. Runs on: its strand.
class EventJournal {
public:
    static constexpr std::size_t kKept = 512;

    /// Each committed record, before it is applied to the image.
    void onRecord(const controller::MetadataImage& before, const controller::Record& record,
        Offset offset, env::WallTime at);
    /// A leadership of the metadata log has begun.
    void onElection(BrokerId leader, LeaderEpoch epoch, Offset offset, env::WallTime at);

    /// By offset. The same list until something happens.
    [[nodiscard]] std::shared_ptr<const EventList> events() const;

private:
    void onPartition(const controller::MetadataImage& before,
        const controller::PartitionChangeRecord& change, EventStatistics event);
    void onBroker(const controller::MetadataImage& before,
        const controller::BrokerChangeRecord& change, EventStatistics event);
    void add(EventStatistics event, EventKind kind);

    std::deque<EventStatistics> m_events;
    BrokerId m_controller = kNoBroker;
    mutable std::shared_ptr<const EventList> m_list;  ///< null: to be made anew
};

}  // namespace stormbench::broker
