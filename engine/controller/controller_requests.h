// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>

#include "engine/controller/config_resolver.h"
#include "engine/protocol/error_code.h"

/// What the controller is asked and answers, as plain values: the broker's handlers translate from
/// and to the wire.
namespace stormbench::controller {

using protocol::WireError;

/// A wire error with its sentence; no error by default.
struct ApiError {
    WireError code = WireError::None;
    std::string message;

    [[nodiscard]] bool ok() const { return code == WireError::None; }
    friend bool operator==(const ApiError&, const ApiError&) = default;
};

struct RegisterBrokerRequest {
    BrokerId broker;
    std::string clusterId;
    Uuid incarnation;  ///< new at each start of the broker
    Uuid directory;    ///< of its data directory; zero if unknown
    std::vector<BrokerListener> listeners;
    std::optional<std::string> rack;
    BrokerEpoch previousEpoch{-1};  ///< in which it closed its logs; -1: it did not (KIP-966)
};
struct RegisterBrokerResponse {
    ApiError error;
    BrokerEpoch epoch{-1};
};

struct BrokerHeartbeatRequest {
    BrokerId broker;
    BrokerEpoch epoch;
    Offset metadataOffset;  ///< the broker's image stands here
    bool wantFence = false;
    bool wantShutdown = false;
    bool diskFailed = false;  ///< some of its logs take nothing
};
struct BrokerHeartbeatResponse {
    ApiError error;
    bool caughtUp = false;  ///< its image has its own registration
    bool fenced = true;
    bool shouldShutdown = false;
    Offset metadataOffset{-1};  ///< of the last record when it was answered
};

struct NewTopic {
    std::string name;
    std::int32_t partitions = -1;         ///< -1: num.partitions
    std::int16_t replicationFactor = -1;  ///< -1: default.replication.factor
    std::map<PartitionIndex, std::vector<BrokerId>>
        assignments;  ///< if given, the two above are -1
    std::vector<std::pair<std::string, std::optional<std::string>>> configs;
};
/// `__consumer_offsets` as its configurations want it: what FindCoordinator creates at its first
/// use.
[[nodiscard]] NewTopic offsetsTopic(const ConfigResolver& resolver);

struct CreateTopicsRequest {
    std::vector<NewTopic> topics;
    bool validateOnly = false;
};
struct CreatedTopic {
    std::string name;
    ApiError error;
    Uuid id;
    std::int32_t partitions = -1;
    std::int16_t replicationFactor = -1;
    std::vector<ConfigEntry> configs;
};
struct CreateTopicsResponse {
    std::vector<CreatedTopic> topics;  ///< in the request's order
};

/// By name or by id: a request names a topic by one of them.
struct TopicToDelete {
    std::string name;
    Uuid id;
};
struct DeleteTopicsRequest {
    std::vector<TopicToDelete> topics;
};
struct DeletedTopic {
    std::string name;  ///< empty when an unknown id was asked for
    Uuid id;
    ApiError error;
};
struct DeleteTopicsResponse {
    std::vector<DeletedTopic> topics;
};

struct NewPartitions {
    std::string topic;
    std::int32_t count = 0;                                         ///< the new total
    std::optional<std::vector<std::vector<BrokerId>>> assignments;  ///< of the new ones
};
struct CreatePartitionsRequest {
    std::vector<NewPartitions> topics;
    bool validateOnly = false;
};
struct CreatePartitionsResponse {
    std::vector<std::pair<std::string, ApiError>> topics;
};

/// Kafka's numbers.
enum class ConfigOperation : std::int8_t { Set = 0, Delete = 1, Append = 2, Subtract = 3 };
struct ConfigChange {
    std::string name;
    ConfigOperation operation = ConfigOperation::Set;
    std::optional<std::string> value;
};
/// `type` is what the wire said: a kind of resource that has no configurations here is answered,
/// not decoded away.
struct ConfigTarget {
    std::int8_t type = 0;
    std::string name;
    friend auto operator<=>(const ConfigTarget&, const ConfigTarget&) = default;
};
struct AlteredResource {
    ConfigTarget target;
    std::vector<ConfigChange> changes;
};
/// IncrementalAlterConfigs; and AlterConfigs, where `replaceAll` says that what is not named goes
/// back to its default.
struct AlterConfigsRequest {
    std::vector<AlteredResource> resources;
    bool validateOnly = false;
    bool replaceAll = false;
};
struct AlterConfigsResponse {
    std::vector<std::pair<ConfigTarget, ApiError>> resources;
};

struct AllocateProducerIdsRequest {
    BrokerId broker;
    BrokerEpoch epoch;
};
struct AllocateProducerIdsResponse {
    ApiError error;
    ProducerId start{-1};
    std::int32_t count = 0;
};

}  // namespace stormbench::controller
