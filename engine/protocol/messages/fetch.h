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
#include "engine/protocol/records.h"

namespace stormbench::protocol {

using FetchApi = ApiVersionsOf<ApiKey::Fetch, 4, 17, 12>;
struct FetchResponse;

/// Reads batches; consumers and followers alike. Partitions are named by topic until version 12, by
/// topic id from 13 on (KIP-516); sessions send only what changed (KIP-227). A follower says who it
/// is in replicaId or, from version 15 on, in replicaState.
struct FetchRequest {
    using Api = FetchApi;
    using Response = FetchResponse;
    using Self = FetchRequest;
    static constexpr const char* kName = "FetchRequest";

    struct ReplicaState {
        using Self = ReplicaState;

        std::int32_t replicaId = -1;
        std::int64_t replicaEpoch = -1;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("replicaId", &Self::replicaId);
            v("replicaEpoch", &Self::replicaEpoch);
        }
        friend bool operator==(const ReplicaState&, const ReplicaState&) = default;
    };

    struct FetchPartition {
        using Self = FetchPartition;

        std::int32_t partition = 0;
        std::int32_t currentLeaderEpoch = -1;
        std::int64_t fetchOffset = 0;
        std::int32_t lastFetchedEpoch = -1;
        std::int64_t logStartOffset = -1;
        std::int32_t partitionMaxBytes = 0;
        Uuid replicaDirectoryId;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partition", &Self::partition);
            v("currentLeaderEpoch", &Self::currentLeaderEpoch, since(9).ignorable());
            v("fetchOffset", &Self::fetchOffset);
            v("lastFetchedEpoch", &Self::lastFetchedEpoch, since(12));
            v("logStartOffset", &Self::logStartOffset, since(5).ignorable());
            v("partitionMaxBytes", &Self::partitionMaxBytes);
            v("replicaDirectoryId", &Self::replicaDirectoryId, since(17).tagged(0).ignorable());
        }
        friend bool operator==(const FetchPartition&, const FetchPartition&) = default;
    };

    struct FetchTopic {
        using Self = FetchTopic;

        std::string topic;
        Uuid topicId;
        std::vector<FetchPartition> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topic", &Self::topic, until(12).ignorable());
            v("topicId", &Self::topicId, since(13).ignorable());
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const FetchTopic&, const FetchTopic&) = default;
    };

    struct ForgottenTopic {
        using Self = ForgottenTopic;

        std::string topic;
        Uuid topicId;
        std::vector<std::int32_t> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topic", &Self::topic, until(12).ignorable());
            v("topicId", &Self::topicId, since(13).ignorable());
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const ForgottenTopic&, const ForgottenTopic&) = default;
    };

    std::optional<std::string> clusterId;
    std::int32_t replicaId = -1;
    ReplicaState replicaState;
    std::int32_t maxWaitMs = 0;
    std::int32_t minBytes = 0;
    std::int32_t maxBytes = std::numeric_limits<std::int32_t>::max();
    std::int8_t isolationLevel = 0;
    std::int32_t sessionId = 0;
    std::int32_t sessionEpoch = -1;
    std::vector<FetchTopic> topics;
    std::vector<ForgottenTopic> forgottenTopicsData;
    std::string rackId;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("clusterId", &Self::clusterId, since(12).nullable().tagged(0).ignorable());
        v("replicaId", &Self::replicaId, until(14));
        v("replicaState", &Self::replicaState, since(15).tagged(1));
        v("maxWaitMs", &Self::maxWaitMs);
        v("minBytes", &Self::minBytes);
        v("maxBytes", &Self::maxBytes);
        v("isolationLevel", &Self::isolationLevel);
        v("sessionId", &Self::sessionId, since(7).ignorable());
        v("sessionEpoch", &Self::sessionEpoch, since(7).ignorable());
        v("topics", &Self::topics);
        v("forgottenTopicsData", &Self::forgottenTopicsData, since(7));
        v("rackId", &Self::rackId, since(11).ignorable());
    }
    friend bool operator==(const FetchRequest&, const FetchRequest&) = default;
};

