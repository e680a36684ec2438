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

using OffsetFetchApi = ApiVersionsOf<ApiKey::OffsetFetch, 1, 9, 6>;
struct OffsetFetchResponse;

/// A group's positions; of several groups at once from version 8 on. topics: null asks for all of
/// them.
struct OffsetFetchRequest {
    using Api = OffsetFetchApi;
    using Response = OffsetFetchResponse;
    using Self = OffsetFetchRequest;
    static constexpr const char* kName = "OffsetFetchRequest";

    struct Topic {
        using Self = Topic;

        std::string name;
        std::vector<std::int32_t> partitionIndexes;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitionIndexes", &Self::partitionIndexes);
        }
        friend bool operator==(const Topic&, const Topic&) = default;
    };

    struct Topics {
        using Self = Topics;

        std::string name;
        std::vector<std::int32_t> partitionIndexes;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitionIndexes", &Self::partitionIndexes);
        }
        friend bool operator==(const Topics&, const Topics&) = default;
    };

    struct Group {
        using Self = Group;

        std::string groupId;
        std::optional<std::string> memberId;
        std::int32_t memberEpoch = -1;
        std::optional<std::vector<Topics>> topics = std::vector<Topics>{};

        template <class Visitor> static void fields(Visitor& v)
        {
            v("groupId", &Self::groupId);
            v("memberId", &Self::memberId, since(9).nullable().ignorable());
            v("memberEpoch", &Self::memberEpoch, since(9).ignorable());
            v("topics", &Self::topics, always().nullable());
        }
        friend bool operator==(const Group&, const Group&) = default;
    };

    std::string groupId;
    std::optional<std::vector<Topic>> topics = std::vector<Topic>{};
    std::vector<Group> groups;
    bool requireStable = false;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("groupId", &Self::groupId, until(7));
        v("topics", &Self::topics, until(7).nullable(2));
        v("groups", &Self::groups, since(8));
        v("requireStable", &Self::requireStable, since(7));
    }
    friend bool operator==(const OffsetFetchRequest&, const OffsetFetchRequest&) = default;
};

struct OffsetFetchResponse {
    using Api = OffsetFetchApi;
    using Self = OffsetFetchResponse;
    static constexpr const char* kName = "OffsetFetchResponse";

    struct Partition {
        using Self = Partition;

        std::int32_t partitionIndex = 0;
        std::int64_t committedOffset = 0;
        std::int32_t committedLeaderEpoch = -1;
        std::optional<std::string> metadata = "";
        WireError errorCode = WireError::None;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("committedOffset", &Self::committedOffset);
            v("committedLeaderEpoch", &Self::committedLeaderEpoch, between(5, 7).ignorable());
            v("metadata", &Self::metadata, always().nullable());
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

    struct Partitions {
        using Self = Partitions;

        std::int32_t partitionIndex = 0;
        std::int64_t committedOffset = 0;
        std::int32_t committedLeaderEpoch = -1;
        std::optional<std::string> metadata = "";
        WireError errorCode = WireError::None;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("committedOffset", &Self::committedOffset);
            v("committedLeaderEpoch", &Self::committedLeaderEpoch);
            v("metadata", &Self::metadata, always().nullable());
            v("errorCode", &Self::errorCode);
        }
        friend bool operator==(const Partitions&, const Partitions&) = default;
    };

    struct Topics {
        using Self = Topics;

        std::string name;
        std::vector<Partitions> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const Topics&, const Topics&) = default;
    };

    struct Group {
        using Self = Group;

        std::string groupId;
        std::vector<Topics> topics;
        WireError errorCode = WireError::None;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("groupId", &Self::groupId);
            v("topics", &Self::topics);
            v("errorCode", &Self::errorCode);
        }
        friend bool operator==(const Group&, const Group&) = default;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<Topic> topics;
    WireError errorCode = WireError::None;
    std::vector<Group> groups;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs, since(3).ignorable());
        v("topics", &Self::topics, until(7));
        v("errorCode", &Self::errorCode, between(2, 7).ignorable());
        v("groups", &Self::groups, since(8));
    }
    friend bool operator==(const OffsetFetchResponse&, const OffsetFetchResponse&) = default;
};

}  // namespace stormbench::protocol
