// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/api/figure.h"
#include "engine/api/types.h"

namespace stormbench::api {

/// Requests of one type at one broker, over the last seconds.
struct RequestFigures {
    BrokerId broker;
    std::string api;  ///< Kafka's name: "Produce"
    Figure<double> perSecond;
    Figure<double> bytesInPerSecond, bytesOutPerSecond;
    /// From the arrival to the answer, so a Fetch's wait for records counts. Estimated: read off a
    /// histogram, at most 12.5 % off. Unknown while nothing was answered.
    Figure<double> p50Micros, p99Micros;
    Figure<std::int64_t> inFlight;  ///< the queue's depth: arrived and not answered yet
};

struct ClientTopicFigures {
    std::string topic;
    Figure<double> recordsInPerSecond, bytesInPerSecond, bytesOutPerSecond;
};

/// Who produces and who consumes: one connection of a client to one broker.
struct ClientFigures {
    BrokerId broker;
    std::uint64_t connection = 0;  ///< told apart within one life of the broker
    std::string clientId, software, softwareVersion, principal, address;
    std::vector<ClientTopicFigures> topics;  ///< ever produced or fetched here, by name
};

enum class ClusterEventKind : std::uint8_t {
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

/// A change of who leads, who is in sync, who is there.
struct ClusterEvent {
    ClusterEventKind kind{};
    WallTime at{};
    /// Exact: a record of the metadata log, each once. Estimated: seen as the difference of two
    /// samples, so it may be later than told, or stand for several changes.
    Precision precision = Precision::Exact;
    std::int64_t offset = -1;     ///< in the metadata log; -1: not known
    BrokerId broker = kNoBroker;  ///< whom it is about; of a partition: its leader afterwards
    std::string topic;            ///< empty: not about a partition
    PartitionIndex partition{-1};
    LeaderEpoch epoch = kNoLeaderEpoch;   ///< afterwards; of the quorum for an election
    std::vector<BrokerId> before, after;  ///< leader, in-sync replicas or replicas
    friend bool operator==(const ClusterEvent&, const ClusterEvent&) = default;
};
using ClusterEvents = std::vector<ClusterEvent>;  ///< in the order in which they happened
using ClusterEventsPtr = std::shared_ptr<const ClusterEvents>;

}  // namespace stormbench::api
