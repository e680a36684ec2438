// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/uuid.h"
#include "engine/broker/activity_statistics.h"
#include "engine/broker/partition_meter.h"
#include "engine/env/clock.h"

namespace stormbench::broker {

/// Counters since the broker started; the observer makes rates of them.
struct TrafficCounters {
    std::int64_t recordsIn = 0;
    std::int64_t bytesIn = 0;
    std::int64_t bytesOut = 0;  ///< of fetches by consumers
    std::int64_t requests = 0;  ///< every API; only in the broker's own counters
    friend bool operator==(const TrafficCounters&, const TrafficCounters&) = default;
};

/// One partition log that this broker leads.
struct PartitionStatistics {
    std::string topic;
    PartitionIndex partition;
    BrokerId leader = kNoBroker;
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    Offset logStart, logEnd, highWatermark;
    std::int64_t sizeBytes = 0;
    std::int64_t segments = 0;
    TrafficCounters traffic;
    LatencyHistogramPtr acknowledgements;  ///< since the broker started; null: none
};

struct GroupMemberStatistics {
    std::string memberId, clientId, host, instanceId;
    std::map<std::string, std::vector<PartitionIndex>> assignment;  ///< topic → partitions
};

struct CommittedOffsetStatistics {
    std::string topic;
    PartitionIndex partition;
    Offset offset;
    std::string metadata;
    env::WallTime committedAt{};
};

/// One consumer group whose coordinator this broker is.
struct GroupStatistics {
    std::string id, state, protocolType, assignor;
    GenerationId generation;
    std::vector<GroupMemberStatistics> members;        ///< by member id
    std::vector<CommittedOffsetStatistics> committed;  ///< by topic, partition
};

/// The cluster's metadata as this broker has it.
struct TopicPartitionStatistics {
    PartitionIndex partition;
    BrokerId leader = kNoBroker;
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    std::vector<BrokerId> replicas, isr;
};
struct TopicStatistics {
    std::string name;
    Uuid id;
    bool internal = false;
    std::vector<TopicPartitionStatistics> partitions;  ///< by index
};
struct RegisteredBrokerStatistics {
    BrokerId id;
    std::string host, rack;
    std::uint16_t port = 0;
    bool fenced = true;
};

/// Everything the exact observer reads from one broker at one moment. Immutable once made.
struct BrokerStatistics {
    BrokerId id;
    env::WallTime takenAt{};
    env::SteadyTime steadyTakenAt{};  ///< rates divide by its differences
    bool controller = false;
    LeaderEpoch quorumEpoch = kNoLeaderEpoch;  ///< of the metadata log
    /// Of the metadata, since the start: made here, loaded, and those of them that came from the
    /// controller.
    std::uint64_t snapshotsMade = 0, snapshotsLoaded = 0, snapshotsFetched = 0;
    bool active = false;               ///< registered and not fenced
    std::int64_t metadataOffset = -1;  ///< how far its image follows the metadata log
    std::vector<RegisteredBrokerStatistics> brokers;  ///< by id
    std::vector<TopicStatistics> topics;              ///< by name
    std::vector<PartitionStatistics> partitions;      ///< by topic, index
    std::vector<GroupStatistics> groups;              ///< by id
    TrafficCounters traffic;
    ActivityStatisticsPtr activity;  ///< null: not told
    std::int64_t connections = 0;
    std::int64_t diskBytes = 0;
};
using BrokerStatisticsPtr = std::shared_ptr<const BrokerStatistics>;

}  // namespace stormbench::broker
