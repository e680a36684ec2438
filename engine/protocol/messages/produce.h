// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"
#include "engine/protocol/records.h"

namespace stormbench::protocol {

using ProduceApi = ApiVersionsOf<ApiKey::Produce, 3, 12, 9>;
struct ProduceResponse;

/// Appends batches to partitions. acks: 0 (no response at all), 1 (leader) or -1 (all in-sync
/// replicas).
struct ProduceRequest {
    using Api = ProduceApi;
    using Response = ProduceResponse;
    using Self = ProduceRequest;
    static constexpr const char* kName = "ProduceRequest";

    struct PartitionProduceData {
        using Self = PartitionProduceData;

        std::int32_t index = 0;
        Records records;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("index", &Self::index);
            v("records", &Self::records, always().nullable());
        }
        friend bool operator==(const PartitionProduceData&, const PartitionProduceData&) = default;
    };

    struct TopicProduceData {
        using Self = TopicProduceData;

        std::string name;
        std::vector<PartitionProduceData> partitionData;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitionData", &Self::partitionData);
        }
        friend bool operator==(const TopicProduceData&, const TopicProduceData&) = default;
    };

    std::optional<std::string> transactionalId;
    std::int16_t acks = 0;
    std::int32_t timeoutMs = 0;
    std::vector<TopicProduceData> topicData;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("transactionalId", &Self::transactionalId, always().nullable());
        v("acks", &Self::acks);
        v("timeoutMs", &Self::timeoutMs);
        v("topicData", &Self::topicData);
    }
    friend bool operator==(const ProduceRequest&, const ProduceRequest&) = default;
};

/// currentLeader and nodeEndpoints tell a client where the leader went (KIP-951).
struct ProduceResponse {
    using Api = ProduceApi;
    using Self = ProduceResponse;
    static constexpr const char* kName = "ProduceResponse";

    struct BatchIndexAndErrorMessage {
        using Self = BatchIndexAndErrorMessage;

        std::int32_t batchIndex = 0;
        std::optional<std::string> batchIndexErrorMessage;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("batchIndex", &Self::batchIndex);
            v("batchIndexErrorMessage", &Self::batchIndexErrorMessage, always().nullable());
        }
        friend bool operator==(const BatchIndexAndErrorMessage&, const BatchIndexAndErrorMessage&)
            = default;
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

    struct PartitionProduceResponse {
        using Self = PartitionProduceResponse;

        std::int32_t index = 0;
        WireError errorCode = WireError::None;
        std::int64_t baseOffset = 0;
        std::int64_t logAppendTimeMs = -1;
        std::int64_t logStartOffset = -1;
        std::vector<BatchIndexAndErrorMessage> recordErrors;
        std::optional<std::string> errorMessage;
        LeaderIdAndEpoch currentLeader;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("index", &Self::index);
            v("errorCode", &Self::errorCode);
            v("baseOffset", &Self::baseOffset);
            v("logAppendTimeMs", &Self::logAppendTimeMs);
            v("logStartOffset", &Self::logStartOffset, since(5).ignorable());
            v("recordErrors", &Self::recordErrors, since(8).ignorable());
            v("errorMessage", &Self::errorMessage, since(8).nullable().ignorable());
            v("currentLeader", &Self::currentLeader, since(10).tagged(0));
        }
        friend bool operator==(const PartitionProduceResponse&, const PartitionProduceResponse&)
            = default;
    };

    struct TopicProduceResponse {
        using Self = TopicProduceResponse;

        std::string name;
        std::vector<PartitionProduceResponse> partitionResponses;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitionResponses", &Self::partitionResponses);
        }
        friend bool operator==(const TopicProduceResponse&, const TopicProduceResponse&) = default;
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

    std::vector<TopicProduceResponse> responses;
    std::int32_t throttleTimeMs = 0;
    std::vector<NodeEndpoint> nodeEndpoints;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("responses", &Self::responses);
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("nodeEndpoints", &Self::nodeEndpoints, since(10).tagged(0));
    }
    friend bool operator==(const ProduceResponse&, const ProduceResponse&) = default;
};

}  // namespace stormbench::protocol