/// divergingEpoch tells a follower where to truncate (KIP-595). The records of each partition may
/// be external.
struct FetchResponse {
    using Api = FetchApi;
    using Self = FetchResponse;
    static constexpr const char* kName = "FetchResponse";

    struct EpochEndOffset {
        using Self = EpochEndOffset;

        std::int32_t epoch = -1;
        std::int64_t endOffset = -1;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("epoch", &Self::epoch);
            v("endOffset", &Self::endOffset);
        }
        friend bool operator==(const EpochEndOffset&, const EpochEndOffset&) = default;
    };

    struct LeaderIdAndEpoch {
        using Self = LeaderIdAndEpoch;

        std::int32_t leaderId = -1;
        std::int32_t leaderEpoch = -1;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("leaderId", &Self::leaderId);
            v("leaderEpoch", &Self::leaderEpoch);
        }
        friend bool operator==(const LeaderIdAndEpoch&, const LeaderIdAndEpoch&) = default;
    };

    struct SnapshotId {
        using Self = SnapshotId;

        std::int64_t endOffset = -1;
        std::int32_t epoch = -1;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("endOffset", &Self::endOffset);
            v("epoch", &Self::epoch);
        }
        friend bool operator==(const SnapshotId&, const SnapshotId&) = default;
    };

    struct AbortedTransaction {
        using Self = AbortedTransaction;

        std::int64_t producerId = 0;
        std::int64_t firstOffset = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("producerId", &Self::producerId);
            v("firstOffset", &Self::firstOffset);
        }
        friend bool operator==(const AbortedTransaction&, const AbortedTransaction&) = default;
    };

    struct PartitionData {
        using Self = PartitionData;

        std::int32_t partitionIndex = 0;
        WireError errorCode = WireError::None;
        std::int64_t highWatermark = 0;
        std::int64_t lastStableOffset = -1;
        std::int64_t logStartOffset = -1;
        EpochEndOffset divergingEpoch;
        LeaderIdAndEpoch currentLeader;
        SnapshotId snapshotId;
        std::optional<std::vector<AbortedTransaction>> abortedTransactions
            = std::vector<AbortedTransaction>{};
        std::int32_t preferredReadReplica = -1;
        Records records;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("errorCode", &Self::errorCode);
            v("highWatermark", &Self::highWatermark);
            v("lastStableOffset", &Self::lastStableOffset);
            v("logStartOffset", &Self::logStartOffset, since(5).ignorable());
            v("divergingEpoch", &Self::divergingEpoch, since(12).tagged(0));
            v("currentLeader", &Self::currentLeader, since(12).tagged(1));
            v("snapshotId", &Self::snapshotId, since(12).tagged(2));
            v("abortedTransactions", &Self::abortedTransactions, always().nullable());
            v("preferredReadReplica", &Self::preferredReadReplica, since(11));
            v("records", &Self::records, always().nullable());
        }
        friend bool operator==(const PartitionData&, const PartitionData&) = default;
    };

    struct FetchableTopicResponse {
        using Self = FetchableTopicResponse;

        std::string topic;
        Uuid topicId;
        std::vector<PartitionData> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topic", &Self::topic, until(12).ignorable());
            v("topicId", &Self::topicId, since(13).ignorable());
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const FetchableTopicResponse&, const FetchableTopicResponse&)
            = default;
    };

    struct NodeEndpoint {
        using Self = NodeEndpoint;

        std::int32_t nodeId = 0;
        std::string host;
        std::int32_t port = 0;
        std::optional<std::string> rack;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("nodeId", &Self::nodeId);
            v("host", &Self::host);
            v("port", &Self::port);
            v("rack", &Self::rack, always().nullable());
        }
        friend bool operator==(const NodeEndpoint&, const NodeEndpoint&) = default;
    };

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::int32_t sessionId = 0;
    std::vector<FetchableTopicResponse> responses;
    std::vector<NodeEndpoint> nodeEndpoints;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("errorCode", &Self::errorCode, since(7).ignorable());
        v("sessionId", &Self::sessionId, since(7));
        v("responses", &Self::responses);
        v("nodeEndpoints", &Self::nodeEndpoints, since(16).tagged(0));
    }
    friend bool operator==(const FetchResponse&, const FetchResponse&) = default;
};

}  // namespace stormbench::protocol
