// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using DeleteRecordsApi = ApiVersionsOf<ApiKey::DeleteRecords, 0, 2, 2>;
struct DeleteRecordsResponse;

/// Moves the log start offset; -1 is the high watermark.
struct DeleteRecordsRequest {
    using Api = DeleteRecordsApi;
    using Response = DeleteRecordsResponse;
    using Self = DeleteRecordsRequest;
    static constexpr const char* kName = "DeleteRecordsRequest";

    struct DeleteRecordsPartition {
        using Self = DeleteRecordsPartition;

        std::int32_t partitionIndex = 0;
        std::int64_t offset = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("offset", &Self::offset);
        }
        friend bool operator==(const DeleteRecordsPartition&, const DeleteRecordsPartition&)
            = default;
    };

    struct DeleteRecordsTopic {
        using Self = DeleteRecordsTopic;

        std::string name;
        std::vector<DeleteRecordsPartition> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const DeleteRecordsTopic&, const DeleteRecordsTopic&) = default;
    };

    std::vector<DeleteRecordsTopic> topics;
    std::int32_t timeoutMs = 0;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("topics", &Self::topics);
        v("timeoutMs", &Self::timeoutMs);
    }
    friend bool operator==(const DeleteRecordsRequest&, const DeleteRecordsRequest&) = default;
};

struct DeleteRecordsResponse {
    using Api = DeleteRecordsApi;
    using Self = DeleteRecordsResponse;
    static constexpr const char* kName = "DeleteRecordsResponse";

    struct DeleteRecordsPartitionResult {
        using Self = DeleteRecordsPartitionResult;

        std::int32_t partitionIndex = 0;
        std::int64_t lowWatermark = 0;
        WireError errorCode = WireError::None;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("lowWatermark", &Self::lowWatermark);
            v("errorCode", &Self::errorCode);
        }
        friend bool operator==(
            const DeleteRecordsPartitionResult&, const DeleteRecordsPartitionResult&)
            = default;
    };

    struct DeleteRecordsTopicResult {
        using Self = DeleteRecordsTopicResult;

        std::string name;
        std::vector<DeleteRecordsPartitionResult> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const DeleteRecordsTopicResult&, const DeleteRecordsTopicResult&)
            = default;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<DeleteRecordsTopicResult> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("topics", &Self::topics);
    }
    friend bool operator==(const DeleteRecordsResponse&, const DeleteRecordsResponse&) = default;
};

}  // namespace stormbench::protocol
