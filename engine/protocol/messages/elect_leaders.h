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

using ElectLeadersApi = ApiVersionsOf<ApiKey::ElectLeaders, 0, 2, 2>;
struct ElectLeadersResponse;

/// Elects the preferred leaders, or unclean ones where no in-sync replica lives (KIP-460). Null:
/// all partitions.
struct ElectLeadersRequest {
    using Api = ElectLeadersApi;
    using Response = ElectLeadersResponse;
    using Self = ElectLeadersRequest;
    static constexpr const char* kName = "ElectLeadersRequest";

    struct TopicPartitions {
        using Self = TopicPartitions;

        std::string topic;
        std::vector<std::int32_t> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topic", &Self::topic);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const TopicPartitions&, const TopicPartitions&) = default;
    };

    std::int8_t electionType = 0;
    std::optional<std::vector<TopicPartitions>> topicPartitions = std::vector<TopicPartitions>{};
    std::int32_t timeoutMs = 60'000;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("electionType", &Self::electionType, since(1));
        v("topicPartitions", &Self::topicPartitions, always().nullable());
        v("timeoutMs", &Self::timeoutMs);
    }
    friend bool operator==(const ElectLeadersRequest&, const ElectLeadersRequest&) = default;
};

struct ElectLeadersResponse {
    using Api = ElectLeadersApi;
    using Self = ElectLeadersResponse;
    static constexpr const char* kName = "ElectLeadersResponse";

    struct PartitionResult {
        using Self = PartitionResult;

        std::int32_t partitionId = 0;
        WireError errorCode = WireError::None;
        std::optional<std::string> errorMessage;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionId", &Self::partitionId);
            v("errorCode", &Self::errorCode);
            v("errorMessage", &Self::errorMessage, always().nullable());
        }
        friend bool operator==(const PartitionResult&, const PartitionResult&) = default;
    };

    struct ReplicaElectionResult {
        using Self = ReplicaElectionResult;

        std::string topic;
        std::vector<PartitionResult> partitionResult;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topic", &Self::topic);
            v("partitionResult", &Self::partitionResult);
        }
        friend bool operator==(const ReplicaElectionResult&, const ReplicaElectionResult&)
            = default;
    };

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::vector<ReplicaElectionResult> replicaElectionResults;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("errorCode", &Self::errorCode, since(1));
        v("replicaElectionResults", &Self::replicaElectionResults);
    }
    friend bool operator==(const ElectLeadersResponse&, const ElectLeadersResponse&) = default;
};

}  // namespace stormbench::protocol
