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

using CreatePartitionsApi = ApiVersionsOf<ApiKey::CreatePartitions, 0, 3, 2>;
struct CreatePartitionsResponse;

/// Raises a topic's number of partitions to count. assignments: null leaves the choice to the
/// controller.
struct CreatePartitionsRequest {
    using Api = CreatePartitionsApi;
    using Response = CreatePartitionsResponse;
    using Self = CreatePartitionsRequest;
    static constexpr const char* kName = "CreatePartitionsRequest";

    struct CreatePartitionsAssignment {
        using Self = CreatePartitionsAssignment;

        std::vector<std::int32_t> brokerIds;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("brokerIds", &Self::brokerIds);
        }
        friend bool operator==(const CreatePartitionsAssignment&, const CreatePartitionsAssignment&)
            = default;
    };

    struct CreatePartitionsTopic {
        using Self = CreatePartitionsTopic;

        std::string name;
        std::int32_t count = 0;
        std::optional<std::vector<CreatePartitionsAssignment>> assignments;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("count", &Self::count);
            v("assignments", &Self::assignments, always().nullable());
        }
        friend bool operator==(const CreatePartitionsTopic&, const CreatePartitionsTopic&)
            = default;
    };

    std::vector<CreatePartitionsTopic> topics;
    std::int32_t timeoutMs = 0;
    bool validateOnly = false;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("topics", &Self::topics);
        v("timeoutMs", &Self::timeoutMs);
        v("validateOnly", &Self::validateOnly);
    }
    friend bool operator==(const CreatePartitionsRequest&, const CreatePartitionsRequest&)
        = default;
};

struct CreatePartitionsResponse {
    using Api = CreatePartitionsApi;
    using Self = CreatePartitionsResponse;
    static constexpr const char* kName = "CreatePartitionsResponse";

    struct CreatePartitionsTopicResult {
        using Self = CreatePartitionsTopicResult;

        std::string name;
        WireError errorCode = WireError::None;
        std::optional<std::string> errorMessage;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("errorCode", &Self::errorCode);
            v("errorMessage", &Self::errorMessage, always().nullable());
        }
        friend bool operator==(
            const CreatePartitionsTopicResult&, const CreatePartitionsTopicResult&)
            = default;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<CreatePartitionsTopicResult> results;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("results", &Self::results);
    }
    friend bool operator==(const CreatePartitionsResponse&, const CreatePartitionsResponse&)
        = default;
};

}  // namespace stormbench::protocol
