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

using DescribeLogDirsApi = ApiVersionsOf<ApiKey::DescribeLogDirs, 1, 4, 2>;
struct DescribeLogDirsResponse;

/// Log directories and the size of each replica in them. topics: null asks for all.
struct DescribeLogDirsRequest {
    using Api = DescribeLogDirsApi;
    using Response = DescribeLogDirsResponse;
    using Self = DescribeLogDirsRequest;
    static constexpr const char* kName = "DescribeLogDirsRequest";

    struct DescribableLogDirTopic {
        using Self = DescribableLogDirTopic;

        std::string topic;
        std::vector<std::int32_t> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topic", &Self::topic);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const DescribableLogDirTopic&, const DescribableLogDirTopic&)
            = default;
    };

    std::optional<std::vector<DescribableLogDirTopic>> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("topics", &Self::topics, always().nullable());
    }
    friend bool operator==(const DescribeLogDirsRequest&, const DescribeLogDirsRequest&) = default;
};

struct DescribeLogDirsResponse {
    using Api = DescribeLogDirsApi;
    using Self = DescribeLogDirsResponse;
    static constexpr const char* kName = "DescribeLogDirsResponse";

    struct DescribeLogDirsPartition {
        using Self = DescribeLogDirsPartition;

        std::int32_t partitionIndex = 0;
        std::int64_t partitionSize = 0;
        std::int64_t offsetLag = 0;
        bool isFutureKey = false;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("partitionSize", &Self::partitionSize);
            v("offsetLag", &Self::offsetLag);
            v("isFutureKey", &Self::isFutureKey);
        }
        friend bool operator==(const DescribeLogDirsPartition&, const DescribeLogDirsPartition&)
            = default;
    };

    struct DescribeLogDirsTopic {
        using Self = DescribeLogDirsTopic;

        std::string name;
        std::vector<DescribeLogDirsPartition> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const DescribeLogDirsTopic&, const DescribeLogDirsTopic&) = default;
    };

    struct DescribeLogDirsResult {
        using Self = DescribeLogDirsResult;

        WireError errorCode = WireError::None;
        std::string logDir;
        std::vector<DescribeLogDirsTopic> topics;
        std::int64_t totalBytes = -1;
        std::int64_t usableBytes = -1;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("errorCode", &Self::errorCode);
            v("logDir", &Self::logDir);
            v("topics", &Self::topics);
            v("totalBytes", &Self::totalBytes, since(4).ignorable());
            v("usableBytes", &Self::usableBytes, since(4).ignorable());
        }
        friend bool operator==(const DescribeLogDirsResult&, const DescribeLogDirsResult&)
            = default;
    };

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::vector<DescribeLogDirsResult> results;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("errorCode", &Self::errorCode, since(3).ignorable());
        v("results", &Self::results);
    }
    friend bool operator==(const DescribeLogDirsResponse&, const DescribeLogDirsResponse&)
        = default;
};

}  // namespace stormbench::protocol
