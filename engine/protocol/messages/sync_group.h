// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using SyncGroupApi = ApiVersionsOf<ApiKey::SyncGroup, 0, 5, 4>;
struct SyncGroupResponse;

/// Brings the leader's assignment to the coordinator and each member's share to the member.
struct SyncGroupRequest {
    using Api = SyncGroupApi;
    using Response = SyncGroupResponse;
    using Self = SyncGroupRequest;
    static constexpr const char* kName = "SyncGroupRequest";

    struct Assignment {
        using Self = Assignment;

        std::string memberId;
        Bytes assignment;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("memberId", &Self::memberId);
            v("assignment", &Self::assignment);
        }
        friend bool operator==(const Assignment&, const Assignment&) = default;
    };

    std::string groupId;
    std::int32_t generationId = 0;
    std::string memberId;
    std::optional<std::string> groupInstanceId;
    std::optional<std::string> protocolType;
    std::optional<std::string> protocolName;
    std::vector<Assignment> assignments;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("groupId", &Self::groupId);
        v("generationId", &Self::generationId);
        v("memberId", &Self::memberId);
        v("groupInstanceId", &Self::groupInstanceId, since(3).nullable());
        v("protocolType", &Self::protocolType, since(5).nullable().ignorable());
        v("protocolName", &Self::protocolName, since(5).nullable().ignorable());
        v("assignments", &Self::assignments);
    }
    friend bool operator==(const SyncGroupRequest&, const SyncGroupRequest&) = default;
};

struct SyncGroupResponse {
    using Api = SyncGroupApi;
    using Self = SyncGroupResponse;
    static constexpr const char* kName = "SyncGroupResponse";

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::optional<std::string> protocolType;
    std::optional<std::string> protocolName;
    Bytes assignment;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs, since(1).ignorable());
        v("errorCode", &Self::errorCode);
        v("protocolType", &Self::protocolType, since(5).nullable().ignorable());
        v("protocolName", &Self::protocolName, since(5).nullable().ignorable());
        v("assignment", &Self::assignment);
    }
    friend bool operator==(const SyncGroupResponse&, const SyncGroupResponse&) = default;
};

}  // namespace stormbench::protocol
