// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using ListOffsetsApi = ApiVersionsOf<ApiKey::ListOffsets, 1, 10, 6>;
struct ListOffsetsResponse;

/// Offsets by timestamp; -1 is the end (or the last stable offset), -2 the start, -3 the record
/// with the largest timestamp.
struct ListOffsetsRequest {
    using Api = ListOffsetsApi;
    using Response = ListOffsetsResponse;
    using Self = ListOffsetsRequest;
    static constexpr const char* kName = "ListOffsetsRequest";

    struct ListOffsetsPartition {
        using Self = ListOffsetsPartition;

        std::int32_t partitionIndex = 0;
        std::int32_t currentLeaderEpoch = -1;
        std::int64_t timestamp = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("currentLeaderEpoch", &Self::currentLeaderEpoch, since(4).ignorable());
            v("timestamp", &Self::timestamp);
        }
        friend bool operator==(const ListOffsetsPartition&, const ListOffsetsPartition&) = default;
    };

    struct ListOffsetsTopic {
        using Self = ListOffsetsTopic;

        std::string name;
        std::vector<ListOffsetsPartition> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const ListOffsetsTopic&, const ListOffsetsTopic&) = default;
    };

    std::int32_t replicaId = 0;
    std::int8_t isolationLevel = 0;
    std::vector<ListOffsetsTopic> topics;
    std::int32_t timeoutMs = 0;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("replicaId", &Self::replicaId);
        v("isolationLevel", &Self::isolationLevel, since(2));
        v("topics", &Self::topics);
        v("timeoutMs", &Self::timeoutMs, since(10).ignorable());
    }
    friend bool operator==(const ListOffsetsRequest&, const ListOffsetsRequest&) = default;
};

struct ListOffsetsResponse {
    using Api = ListOffsetsApi;
    using Self = ListOffsetsResponse;
    static constexpr const char* kName = "ListOffsetsResponse";

    struct ListOffsetsPartitionResponse {
        using Self = ListOffsetsPartitionResponse;

        std::int32_t partitionIndex = 0;
        WireError errorCode = WireError::None;
        std::int64_t timestamp = -1;
        std::int64_t offset = -1;
        std::int32_t leaderEpoch = -1;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("errorCode", &Self::errorCode);
            v("timestamp", &Self::timestamp);
            v("offset", &Self::offset);
            v("leaderEpoch", &Self::leaderEpoch, since(4));
        }
        friend bool operator==(
            const ListOffsetsPartitionResponse&, const ListOffsetsPartitionResponse&)
            = default;
    };

    struct ListOffsetsTopicResponse {
        using Self = ListOffsetsTopicResponse;

        std::string name;
        std::vector<ListOffsetsPartitionResponse> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const ListOffsetsTopicResponse&, const ListOffsetsTopicResponse&)
            = default;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<ListOffsetsTopicResponse> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs, since(2).ignorable());
        v("topics", &Self::topics);
    }
    friend bool operator==(const ListOffsetsResponse&, const ListOffsetsResponse&) = default;
};

}  // namespace stormbench::protocol
