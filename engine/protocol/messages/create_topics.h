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

using CreateTopicsApi = ApiVersionsOf<ApiKey::CreateTopics, 2, 7, 5>;
struct CreateTopicsResponse;

/// Creates topics, by numbers (assignments empty) or by a manual assignment (numPartitions and
/// replicationFactor -1).
struct CreateTopicsRequest {
    using Api = CreateTopicsApi;
    using Response = CreateTopicsResponse;
    using Self = CreateTopicsRequest;
    static constexpr const char* kName = "CreateTopicsRequest";

    struct CreatableReplicaAssignment {
        using Self = CreatableReplicaAssignment;

        std::int32_t partitionIndex = 0;
        std::vector<std::int32_t> brokerIds;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("brokerIds", &Self::brokerIds);
        }
        friend bool operator==(const CreatableReplicaAssignment&, const CreatableReplicaAssignment&)
            = default;
    };

    struct CreatableTopicConfig {
        using Self = CreatableTopicConfig;

        std::string name;
        std::optional<std::string> value;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("value", &Self::value, always().nullable());
        }
        friend bool operator==(const CreatableTopicConfig&, const CreatableTopicConfig&) = default;
    };

    struct CreatableTopic {
        using Self = CreatableTopic;

        std::string name;
        std::int32_t numPartitions = 0;
        std::int16_t replicationFactor = 0;
        std::vector<CreatableReplicaAssignment> assignments;
        std::vector<CreatableTopicConfig> configs;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("numPartitions", &Self::numPartitions);
            v("replicationFactor", &Self::replicationFactor);
            v("assignments", &Self::assignments);
            v("configs", &Self::configs);
        }
        friend bool operator==(const CreatableTopic&, const CreatableTopic&) = default;
    };

    std::vector<CreatableTopic> topics;
    std::int32_t timeoutMs = 60000;
    bool validateOnly = false;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("topics", &Self::topics);
        v("timeoutMs", &Self::timeoutMs);
        v("validateOnly", &Self::validateOnly);
    }
    friend bool operator==(const CreateTopicsRequest&, const CreateTopicsRequest&) = default;
};

struct CreateTopicsResponse {
    using Api = CreateTopicsApi;
    using Self = CreateTopicsResponse;
    static constexpr const char* kName = "CreateTopicsResponse";

    struct CreatableTopicConfigs {
        using Self = CreatableTopicConfigs;

        std::string name;
        std::optional<std::string> value;
        bool readOnly = false;
        std::int8_t configSource = -1;
        bool isSensitive = false;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("value", &Self::value, always().nullable());
            v("readOnly", &Self::readOnly);
            v("configSource", &Self::configSource);
            v("isSensitive", &Self::isSensitive);
        }
        friend bool operator==(const CreatableTopicConfigs&, const CreatableTopicConfigs&)
            = default;
    };

    struct CreatableTopicResult {
        using Self = CreatableTopicResult;

        std::string name;
        Uuid topicId;
        WireError errorCode = WireError::None;
        std::optional<std::string> errorMessage;
        WireError topicConfigErrorCode = WireError::None;
        std::int32_t numPartitions = -1;
        std::int16_t replicationFactor = -1;
        std::optional<std::vector<CreatableTopicConfigs>> configs;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("topicId", &Self::topicId, since(7).ignorable());
            v("errorCode", &Self::errorCode);
            v("errorMessage", &Self::errorMessage, always().nullable());
            v("topicConfigErrorCode", &Self::topicConfigErrorCode, since(5).tagged(0).ignorable());
            v("numPartitions", &Self::numPartitions, since(5).ignorable());
            v("replicationFactor", &Self::replicationFactor, since(5).ignorable());
            v("configs", &Self::configs, since(5).nullable().ignorable());
        }
        friend bool operator==(const CreatableTopicResult&, const CreatableTopicResult&) = default;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<CreatableTopicResult> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("topics", &Self::topics);
    }
    friend bool operator==(const CreateTopicsResponse&, const CreateTopicsResponse&) = default;
};

}  // namespace stormbench::protocol
