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

using AlterPartitionReassignmentsApi = ApiVersionsOf<ApiKey::AlterPartitionReassignments, 0, 0, 0>;
struct AlterPartitionReassignmentsResponse;

/// Moves partitions to other replicas; null replicas cancel a move (KIP-455).
struct AlterPartitionReassignmentsRequest {
    using Api = AlterPartitionReassignmentsApi;
    using Response = AlterPartitionReassignmentsResponse;
    using Self = AlterPartitionReassignmentsRequest;
    static constexpr const char* kName = "AlterPartitionReassignmentsRequest";

    struct ReassignablePartition {
        using Self = ReassignablePartition;

        std::int32_t partitionIndex = 0;
        std::optional<std::vector<std::int32_t>> replicas;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("replicas", &Self::replicas, always().nullable());
        }
        friend bool operator==(const ReassignablePartition&, const ReassignablePartition&)
            = default;
    };

    struct ReassignableTopic {
        using Self = ReassignableTopic;

        std::string name;
        std::vector<ReassignablePartition> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const ReassignableTopic&, const ReassignableTopic&) = default;
    };

    std::int32_t timeoutMs = 60'000;
    std::vector<ReassignableTopic> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("timeoutMs", &Self::timeoutMs);
        v("topics", &Self::topics);
    }
    friend bool operator==(
        const AlterPartitionReassignmentsRequest&, const AlterPartitionReassignmentsRequest&)
        = default;
};

struct AlterPartitionReassignmentsResponse {
    using Api = AlterPartitionReassignmentsApi;
    using Self = AlterPartitionReassignmentsResponse;
    static constexpr const char* kName = "AlterPartitionReassignmentsResponse";

    struct ReassignablePartitionResponse {
        using Self = ReassignablePartitionResponse;

        std::int32_t partitionIndex = 0;
        WireError errorCode = WireError::None;
        std::optional<std::string> errorMessage;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("errorCode", &Self::errorCode);
            v("errorMessage", &Self::errorMessage, always().nullable());
        }
        friend bool operator==(
            const ReassignablePartitionResponse&, const ReassignablePartitionResponse&)
            = default;
    };

    struct ReassignableTopicResponse {
        using Self = ReassignableTopicResponse;

        std::string name;
        std::vector<ReassignablePartitionResponse> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const ReassignableTopicResponse&, const ReassignableTopicResponse&)
            = default;
    };

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::optional<std::string> errorMessage;
    std::vector<ReassignableTopicResponse> responses;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("errorCode", &Self::errorCode);
        v("errorMessage", &Self::errorMessage, always().nullable());
        v("responses", &Self::responses);
    }
    friend bool operator==(
        const AlterPartitionReassignmentsResponse&, const AlterPartitionReassignmentsResponse&)
        = default;
};

}  // namespace stormbench::protocol
