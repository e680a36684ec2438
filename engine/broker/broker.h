// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "engine/base/result.h"
#include "engine/broker/broker_options.h"
#include "engine/broker/broker_statistics.h"
#include "engine/broker/metadata_state.h"
#include "engine/env/environment.h"

namespace stormbench::broker {

class PartitionTable;

/// One Kafka broker: listener, requests, partition logs, group coordinator; if its options say so,
/// a voter of the controller quorum too, and the controller while it leads that.
///
/// Owner: engine/cluster (one thread a broker) or engine/sim (all brokers on one simulated strand
/// each). Runs on: its environment's executor; construct, call and destroy it only there. It has no
/// thread and no lock. Life: start() once, then stop() once. Destruction without stop() is `kill
/// -9`: connections are reset, files keep what was written, no clean mark is left, and the next
/// start recovers the logs. Durable: an acknowledged record is in the page cache (flush.messages
/// and flush.ms force more); metadata is synced before it counts.
class Broker {
public:
    Broker(BrokerOptions options, env::Environment environment);
    ~Broker();
    Broker(const Broker&) = delete;
    Broker& operator=(const Broker&) = delete;

    using Done = std::function<void(Result<>)>;

    /// Locks the data directory, recovers, listens, registers with the controller. `done` comes
    /// when the broker is registered, unfenced and serves requests; an error leaves it stopped
    /// (directory in use, port taken, disk). A controller that cannot be reached is no error: the
    /// broker keeps trying.
    void start(Done done);

    /// Where it listens: valid once it listens, which is within start() (before `done`).
    [[nodiscard]] env::Endpoint endpoint() const;

    /// Orderly: leaves the cluster's active brokers, closes the listener and connections, flushes,
    /// writes the clean mark.
    void stop(Done done);

    /// For fault injection: the sessions of a group's members, by member id, group.instance.id or
    /// client id, or of all ("*"), are over. Rejected where this broker does not coordinate the
    /// group; NotFound if there is no such member.
    [[nodiscard]] Result<> expireMembers(const std::string& groupId, const std::string& member);

    /// What it hosts, for the simulation's checkers; null until the logs are open.
    [[nodiscard]] const PartitionTable* partitions() const;

    /// What it knows of the cluster's metadata, for the same.
    [[nodiscard]] MetadataState metadataState() const;

    /// A fresh snapshot of every figure that the exact observer shows.
    [[nodiscard]] BrokerStatisticsPtr statistics() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace stormbench::broker
