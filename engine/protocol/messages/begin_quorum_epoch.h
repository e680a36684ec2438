// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/uuid.h"
#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using BeginQuorumEpochApi = ApiVersionsOf<ApiKey::BeginQuorumEpoch, 0, 1, 1>;
struct BeginQuorumEpochResponse;

/// A new leader of the metadata quorum makes itself known to the voters (KIP-595).
struct BeginQuorumEpochRequest {
    using Api = BeginQuorumEpochApi;
    using Response = BeginQuorumEpochResponse;
    using Self = BeginQuorumEpochRequest;
    static constexpr const char* kName = "BeginQuorumEpochRequest";

    struct PartitionData {
        using Self = PartitionData;

        std::int32_t partitionIndex = 0;
        Uuid voterDirectoryId;
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("voterDirectoryId", &Self::voterDirectoryId, since(1).ignorable());
            v("leaderId", &Self::leaderId);
            v("leaderEpoch", &Self::leaderEpoch);
        }
        friend bool operator==(const PartitionData&, const PartitionData&) = default;
    };

    struct TopicData {
        using Self = TopicData;

        std::string topicName;
        std::vector<PartitionData> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topicName", &Self::topicName);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const TopicData&, const TopicData&) = default;
    };

    struct LeaderEndpoint {
        using Self = LeaderEndpoint;

        std::string name;
        std::string host;
        std::uint16_t port = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("host", &Self::host);
            v("port", &Self::port);
        }
        friend bool operator==(const LeaderEndpoint&, const LeaderEndpoint&) = default;
    };

    std::optional<std::string> clusterId;
    std::int32_t voterId = -1;
    std::vector<TopicData> topics;
    std::vector<LeaderEndpoint> leaderEndpoints;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("clusterId", &Self::clusterId, always().nullable());
        v("voterId", &Self::voterId, since(1).ignorable());
        v("topics", &Self::topics);
        v("leaderEndpoints", &Self::leaderEndpoints, since(1).ignorable());
    }
    friend bool operator==(const BeginQuorumEpochRequest&, const BeginQuorumEpochRequest&)
        = default;
};

struct BeginQuorumEpochResponse {
    using Api = BeginQuorumEpochApi;
    using Self = BeginQuorumEpochResponse;
    static constexpr const char* kName = "BeginQuorumEpochResponse";

    struct PartitionData {
        using Self = PartitionData;

        std::int32_t partitionIndex = 0;
        WireError errorCode = WireError::None;
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("errorCode", &Self::errorCode);
            v("leaderId", &Self::leaderId);
            v("leaderEpoch", &Self::leaderEpoch);
        }
        friend bool operator==(const PartitionData&, const PartitionData&) = default;
    };

    struct TopicData {
        using Self = TopicData;

        std::string topicName;
        std::vector<PartitionData> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topicName", &Self::topicName);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const TopicData&, const TopicData&) = default;
    };

    struct NodeEndpoint {
        using Self = NodeEndpoint;

        std::int32_t nodeId = 0;
        std::string host;
        std::uint16_t port = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("nodeId", &Self::nodeId);
            v("host", &Self::host);
            v("port", &Self::port);
        }
        friend bool operator==(const NodeEndpoint&, const NodeEndpoint&) = default;
    };

    WireError errorCode = WireError::None;
    std::vector<TopicData> topics;
    std::vector<NodeEndpoint> nodeEndpoints;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("errorCode", &Self::errorCode);
        v("topics", &Self::topics);
        v("nodeEndpoints", &Self::nodeEndpoints, since(1).tagged(0));
    }
    friend bool operator==(const BeginQuorumEpochResponse&, const BeginQuorumEpochResponse&)
        = default;
};

}  // namespace stormbench::protocol
