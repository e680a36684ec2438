// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "engine/api/activity.h"
#include "engine/api/admin.h"
#include "engine/api/faults.h"
#include "engine/api/figure.h"

namespace stormbench::api {

enum class BrokerState { Up, Down, Unknown };

struct BrokerStatus {
    BrokerId id;
    std::string host;
    std::uint16_t port = 0;
    std::string rack;
    BrokerState state = BrokerState::Unknown;
    bool controller = false;
    int leaders = 0;
    int replicas = 0;
    Figure<double> bytesInPerSecond, bytesOutPerSecond;
    Figure<double> recordsInPerSecond;
    Figure<double> requestsPerSecond;
    Figure<std::int64_t> connections;
    Figure<std::int64_t> diskBytes;
    bool fenced = false;                   ///< runs, and the controller has taken it out of service
    bool paused = false;                   ///< by a fault: it stands still
    Figure<std::int64_t> waitingRequests;  ///< for data, replicas, metadata
    friend bool operator==(const BrokerStatus&, const BrokerStatus&) = default;
};

struct PartitionStatus {
    PartitionIndex index;
    BrokerId leader = kNoBroker;
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    std::vector<BrokerId> replicas;
    std::vector<BrokerId> isr;
    Figure<std::int64_t> logStart;  ///< offset of the first record
    Figure<std::int64_t> logEnd;    ///< after the last record (consumers': the high watermark)
    Figure<std::int64_t> sizeBytes;
    Figure<std::int64_t> segments;
    Figure<double> recordsInPerSecond;
    Figure<double> bytesInPerSecond;
    /// From a Produce request's arrival to the acknowledgement of its records here, between the
    /// last two samples. Estimated, as RequestFigures' are; unknown while nothing was acknowledged.
    Figure<double> p50AckMicros, p99AckMicros;
    std::string error;  ///< why the figures are unknown, empty if they are not
    friend bool operator==(const PartitionStatus&, const PartitionStatus&) = default;
};

struct TopicStatus {
    std::string name;
    bool internal = false;
    std::vector<PartitionStatus> partitions;  ///< by index
};

struct GroupPartitionStatus {
    TopicPartition partition;
    std::optional<Offset> committed;   ///< absent: uncommitted, which is not "no lag"
    Figure<std::int64_t> lag;          ///< see lagOf() in lag.h
    Figure<double> consumedPerSecond;  ///< from the movement of the committed offset
    std::string memberId;              ///< empty: not assigned now
};

struct GroupStatus {
    std::string id;
    std::string state;
    std::string protocolType;
    std::string assignor;
    BrokerId coordinator = kNoBroker;
    std::vector<GroupMember> members;
    std::vector<GroupPartitionStatus> partitions;  ///< by topic, index
    Figure<std::int64_t> totalLag;
    std::string error;
};

/// Everything that views show about a cluster at one moment. Immutable once published.
struct Snapshot {
    std::uint64_t number = 0;  ///< rising
    WallTime takenAt{};
    std::string clusterId;
    bool embedded = false;
    std::vector<BrokerStatus> brokers;     ///< by id
    std::vector<TopicStatus> topics;       ///< by name
    std::vector<GroupStatus> groups;       ///< by id
    FaultStatePtr faults;                  ///< null: this cluster cannot be made to fail on purpose
    std::vector<RequestFigures> requests;  ///< by broker, name; empty where it is not told
    std::vector<ClientFigures> clients;    ///< by broker, connection; those with most traffic
    ClusterEventsPtr events;  ///< the newest; null: this observer does not see them happen
    std::string error;        ///< the whole source failed; the figures are the last good ones
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

/// Publishes snapshots from start() until stop() or destruction, after which no callback runs any
/// more.
class Observer {
public:
    using Published = std::function<void(SnapshotPtr)>;  ///< called on a thread of the observer's
    virtual ~Observer() = default;
    virtual void start(Millis interval, Published published) = 0;
    virtual void stop() = 0;

    /// Samples any cluster over the wire, embedded or remote: figures are Estimated where they are
    /// differences of samples.
    [[nodiscard]] static Result<std::unique_ptr<Observer>> sampling(
        const ConnectionSettings& connection);
};

}  // namespace stormbench::api
