// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/broker.h"
#include "engine/broker/connection_set.h"
#include "engine/broker/controller_link.h"
#include "engine/broker/controller_quorum.h"
#include "engine/broker/core.h"
#include "engine/broker/event_journal.h"
#include "engine/broker/fetch_session.h"
#include "engine/broker/flusher.h"
#include "engine/broker/group_host.h"
#include "engine/broker/isr_keeper.h"
#include "engine/broker/maintenance.h"
#include "engine/broker/membership.h"
#include "engine/broker/producer_ids.h"
#include "engine/broker/replica_fetchers.h"
#include "engine/broker/request_gate.h"

namespace stormbench::broker {

/// The parts of one broker and the order in which they come to life:
///
///   open the directory ─▶ build the parts ─▶ listen ─▶ vote or observe, and register
///     ─▶ our image holds the registration: lead what the metadata says ─▶ unfenced: serve clients
///
/// and to an end: leave the active brokers ─▶ hand the quorum over ─▶ close.
///
/// Members are destroyed from the last to the first: connections go first, the directory's lock
/// last.
struct Broker::Parts {
    Parts(BrokerOptions brokerOptions, env::Environment hostEnvironment);
    ~Parts();

    void start(Done done);
    void stop(Done done);
    [[nodiscard]] BrokerStatisticsPtr statistics() const;

    BrokerOptions options;
    env::Environment environment;
    std::string loggerName;

    controller::StaticConfig statics;
    std::unique_ptr<storage::LogDirectory> logs;
    Uuid directoryId;
    std::unique_ptr<Purgatory> purgatory;
    std::unique_ptr<MetadataView> metadata;
    std::unique_ptr<PartitionTable> partitions;
    std::unique_ptr<Flusher> flusher;
    std::unique_ptr<GroupHost> groups;
    std::unique_ptr<FetchSessionCache> fetchSessions;
    std::unique_ptr<ControllerQuorum> quorum;
    std::unique_ptr<ControllerLink> controllerLink;
    std::unique_ptr<ProducerIds> producerIds;
    std::unique_ptr<Membership> membership;
    std::unique_ptr<IsrKeeper> isr;
    std::unique_ptr<ReplicaFetchers> fetchers;
    std::unique_ptr<Maintenance> maintenance;
    replication::ReplicationQuotas quotas;
    TrafficCounters traffic;
    EventJournal events;
    std::unique_ptr<Core> core;
    std::unique_ptr<RequestGate> gate;
    std::unique_ptr<ConnectionSet> connections;

    Done started;
    bool applied = false;  ///< the partition table follows the image
    bool stopping = false;
    std::shared_ptr<bool> alive = std::make_shared<bool>(true);

private:
    [[nodiscard]] ActivityStatisticsPtr activity() const;
    Result<> open();
    Result<> openDirectoryId();
    void buildParts();
    Result<> joinQuorum();
    Result<> listenAndRegister();
    void buildReplication();
    void failStart(const Error& error);
    void onQuorumFailure(const Error& error);
    void onQuorumRejoined();
    void onMetadata(const controller::MetadataDelta& delta);
    void applyToPartitions(const controller::MetadataDelta& delta);
    void applyBrokerConfigs(const controller::ConfigResolver& config);
    void onRegistered();
    void onActive();
    void onStandstill();
    void leaveQuorum(const Done& done);
    void finishStop(const Done& done);
    [[nodiscard]] controller::ConfigResolver configs() const
    {
        return {metadata->imagePtr(), statics, options.id};
    }
};

}  // namespace stormbench::broker
