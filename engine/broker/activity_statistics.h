// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/broker/latency_histogram.h"
#include "engine/env/clock.h"

namespace stormbench::broker {

/// Requests of one type since the broker started.
struct RequestCounters {
    std::int64_t count = 0;  ///< arrived
    std::int64_t bytesIn = 0, bytesOut = 0;
    std::int64_t inFlight = 0;  ///< arrived and not answered: they wait
    LatencyHistogram latency;   ///< from the last byte's arrival to the answer
};
struct RequestStatistics {
    std::int16_t apiKey = 0;
    RequestCounters counters;
};

/// What one connection has produced to a topic or fetched from it.
struct ClientTopicCounters {
    std::int64_t recordsIn = 0, bytesIn = 0, bytesOut = 0;
};
struct ClientStatistics {
    std::uint64_t connectionId = 0;  ///< never twice in one life of the broker
    std::string clientId, softwareName, softwareVersion, principal, address;
    std::map<std::string, ClientTopicCounters, std::less<>> topics;
};

enum class EventKind : std::uint8_t {
    ControllerElected,
    BrokerRegistered,
    BrokerUnregistered,
    BrokerFenced,
    BrokerUnfenced,
    BrokerShuttingDown,
    LeaderChanged,
    IsrShrunk,
    IsrExpanded,
    ReplicasChanged,
};

/// One change that the metadata log says, the same on every broker: (offset, kind) is unique.
struct EventStatistics {
    Offset offset;
    EventKind kind{};
    env::WallTime at{};           ///< when its controller wrote it
    BrokerId broker = kNoBroker;  ///< whom it is about; of partitions: its leader afterwards
    std::string topic;            ///< empty: not about a partition
    PartitionIndex partition{-1};
    LeaderEpoch epoch = kNoLeaderEpoch;   ///< afterwards; of the quorum for an election
    std::vector<BrokerId> before, after;  ///< leader, in-sync replicas or replicas
};
using EventList = std::vector<EventStatistics>;

/// What goes on at one broker. Immutable once made.
struct ActivityStatistics {
    env::SteadyTime takenAt{};
    std::vector<RequestStatistics> requests;  ///< by API key; those that ever came
    std::vector<ClientStatistics> clients;    ///< by connection; the ones with most traffic
    std::shared_ptr<const EventList> events;  ///< the newest, by offset; never null
    std::int64_t waiting = 0;                 ///< operations in the purgatory
};
using ActivityStatisticsPtr = std::shared_ptr<const ActivityStatistics>;

}  // namespace stormbench::broker
