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

using FetchSnapshotApi = ApiVersionsOf<ApiKey::FetchSnapshot, 0, 1, 0>;
struct FetchSnapshotResponse;

/// Reads a piece of a metadata snapshot: for a replica behind the leader's log start (KIP-630).
struct FetchSnapshotRequest {
    using Api = FetchSnapshotApi;
    using Response = FetchSnapshotResponse;
    using Self = FetchSnapshotRequest;
    static constexpr const char* kName = "FetchSnapshotRequest";

    struct SnapshotId {
        using Self = SnapshotId;

        std::int64_t endOffset = 0;
        std::int32_t epoch = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("endOffset", &Self::endOffset);
            v("epoch", &Self::epoch);
        }
        friend bool operator==(const SnapshotId&, const SnapshotId&) = default;
    };

    struct PartitionSnapshot {
        using Self = PartitionSnapshot;

        std::int32_t partition = 0;
        std::int32_t currentLeaderEpoch = 0;
        SnapshotId snapshotId;
        std::int64_t position = 0;
        Uuid replicaDirectoryId;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partition", &Self::partition);
            v("currentLeaderEpoch", &Self::currentLeaderEpoch);
            v("snapshotId", &Self::snapshotId);
            v("position", &Self::position);
            v("replicaDirectoryId", &Self::replicaDirectoryId, since(1).tagged(0).ignorable());
        }
        friend bool operator==(const PartitionSnapshot&, const PartitionSnapshot&) = default;
    };

    struct TopicSnapshot {
        using Self = TopicSnapshot;

        std::string name;
        std::vector<PartitionSnapshot> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const TopicSnapshot&, const TopicSnapshot&) = default;
    };

    std::optional<std::string> clusterId;
    std::int32_t replicaId = -1;
    std::int32_t maxBytes = std::numeric_limits<std::int32_t>::max();
    std::vector<TopicSnapshot> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("clusterId", &Self::clusterId, always().nullable().tagged(0));
        v("replicaId", &Self::replicaId);
        v("maxBytes", &Self::maxBytes);
        v("topics", &Self::topics);
    }
    friend bool operator==(const FetchSnapshotRequest&, const FetchSnapshotRequest&) = default;
};

/// `unalignedRecords` may begin and end inside of a batch.
struct FetchSnapshotResponse {
    using Api = FetchSnapshotApi;
    using Self = FetchSnapshotResponse;
    static constexpr const char* kName = "FetchSnapshotResponse";

    struct SnapshotId {
        using Self = SnapshotId;

        std::int64_t endOffset = 0;
        std::int32_t epoch = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("endOffset", &Self::endOffset);
            v("epoch", &Self::epoch);
        }
        friend bool operator==(const SnapshotId&, const SnapshotId&) = default;
    };

    struct LeaderIdAndEpoch {
        using Self = LeaderIdAndEpoch;

        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("leaderId", &Self::leaderId);
            v("leaderEpoch", &Self::leaderEpoch);
        }
        friend bool operator==(const LeaderIdAndEpoch&, const LeaderIdAndEpoch&) = default;
    };

    struct PartitionSnapshot {
        using Self = PartitionSnapshot;

        std::int32_t index = 0;
        WireError errorCode = WireError::None;
        SnapshotId snapshotId;
        LeaderIdAndEpoch currentLeader;
        std::int64_t size = 0;
        std::int64_t position = 0;
        Records unalignedRecords;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("index", &Self::index);
            v("errorCode", &Self::errorCode);
            v("snapshotId", &Self::snapshotId);
            v("currentLeader", &Self::currentLeader, since(0).tagged(0));
            v("size", &Self::size);
            v("position", &Self::position);
            v("unalignedRecords", &Self::unalignedRecords);
        }
        friend bool operator==(const PartitionSnapshot&, const PartitionSnapshot&) = default;
    };

    struct TopicSnapshot {
        using Self = TopicSnapshot;

        std::string name;
        std::vector<PartitionSnapshot> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const TopicSnapshot&, const TopicSnapshot&) = default;
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

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::vector<TopicSnapshot> topics;
    std::vector<NodeEndpoint> nodeEndpoints;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs, always().ignorable());
        v("errorCode", &Self::errorCode);
        v("topics", &Self::topics);
        v("nodeEndpoints", &Self::nodeEndpoints, since(1).tagged(0));
    }
    friend bool operator==(const FetchSnapshotResponse&, const FetchSnapshotResponse&) = default;
};

}  // namespace stormbench::protocol
