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

using EndQuorumEpochApi = ApiVersionsOf<ApiKey::EndQuorumEpoch, 0, 1, 1>;
struct EndQuorumEpochResponse;

/// A leader of the metadata quorum resigns and says who should stand first (KIP-595).
struct EndQuorumEpochRequest {
    using Api = EndQuorumEpochApi;
    using Response = EndQuorumEpochResponse;
    using Self = EndQuorumEpochRequest;
    static constexpr const char* kName = "EndQuorumEpochRequest";

    struct ReplicaInfo {
        using Self = ReplicaInfo;

        std::int32_t candidateId = 0;
        Uuid candidateDirectoryId;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("candidateId", &Self::candidateId);
            v("candidateDirectoryId", &Self::candidateDirectoryId);
        }
        friend bool operator==(const ReplicaInfo&, const ReplicaInfo&) = default;
    };

    struct PartitionData {
        using Self = PartitionData;

        std::int32_t partitionIndex = 0;
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = 0;
        std::vector<std::int32_t> preferredSuccessors;
        std::vector<ReplicaInfo> preferredCandidates;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("leaderId", &Self::leaderId);
            v("leaderEpoch", &Self::leaderEpoch);
            v("preferredSuccessors", &Self::preferredSuccessors, until(0).ignorable());
            v("preferredCandidates", &Self::preferredCandidates, since(1).ignorable());
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
    std::vector<TopicData> topics;
    std::vector<LeaderEndpoint> leaderEndpoints;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("clusterId", &Self::clusterId, always().nullable());
        v("topics", &Self::topics);
        v("leaderEndpoints", &Self::leaderEndpoints, since(1).ignorable());
    }
    friend bool operator==(const EndQuorumEpochRequest&, const EndQuorumEpochRequest&) = default;
};

struct EndQuorumEpochResponse {
    using Api = EndQuorumEpochApi;
    using Self = EndQuorumEpochResponse;
    static constexpr const char* kName = "EndQuorumEpochResponse";

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
    friend bool operator==(const EndQuorumEpochResponse&, const EndQuorumEpochResponse&) = default;
};

}  // namespace stormbench::protocol
