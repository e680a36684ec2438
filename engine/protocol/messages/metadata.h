// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/uuid.h"
#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using MetadataApi = ApiVersionsOf<ApiKey::Metadata, 0, 13, 9>;
struct MetadataResponse;

/// Brokers, topics and leaders. topics: null asks for all of them, and so does an empty array in
/// version 0.
struct MetadataRequest {
    using Api = MetadataApi;
    using Response = MetadataResponse;
    using Self = MetadataRequest;
    static constexpr const char* kName = "MetadataRequest";

    struct Topic {
        using Self = Topic;

        Uuid topicId;
        std::optional<std::string> name;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topicId", &Self::topicId, since(10).ignorable());
            v("name", &Self::name, always().nullable(10));
        }
        friend bool operator==(const Topic&, const Topic&) = default;
    };

    std::optional<std::vector<Topic>> topics = std::vector<Topic>{};
    bool allowAutoTopicCreation = true;
    bool includeClusterAuthorizedOperations = false;
    bool includeTopicAuthorizedOperations = false;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("topics", &Self::topics, always().nullable(1));
        v("allowAutoTopicCreation", &Self::allowAutoTopicCreation, since(4));
        v("includeClusterAuthorizedOperations", &Self::includeClusterAuthorizedOperations,
            between(8, 10));
        v("includeTopicAuthorizedOperations", &Self::includeTopicAuthorizedOperations, since(8));
    }
    friend bool operator==(const MetadataRequest&, const MetadataRequest&) = default;
};

struct MetadataResponse {
    using Api = MetadataApi;
    using Self = MetadataResponse;
    static constexpr const char* kName = "MetadataResponse";

    struct Broker {
        using Self = Broker;

        std::int32_t nodeId = 0;
        std::string host;
        std::int32_t port = 0;
        std::optional<std::string> rack;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("nodeId", &Self::nodeId);
            v("host", &Self::host);
            v("port", &Self::port);
            v("rack", &Self::rack, since(1).nullable().ignorable());
        }
        friend bool operator==(const Broker&, const Broker&) = default;
    };

    struct Partition {
        using Self = Partition;

        WireError errorCode = WireError::None;
        std::int32_t partitionIndex = 0;
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = -1;
        std::vector<std::int32_t> replicaNodes;
        std::vector<std::int32_t> isrNodes;
        std::vector<std::int32_t> offlineReplicas;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("errorCode", &Self::errorCode);
            v("partitionIndex", &Self::partitionIndex);
            v("leaderId", &Self::leaderId);
            v("leaderEpoch", &Self::leaderEpoch, since(7).ignorable());
            v("replicaNodes", &Self::replicaNodes);
            v("isrNodes", &Self::isrNodes);
            v("offlineReplicas", &Self::offlineReplicas, since(5).ignorable());
        }
        friend bool operator==(const Partition&, const Partition&) = default;
    };

    struct Topic {
        using Self = Topic;

        WireError errorCode = WireError::None;
        std::optional<std::string> name;
        Uuid topicId;
        bool isInternal = false;
        std::vector<Partition> partitions;
        std::int32_t topicAuthorizedOperations = std::numeric_limits<std::int32_t>::min();

        template <class Visitor> static void fields(Visitor& v)
        {
            v("errorCode", &Self::errorCode);
            v("name", &Self::name, always().nullable(12));
            v("topicId", &Self::topicId, since(10).ignorable());
            v("isInternal", &Self::isInternal, since(1).ignorable());
            v("partitions", &Self::partitions);
            v("topicAuthorizedOperations", &Self::topicAuthorizedOperations, since(8));
        }
        friend bool operator==(const Topic&, const Topic&) = default;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Broker> brokers;
    std::optional<std::string> clusterId;
    std::int32_t controllerId = -1;
    std::vector<Topic> topics;
    std::int32_t clusterAuthorizedOperations = std::numeric_limits<std::int32_t>::min();
    WireError errorCode = WireError::None;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs, since(3).ignorable());
        v("brokers", &Self::brokers);
        v("clusterId", &Self::clusterId, since(2).nullable().ignorable());
        v("controllerId", &Self::controllerId, since(1).ignorable());
        v("topics", &Self::topics);
        v("clusterAuthorizedOperations", &Self::clusterAuthorizedOperations, between(8, 10));
        v("errorCode", &Self::errorCode, since(13).ignorable());
    }
    friend bool operator==(const MetadataResponse&, const MetadataResponse&) = default;
};

}  // namespace stormbench::protocol
