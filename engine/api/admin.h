// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/connection.h"

namespace stormbench::api {

struct BrokerDescription {
    BrokerId id;
    std::string host;
    std::uint16_t port = 0;
    std::string rack;
};

struct ClusterDescription {
    std::string clusterId;
    BrokerId controller = kNoBroker;
    std::vector<BrokerDescription> brokers;
};

struct PartitionDescription {
    PartitionIndex index;
    BrokerId leader = kNoBroker;  ///< kNoBroker: no leader now
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    std::vector<BrokerId> replicas;
    std::vector<BrokerId> isr;
};

struct TopicDescription {
    std::string name;
    std::string id;  ///< base64 topic id, empty when the cluster does not tell
    bool internal = false;
    std::vector<PartitionDescription> partitions;
};

using TopicConfigs = std::map<std::string, std::string>;

struct NewTopic {
    std::string name;
    int partitions = 1;
    int replicationFactor = -1;  ///< -1: the cluster's default
    TopicConfigs configs;
};

enum class ConfigSource { Default, StaticBroker, DynamicBroker, DynamicTopic, Unknown };

struct ConfigEntry {
    std::string name;
    std::optional<std::string> value;  ///< absent: sensitive
    ConfigSource source = ConfigSource::Unknown;
    bool readOnly = false;
    std::string documentation;
};

/// Outcome for one of several topics or groups of a request.
struct ItemResult {
    std::string name;
    Result<> result;
};

struct GroupListing {
    std::string id;
    std::string state;         ///< Stable, Empty, PreparingRebalance …, as the broker says it
    std::string protocolType;  ///< "consumer" for consumers
};

struct GroupMember {
    std::string memberId;
    std::string instanceId;
    std::string clientId;
    std::string clientHost;
    std::vector<TopicPartition> assignment;
};

struct GroupDescription {
    std::string id;
    std::string state;
    std::string protocolType;
    std::string assignor;  ///< the protocol that the group chose: range, cooperative-sticky …
    BrokerId coordinator = kNoBroker;
    std::vector<GroupMember> members;
};

struct CommittedOffset {
    TopicPartition partition;
    std::optional<Offset> offset;  ///< absent: nothing committed
    std::string metadata;
};

struct PartitionOffset {
    TopicPartition partition;
    Result<Offset> offset;
};

struct LogDirReplica {
    BrokerId broker;
    TopicPartition partition;
    std::string directory;
    std::int64_t sizeBytes = 0;
};

/// What ListOffsets is asked for: a position, or the first record at or after a time.
struct OffsetQuery {
    enum class Kind { Earliest, Latest, AtTime } kind = Kind::Latest;
    WallTime time{};
};

/// Administrative requests over the wire, for the embedded cluster and for remote ones alike.
/// Every call blocks for up to the timeout given at create(): never call it on the UI thread.
/// Thread-safe.
class Admin {
public:
    [[nodiscard]] static Result<std::unique_ptr<Admin>> create(
        const ConnectionSettings& settings, Millis timeout = Millis(10'000));
    virtual ~Admin() = default;

    [[nodiscard]] virtual Result<ClusterDescription> describeCluster() = 0;
    /// All topics, or those named. A named topic that is not there is left out.
    [[nodiscard]] virtual Result<std::vector<TopicDescription>> describeTopics(
        const std::vector<std::string>& names = {})
        = 0;
    [[nodiscard]] virtual Result<std::vector<ItemResult>> createTopics(
        const std::vector<NewTopic>& topics)
        = 0;
    [[nodiscard]] virtual Result<std::vector<ItemResult>> deleteTopics(
        const std::vector<std::string>& names)
        = 0;
    [[nodiscard]] virtual Result<> createPartitions(const std::string& topic, int newTotal) = 0;
    [[nodiscard]] virtual Result<std::vector<ConfigEntry>> describeTopicConfig(
        const std::string& topic)
        = 0;
    [[nodiscard]] virtual Result<std::vector<ConfigEntry>> describeBrokerConfig(BrokerId broker)
        = 0;
    /// Sets the given names and leaves all others as they are; an absent value restores the
    /// default.
    [[nodiscard]] virtual Result<> alterTopicConfig(
        const std::string& topic, const std::map<std::string, std::optional<std::string>>& changes)
        = 0;
    [[nodiscard]] virtual Result<std::vector<GroupListing>> listGroups() = 0;
    [[nodiscard]] virtual Result<std::vector<GroupDescription>> describeGroups(
        const std::vector<std::string>& ids)
        = 0;
    [[nodiscard]] virtual Result<std::vector<ItemResult>> deleteGroups(
        const std::vector<std::string>& ids)
        = 0;
    /// All offsets that the group has committed.
    [[nodiscard]] virtual Result<std::vector<CommittedOffset>> committedOffsets(
        const std::string& group)
        = 0;
    [[nodiscard]] virtual Result<std::vector<PartitionOffset>> listOffsets(
        const std::vector<TopicPartition>& partitions, OffsetQuery query)
        = 0;
    [[nodiscard]] virtual Result<std::vector<LogDirReplica>> describeLogDirs() = 0;
};

}  // namespace stormbench::api
