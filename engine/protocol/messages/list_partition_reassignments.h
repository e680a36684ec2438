// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using ListPartitionReassignmentsApi = ApiVersionsOf<ApiKey::ListPartitionReassignments, 0, 0, 0>;
struct ListPartitionReassignmentsResponse;

/// The moves under way; null: of all topics (KIP-455).
struct ListPartitionReassignmentsRequest {
    using Api = ListPartitionReassignmentsApi;
    using Response = ListPartitionReassignmentsResponse;
    using Self = ListPartitionReassignmentsRequest;
    static constexpr const char* kName = "ListPartitionReassignmentsRequest";

    struct ListPartitionReassignmentsTopics {
        using Self = ListPartitionReassignmentsTopics;

        std::string name;
        std::vector<std::int32_t> partitionIndexes;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitionIndexes", &Self::partitionIndexes);
        }
        friend bool operator==(
            const ListPartitionReassignmentsTopics&, const ListPartitionReassignmentsTopics&)
            = default;
    };

    std::int32_t timeoutMs = 60'000;
    std::optional<std::vector<ListPartitionReassignmentsTopics>> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("timeoutMs", &Self::timeoutMs);
        v("topics", &Self::topics, always().nullable());
    }
    friend bool operator==(
        const ListPartitionReassignmentsRequest&, const ListPartitionReassignmentsRequest&)
        = default;
};

struct ListPartitionReassignmentsResponse {
    using Api = ListPartitionReassignmentsApi;
    using Self = ListPartitionReassignmentsResponse;
    static constexpr const char* kName = "ListPartitionReassignmentsResponse";

    struct OngoingPartitionReassignment {
        using Self = OngoingPartitionReassignment;

        std::int32_t partitionIndex = 0;
        std::vector<std::int32_t> replicas;
        std::vector<std::int32_t> addingReplicas;
        std::vector<std::int32_t> removingReplicas;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("replicas", &Self::replicas);
            v("addingReplicas", &Self::addingReplicas);
            v("removingReplicas", &Self::removingReplicas);
        }
        friend bool operator==(
            const OngoingPartitionReassignment&, const OngoingPartitionReassignment&)
            = default;
    };

    struct OngoingTopicReassignment {
        using Self = OngoingTopicReassignment;

        std::string name;
        std::vector<OngoingPartitionReassignment> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const OngoingTopicReassignment&, const OngoingTopicReassignment&)
            = default;
    };

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::optional<std::string> errorMessage;
    std::vector<OngoingTopicReassignment> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("errorCode", &Self::errorCode);
        v("errorMessage", &Self::errorMessage, always().nullable());
        v("topics", &Self::topics);
    }
    friend bool operator==(
        const ListPartitionReassignmentsResponse&, const ListPartitionReassignmentsResponse&)
        = default;
};

}  // namespace stormbench::protocol
