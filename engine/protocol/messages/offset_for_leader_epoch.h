// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using OffsetForLeaderEpochApi = ApiVersionsOf<ApiKey::OffsetForLeaderEpoch, 2, 4, 4>;
struct OffsetForLeaderEpochResponse;

/// Where a leader epoch ends in the leader's log: how followers and consumers find divergence
/// (KIP-101, KIP-320).
struct OffsetForLeaderEpochRequest {
    using Api = OffsetForLeaderEpochApi;
    using Response = OffsetForLeaderEpochResponse;
    using Self = OffsetForLeaderEpochRequest;
    static constexpr const char* kName = "OffsetForLeaderEpochRequest";

    struct OffsetForLeaderPartition {
        using Self = OffsetForLeaderPartition;

        std::int32_t partition = 0;
        std::int32_t currentLeaderEpoch = -1;
        std::int32_t leaderEpoch = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partition", &Self::partition);
            v("currentLeaderEpoch", &Self::currentLeaderEpoch);
            v("leaderEpoch", &Self::leaderEpoch);
        }
        friend bool operator==(const OffsetForLeaderPartition&, const OffsetForLeaderPartition&)
            = default;
    };

    struct OffsetForLeaderTopic {
        using Self = OffsetForLeaderTopic;

        std::string topic;
        std::vector<OffsetForLeaderPartition> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topic", &Self::topic);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const OffsetForLeaderTopic&, const OffsetForLeaderTopic&) = default;
    };

    std::int32_t replicaId = -2;
    std::vector<OffsetForLeaderTopic> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("replicaId", &Self::replicaId, since(3).ignorable());
        v("topics", &Self::topics);
    }
    friend bool operator==(const OffsetForLeaderEpochRequest&, const OffsetForLeaderEpochRequest&)
        = default;
};

struct OffsetForLeaderEpochResponse {
    using Api = OffsetForLeaderEpochApi;
    using Self = OffsetForLeaderEpochResponse;
    static constexpr const char* kName = "OffsetForLeaderEpochResponse";

    struct EpochEndOffset {
        using Self = EpochEndOffset;

        WireError errorCode = WireError::None;
        std::int32_t partition = 0;
        std::int32_t leaderEpoch = -1;
        std::int64_t endOffset = -1;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("errorCode", &Self::errorCode);
            v("partition", &Self::partition);
            v("leaderEpoch", &Self::leaderEpoch);
            v("endOffset", &Self::endOffset);
        }
        friend bool operator==(const EpochEndOffset&, const EpochEndOffset&) = default;
    };

    struct OffsetForLeaderTopicResult {
        using Self = OffsetForLeaderTopicResult;

        std::string topic;
        std::vector<EpochEndOffset> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topic", &Self::topic);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const OffsetForLeaderTopicResult&, const OffsetForLeaderTopicResult&)
            = default;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<OffsetForLeaderTopicResult> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("topics", &Self::topics);
    }
    friend bool operator==(const OffsetForLeaderEpochResponse&, const OffsetForLeaderEpochResponse&)
        = default;
};

}  // namespace stormbench::protocol
