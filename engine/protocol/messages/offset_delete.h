// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using OffsetDeleteApi = ApiVersionsOf<ApiKey::OffsetDelete, 0, 0, kNeverFlexible>;
struct OffsetDeleteResponse;

/// Deletes a group's offsets of topics that it is not subscribed to.
struct OffsetDeleteRequest {
    using Api = OffsetDeleteApi;
    using Response = OffsetDeleteResponse;
    using Self = OffsetDeleteRequest;
    static constexpr const char* kName = "OffsetDeleteRequest";

    struct Partition {
        using Self = Partition;

        std::int32_t partitionIndex = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
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
    std::vector<Topic> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("groupId", &Self::groupId);
        v("topics", &Self::topics);
    }
    friend bool operator==(const OffsetDeleteRequest&, const OffsetDeleteRequest&) = default;
};

struct OffsetDeleteResponse {
    using Api = OffsetDeleteApi;
    using Self = OffsetDeleteResponse;
    static constexpr const char* kName = "OffsetDeleteResponse";

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

    WireError errorCode = WireError::None;
    std::int32_t throttleTimeMs = 0;
    std::vector<Topic> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("errorCode", &Self::errorCode);
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("topics", &Self::topics);
    }
    friend bool operator==(const OffsetDeleteResponse&, const OffsetDeleteResponse&) = default;
};

}  // namespace stormbench::protocol
