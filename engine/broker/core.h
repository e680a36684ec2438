// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/broker_options.h"
#include "engine/broker/metadata_view.h"
#include "engine/broker/partition_table.h"
#include "engine/controller/config_resolver.h"
#include "engine/env/environment.h"
#include "engine/replication/replication_quota.h"
#include "engine/storage/log_directory.h"

namespace stormbench::broker {

class ControllerLink;
class ControllerQuorum;
class FetchSessionCache;
class Flusher;
class GroupHost;
class IsrKeeper;
class ProducerIds;

/// What the handlers see of their broker: its parts, by reference. Owned by the Broker; lives as
/// long as its parts.
struct Core {
    const BrokerOptions& options;
    const std::string& loggerName;
    env::Environment environment;
    const controller::StaticConfig& statics;
    storage::LogDirectory& logs;
    Purgatory& purgatory;
    MetadataView& metadata;
    PartitionTable& partitions;
    Flusher& flusher;
    FetchSessionCache& fetchSessions;
    ControllerLink& controller;
    ControllerQuorum& quorum;
    GroupHost& groups;
    IsrKeeper& isr;
    ProducerIds& producerIds;
    replication::ReplicationQuotas& quotas;
    TrafficCounters& traffic;

    [[nodiscard]] const controller::MetadataImage& image() const { return metadata.image(); }
    [[nodiscard]] controller::ConfigResolver configs() const
    {
        return {metadata.imagePtr(), statics, options.id};
    }
};

}  // namespace stormbench::broker
