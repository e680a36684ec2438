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

using VoteApi = ApiVersionsOf<ApiKey::Vote, 0, 2, 0>;
struct VoteResponse;

/// A candidate's request for a vote in its epoch (KIP-595), in version 2 also for a pre-vote, which
/// changes nothing at the voter (KIP-996).
struct VoteRequest {
    using Api = VoteApi;
    using Response = VoteResponse;
    using Self = VoteRequest;
    static constexpr const char* kName = "VoteRequest";

    struct PartitionData {
        using Self = PartitionData;

        std::int32_t partitionIndex = 0;
        std::int32_t replicaEpoch = 0;
        std::int32_t replicaId = 0;
        Uuid replicaDirectoryId;
        Uuid voterDirectoryId;
        std::int32_t lastOffsetEpoch = 0;
        std::int64_t lastOffset = 0;
        bool preVote = false;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("replicaEpoch", &Self::replicaEpoch);
            v("replicaId", &Self::replicaId);
            v("replicaDirectoryId", &Self::replicaDirectoryId, since(1).ignorable());
            v("voterDirectoryId", &Self::voterDirectoryId, since(1).ignorable());
            v("lastOffsetEpoch", &Self::lastOffsetEpoch);
            v("lastOffset", &Self::lastOffset);
            v("preVote", &Self::preVote, since(2));
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

    std::optional<std::string> clusterId;
    std::int32_t voterId = -1;
    std::vector<TopicData> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("clusterId", &Self::clusterId, always().nullable());
        v("voterId", &Self::voterId, since(1).ignorable());
        v("topics", &Self::topics);
    }
    friend bool operator==(const VoteRequest&, const VoteRequest&) = default;
};

struct VoteResponse {
    using Api = VoteApi;
    using Self = VoteResponse;
    static constexpr const char* kName = "VoteResponse";

    struct PartitionData {
        using Self = PartitionData;

        std::int32_t partitionIndex = 0;
        WireError errorCode = WireError::None;
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = 0;
        bool voteGranted = false;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("errorCode", &Self::errorCode);
            v("leaderId", &Self::leaderId);
            v("leaderEpoch", &Self::leaderEpoch);
            v("voteGranted", &Self::voteGranted);
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
    friend bool operator==(const VoteResponse&, const VoteResponse&) = default;
};

}  // namespace stormbench::protocol
