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

using DeleteTopicsApi = ApiVersionsOf<ApiKey::DeleteTopics, 1, 6, 4>;
struct DeleteTopicsResponse;

/// Deletes topics, by name until version 5, by name or id from 6 on.
struct DeleteTopicsRequest {
    using Api = DeleteTopicsApi;
    using Response = DeleteTopicsResponse;
    using Self = DeleteTopicsRequest;
    static constexpr const char* kName = "DeleteTopicsRequest";

    struct DeleteTopicState {
        using Self = DeleteTopicState;

        std::optional<std::string> name;
        Uuid topicId;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name, always().nullable());
            v("topicId", &Self::topicId);
        }
        friend bool operator==(const DeleteTopicState&, const DeleteTopicState&) = default;
    };

    std::vector<DeleteTopicState> topics;
    std::vector<std::string> topicNames;
    std::int32_t timeoutMs = 0;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("topics", &Self::topics, since(6));
        v("topicNames", &Self::topicNames, until(5).ignorable());
        v("timeoutMs", &Self::timeoutMs);
    }
    friend bool operator==(const DeleteTopicsRequest&, const DeleteTopicsRequest&) = default;
};

struct DeleteTopicsResponse {
    using Api = DeleteTopicsApi;
    using Self = DeleteTopicsResponse;
    static constexpr const char* kName = "DeleteTopicsResponse";

    struct DeletableTopicResult {
        using Self = DeletableTopicResult;

        std::optional<std::string> name;
        Uuid topicId;
        WireError errorCode = WireError::None;
        std::optional<std::string> errorMessage;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name, always().nullable(6));
            v("topicId", &Self::topicId, since(6).ignorable());
            v("errorCode", &Self::errorCode);
            v("errorMessage", &Self::errorMessage, since(5).nullable().ignorable());
        }
        friend bool operator==(const DeletableTopicResult&, const DeletableTopicResult&) = default;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<DeletableTopicResult> responses;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("responses", &Self::responses);
    }
    friend bool operator==(const DeleteTopicsResponse&, const DeleteTopicsResponse&) = default;
};

}  // namespace stormbench::protocol
