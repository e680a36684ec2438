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

using LeaveGroupApi = ApiVersionsOf<ApiKey::LeaveGroup, 0, 5, 4>;
struct LeaveGroupResponse;

/// Leaves a classic group; from version 3 on several members, also by their group.instance.id
/// (KIP-345).
struct LeaveGroupRequest {
    using Api = LeaveGroupApi;
    using Response = LeaveGroupResponse;
    using Self = LeaveGroupRequest;
    static constexpr const char* kName = "LeaveGroupRequest";

    struct MemberIdentity {
        using Self = MemberIdentity;

        std::string memberId;
        std::optional<std::string> groupInstanceId;
        std::optional<std::string> reason;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("memberId", &Self::memberId);
            v("groupInstanceId", &Self::groupInstanceId, always().nullable());
            v("reason", &Self::reason, since(5).nullable().ignorable());
        }
        friend bool operator==(const MemberIdentity&, const MemberIdentity&) = default;
    };

    std::string groupId;
    std::string memberId;
    std::vector<MemberIdentity> members;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("groupId", &Self::groupId);
        v("memberId", &Self::memberId, until(2));
        v("members", &Self::members, since(3));
    }
    friend bool operator==(const LeaveGroupRequest&, const LeaveGroupRequest&) = default;
};

struct LeaveGroupResponse {
    using Api = LeaveGroupApi;
    using Self = LeaveGroupResponse;
    static constexpr const char* kName = "LeaveGroupResponse";

    struct MemberResponse {
        using Self = MemberResponse;

        std::string memberId;
        std::optional<std::string> groupInstanceId;
        WireError errorCode = WireError::None;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("memberId", &Self::memberId);
            v("groupInstanceId", &Self::groupInstanceId, always().nullable());
            v("errorCode", &Self::errorCode);
        }
        friend bool operator==(const MemberResponse&, const MemberResponse&) = default;
    };

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::vector<MemberResponse> members;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs, since(1).ignorable());
        v("errorCode", &Self::errorCode);
        v("members", &Self::members, since(3));
    }
    friend bool operator==(const LeaveGroupResponse&, const LeaveGroupResponse&) = default;
};

}  // namespace stormbench::protocol
