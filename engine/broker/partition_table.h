// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>

#include "engine/broker/broker_statistics.h"
#include "engine/broker/partition_meter.h"
#include "engine/broker/topic_settings.h"
#include "engine/controller/metadata_delta.h"
#include "engine/env/environment.h"
#include "engine/protocol/error_code.h"
#include "engine/replication/partition_log.h"
#include "engine/storage/checkpoint.h"
#include "engine/storage/log_directory.h"

namespace stormbench::broker {

/// One partition that has a replica on this broker.
struct HostedPartition {
    storage::TopicPartition name;
    Uuid topicId;
    replication::PartitionLog log;
    TrafficCounters traffic;
    PartitionMeter meter;
    /// Its replication counts against the broker's quota, while this broker leads or follows.
    bool throttledAsLeader = false, throttledAsFollower = false;
};

/// The partitions that this broker hosts, kept equal to what the metadata says: logs are opened,
/// created, led, resigned and deleted as deltas come. Owned by the Broker; the logs are the
/// LogDirectory's. Runs on: the broker's strand.
class PartitionTable {
public:
    PartitionTable(env::Environment environment, std::string loggerName, BrokerId self,
        storage::LogDirectory& logs);

    /// Lookup of a leader: `partition` is null when there is an error.
    struct Lookup {
        HostedPartition* partition = nullptr;
        protocol::WireError error = protocol::WireError::None;
    };
    /// UNKNOWN_TOPIC_OR_PARTITION if the metadata has no such partition, NOT_LEADER_OR_FOLLOWER if
    /// it is led elsewhere.
    [[nodiscard]] Lookup leader(
        const controller::MetadataImage& image, std::string_view topic, PartitionIndex index);

    /// The same for a replica that leads or follows.
    [[nodiscard]] Lookup replica(
        const controller::MetadataImage& image, std::string_view topic, PartitionIndex index);

    [[nodiscard]] HostedPartition* find(std::string_view topic, PartitionIndex index);
    /// Keeps the high watermarks for the next run: every few seconds, and at an orderly stop.
    [[nodiscard]] Result<> writeHighWatermarks();
    using Partitions = std::map<PartitionIndex, std::unique_ptr<HostedPartition>>;
    using Topics = std::map<std::string, Partitions, std::less<>>;
    [[nodiscard]] const Topics& topics() const { return m_topics; }

    struct Applied {
        std::vector<storage::TopicPartition> led;       ///< newly, or in a new epoch
        std::vector<storage::TopicPartition> followed;  ///< newly, or in a new epoch
        std::vector<storage::TopicPartition> resigned;  ///< not led any more, or gone
        std::vector<storage::TopicPartition> dropped;   ///< no replica of it is here any more
    };
    Applied apply(
        const controller::MetadataDelta& delta, const controller::ConfigResolver& configs);

    /// Deletes logs that the metadata does not know. Only with an image that is as new as the
    /// controller's: an older one may not know the newest topics.
    void deleteStrays(const controller::MetadataImage& image);

private:
    void lead(const controller::LocalPartition& partition, TopicSettingsTable& settings,
        Applied& applied);
    void follow(const controller::LocalPartition& partition, TopicSettingsTable& settings,
        Applied& applied);
    /// The partition with its log open; null if that cannot be opened.
    HostedPartition* host(const controller::LocalPartition& partition, TopicSettingsTable& settings,
        Applied& applied);
    static void configure(HostedPartition& hosted, const TopicSettings& settings);
    void readHighWatermarks();
    void drop(const storage::TopicPartition& name, Applied& applied);
    void removeLog(const storage::TopicPartition& name);

    env::Environment m_environment;
    std::string m_loggerName;
    BrokerId m_self;
    storage::LogDirectory& m_logs;
    Topics m_topics;
    storage::PartitionOffsets m_highWatermarks;  ///< of the last run, or as last written
};

}  // namespace stormbench::broker
