// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/uuid.h"
#include "engine/env/transport.h"
#include "engine/replication/in_sync_replicas.h"

/// The records of the cluster metadata log as values. metadata.proto is their form on disk and on
/// the wire, record_codec.h goes between the two, and image_builder.h says what each one does to
/// the image.
namespace stormbench::controller {

using replication::PartitionEpoch;

struct BrokerListener {
    std::string name;
    env::Endpoint endpoint;
    friend bool operator==(const BrokerListener&, const BrokerListener&) = default;
};

/// Kafka's numbers of the kinds of things that have configurations.
enum class ConfigResourceType : std::int8_t { Topic = 2, Broker = 4 };

struct ConfigResource {
    ConfigResourceType type = ConfigResourceType::Topic;
    std::string name;  ///< of a broker: its id in decimal, or empty for the cluster-wide default
    friend auto operator<=>(const ConfigResource&, const ConfigResource&) = default;
};

struct ClusterRecord {
    std::string clusterId;
    friend bool operator==(const ClusterRecord&, const ClusterRecord&) = default;
};

struct RegisterBrokerRecord {
    BrokerId broker;
    Uuid incarnation;
    Uuid directory;
    std::vector<BrokerListener> listeners;
    std::optional<std::string> rack;
    bool controller = false;
    std::optional<BrokerEpoch> epoch{};  ///< in a snapshot; absent: the record's own offset
    friend bool operator==(const RegisterBrokerRecord&, const RegisterBrokerRecord&) = default;
};

struct UnregisterBrokerRecord {
    BrokerId broker;
    BrokerEpoch epoch;
    friend bool operator==(const UnregisterBrokerRecord&, const UnregisterBrokerRecord&) = default;
};

struct BrokerChangeRecord {
    BrokerId broker;
    BrokerEpoch epoch;
    std::optional<bool> fenced;
    std::optional<bool> inControlledShutdown;
    std::optional<bool> diskFailed = {};
    friend bool operator==(const BrokerChangeRecord&, const BrokerChangeRecord&) = default;
};

struct TopicRecord {
    std::string name;
    Uuid topic;
    friend bool operator==(const TopicRecord&, const TopicRecord&) = default;
};

struct RemoveTopicRecord {
    Uuid topic;
    friend bool operator==(const RemoveTopicRecord&, const RemoveTopicRecord&) = default;
};

struct PartitionRecord {
    Uuid topic;
    PartitionIndex partition;
    std::vector<BrokerId> replicas;  ///< the first is the preferred leader
    std::vector<BrokerId> isr;
    BrokerId leader = kNoBroker;
    LeaderEpoch leaderEpoch;
    PartitionEpoch partitionEpoch;
    std::vector<BrokerId> adding{};
    std::vector<BrokerId> removing{};
    std::vector<BrokerId> eligible{};
    friend bool operator==(const PartitionRecord&, const PartitionRecord&) = default;
};

struct PartitionChangeRecord {
    Uuid topic;
    PartitionIndex partition;
    std::optional<BrokerId> leader;
    std::optional<std::vector<BrokerId>> isr;
    std::optional<std::vector<BrokerId>> replicas;
    std::optional<std::vector<BrokerId>> adding{};
    std::optional<std::vector<BrokerId>> removing{};
    std::optional<std::vector<BrokerId>> eligible{};
    friend bool operator==(const PartitionChangeRecord&, const PartitionChangeRecord&) = default;
};

struct ConfigRecord {
    ConfigResource resource;
    std::string name;
    std::optional<std::string> value;  ///< absent: back to the default
    friend bool operator==(const ConfigRecord&, const ConfigRecord&) = default;
};

struct ProducerIdsBlockRecord {
    BrokerId broker;
    BrokerEpoch epoch;
    ProducerId nextProducerId;
    friend bool operator==(const ProducerIdsBlockRecord&, const ProducerIdsBlockRecord&) = default;
};

struct FeatureRecord {
    std::string name;
    std::int16_t level = 0;
    friend bool operator==(const FeatureRecord&, const FeatureRecord&) = default;
};

using Record = std::variant<ClusterRecord, RegisterBrokerRecord, UnregisterBrokerRecord,
    BrokerChangeRecord, TopicRecord, RemoveTopicRecord, PartitionRecord, PartitionChangeRecord,
    ConfigRecord, ProducerIdsBlockRecord, FeatureRecord>;

/// One line for people: logs, `stormctl`, golden scripts.
[[nodiscard]] std::string toString(const Record& record);

}  // namespace stormbench::controller
