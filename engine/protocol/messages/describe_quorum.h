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

using DescribeQuorumApi = ApiVersionsOf<ApiKey::DescribeQuorum, 0, 2, 0>;
struct DescribeQuorumResponse;

/// The state of the metadata quorum: its leader, and how far each voter and observer has come
/// (KIP-595, KIP-836, KIP-853).
struct DescribeQuorumRequest {
    using Api = DescribeQuorumApi;
    using Response = DescribeQuorumResponse;
    using Self = DescribeQuorumRequest;
    static constexpr const char* kName = "DescribeQuorumRequest";

    struct PartitionData {
        using Self = PartitionData;

        std::int32_t partitionIndex = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
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

    std::vector<TopicData> topics;

    template <class Visitor> static void fields(Visitor& v) { v("topics", &Self::topics); }
    friend bool operator==(const DescribeQuorumRequest&, const DescribeQuorumRequest&) = default;
};

struct DescribeQuorumResponse {
    using Api = DescribeQuorumApi;
    using Self = DescribeQuorumResponse;
    static constexpr const char* kName = "DescribeQuorumResponse";

    struct ReplicaState {
        using Self = ReplicaState;

        std::int32_t replicaId = 0;
        Uuid replicaDirectoryId;
        std::int64_t logEndOffset = 0;
        std::int64_t lastFetchTimestamp = -1;
        std::int64_t lastCaughtUpTimestamp = -1;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("replicaId", &Self::replicaId);
            v("replicaDirectoryId", &Self::replicaDirectoryId, since(2));
            v("logEndOffset", &Self::logEndOffset);
            v("lastFetchTimestamp", &Self::lastFetchTimestamp, since(1).ignorable());
            v("lastCaughtUpTimestamp", &Self::lastCaughtUpTimestamp, since(1).ignorable());
        }
        friend bool operator==(const ReplicaState&, const ReplicaState&) = default;
    };

    struct PartitionData {
        using Self = PartitionData;

        std::int32_t partitionIndex = 0;
        WireError errorCode = WireError::None;
        std::optional<std::string> errorMessage;
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = 0;
        std::int64_t highWatermark = 0;
        std::vector<ReplicaState> currentVoters;
        std::vector<ReplicaState> observers;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("errorCode", &Self::errorCode);
            v("errorMessage", &Self::errorMessage, since(2).nullable(2).ignorable());
            v("leaderId", &Self::leaderId);
            v("leaderEpoch", &Self::leaderEpoch);
            v("highWatermark", &Self::highWatermark);
            v("currentVoters", &Self::currentVoters);
            v("observers", &Self::observers);
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

    struct Listener {
        using Self = Listener;

        std::string name;
        std::string host;
        std::uint16_t port = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("host", &Self::host);
            v("port", &Self::port);
        }
        friend bool operator==(const Listener&, const Listener&) = default;
    };

    struct Node {
        using Self = Node;

        std::int32_t nodeId = 0;
        std::vector<Listener> listeners;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("nodeId", &Self::nodeId);
            v("listeners", &Self::listeners);
        }
        friend bool operator==(const Node&, const Node&) = default;
    };

    WireError errorCode = WireError::None;
    std::optional<std::string> errorMessage;
    std::vector<TopicData> topics;
    std::vector<Node> nodes;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("errorCode", &Self::errorCode);
        v("errorMessage", &Self::errorMessage, since(2).nullable(2).ignorable());
        v("topics", &Self::topics);
        v("nodes", &Self::nodes, since(2));
    }
    friend bool operator==(const DescribeQuorumResponse&, const DescribeQuorumResponse&) = default;
};

}  // namespace stormbench::protocol
