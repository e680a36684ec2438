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

using DescribeTopicPartitionsApi = ApiVersionsOf<ApiKey::DescribeTopicPartitions, 0, 0, 0>;
struct DescribeTopicPartitionsResponse;

/// Topics and partitions, page by page (KIP-966).
struct DescribeTopicPartitionsRequest {
    using Api = DescribeTopicPartitionsApi;
    using Response = DescribeTopicPartitionsResponse;
    using Self = DescribeTopicPartitionsRequest;
    static constexpr const char* kName = "DescribeTopicPartitionsRequest";

    struct TopicRequest {
        using Self = TopicRequest;

        std::string name;

        template <class Visitor> static void fields(Visitor& v) { v("name", &Self::name); }
        friend bool operator==(const TopicRequest&, const TopicRequest&) = default;
    };

    struct Cursor {
        using Self = Cursor;

        std::string topicName;
        std::int32_t partitionIndex = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topicName", &Self::topicName);
            v("partitionIndex", &Self::partitionIndex);
        }
        friend bool operator==(const Cursor&, const Cursor&) = default;
    };

    std::vector<TopicRequest> topics;
    std::int32_t responsePartitionLimit = 2000;
    std::optional<Cursor> cursor;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("topics", &Self::topics);
        v("responsePartitionLimit", &Self::responsePartitionLimit);
        v("cursor", &Self::cursor, always().nullable());
    }
    friend bool operator==(
        const DescribeTopicPartitionsRequest&, const DescribeTopicPartitionsRequest&)
        = default;
};

struct DescribeTopicPartitionsResponse {
    using Api = DescribeTopicPartitionsApi;
    using Self = DescribeTopicPartitionsResponse;
    static constexpr const char* kName = "DescribeTopicPartitionsResponse";

    struct Partition {
        using Self = Partition;

        WireError errorCode = WireError::None;
        std::int32_t partitionIndex = 0;
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = -1;
        std::vector<std::int32_t> replicaNodes;
        std::vector<std::int32_t> isrNodes;
        std::optional<std::vector<std::int32_t>> eligibleLeaderReplicas;
        std::optional<std::vector<std::int32_t>> lastKnownElr;
        std::vector<std::int32_t> offlineReplicas;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("errorCode", &Self::errorCode);
            v("partitionIndex", &Self::partitionIndex);
            v("leaderId", &Self::leaderId);
            v("leaderEpoch", &Self::leaderEpoch);
            v("replicaNodes", &Self::replicaNodes);
            v("isrNodes", &Self::isrNodes);
            v("eligibleLeaderReplicas", &Self::eligibleLeaderReplicas, always().nullable());
            v("lastKnownElr", &Self::lastKnownElr, always().nullable());
            v("offlineReplicas", &Self::offlineReplicas);
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
            v("name", &Self::name, always().nullable());
            v("topicId", &Self::topicId);
            v("isInternal", &Self::isInternal);
            v("partitions", &Self::partitions);
            v("topicAuthorizedOperations", &Self::topicAuthorizedOperations);
        }
        friend bool operator==(const Topic&, const Topic&) = default;
    };

    struct Cursor {
        using Self = Cursor;

        std::string topicName;
        std::int32_t partitionIndex = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topicName", &Self::topicName);
            v("partitionIndex", &Self::partitionIndex);
        }
        friend bool operator==(const Cursor&, const Cursor&) = default;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Topic> topics;
    std::optional<Cursor> nextCursor;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("topics", &Self::topics);
        v("nextCursor", &Self::nextCursor, always().nullable());
    }
    friend bool operator==(
        const DescribeTopicPartitionsResponse&, const DescribeTopicPartitionsResponse&)
        = default;
};

}  // namespace stormbench::protocol
