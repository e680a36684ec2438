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

using OffsetCommitApi = ApiVersionsOf<ApiKey::OffsetCommit, 2, 9, 8>;
struct OffsetCommitResponse;

/// Stores a group's positions. generationIdOrMemberEpoch is -1 for commits from outside of the
/// group.
struct OffsetCommitRequest {
    using Api = OffsetCommitApi;
    using Response = OffsetCommitResponse;
    using Self = OffsetCommitRequest;
    static constexpr const char* kName = "OffsetCommitRequest";

    struct Partition {
        using Self = Partition;

        std::int32_t partitionIndex = 0;
        std::int64_t committedOffset = 0;
        std::int32_t committedLeaderEpoch = -1;
        std::optional<std::string> committedMetadata = "";

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("committedOffset", &Self::committedOffset);
            v("committedLeaderEpoch", &Self::committedLeaderEpoch, since(6).ignorable());
            v("committedMetadata", &Self::committedMetadata, always().nullable());
        }
        friend bool operator==(const Partition&, const Partition&) = default;
    };

    struct Topic {
        using Self = Topic;

        std::string name;
        std::vector<Partition> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const Topic&, const Topic&) = default;
    };

    std::string groupId;
    std::int32_t generationIdOrMemberEpoch = -1;
    std::string memberId;
    std::optional<std::string> groupInstanceId;
    std::int64_t retentionTimeMs = -1;
    std::vector<Topic> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("groupId", &Self::groupId);
        v("generationIdOrMemberEpoch", &Self::generationIdOrMemberEpoch);
        v("memberId", &Self::memberId);
        v("groupInstanceId", &Self::groupInstanceId, since(7).nullable());
        v("retentionTimeMs", &Self::retentionTimeMs, until(4).ignorable());
        v("topics", &Self::topics);
    }
    friend bool operator==(const OffsetCommitRequest&, const OffsetCommitRequest&) = default;
};

struct OffsetCommitResponse {
    using Api = OffsetCommitApi;
    using Self = OffsetCommitResponse;
    static constexpr const char* kName = "OffsetCommitResponse";

    struct Partition {
        using Self = Partition;

        std::int32_t partitionIndex = 0;
        WireError errorCode = WireError::None;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("errorCode", &Self::errorCode);
        }
        friend bool operator==(const Partition&, const Partition&) = default;
    };

    struct Topic {
        using Self = Topic;

        std::string name;
        std::vector<Partition> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const Topic&, const Topic&) = default;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Topic> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs, since(3).ignorable());
        v("topics", &Self::topics);
    }
    friend bool operator==(const OffsetCommitResponse&, const OffsetCommitResponse&) = default;
};

}  // namespace stormbench::protocol
