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

using JoinGroupApi = ApiVersionsOf<ApiKey::JoinGroup, 0, 9, 6>;
struct JoinGroupResponse;

/// Joins a classic group. The answer comes when the rebalance is complete.
struct JoinGroupRequest {
    using Api = JoinGroupApi;
    using Response = JoinGroupResponse;
    using Self = JoinGroupRequest;
    static constexpr const char* kName = "JoinGroupRequest";

    struct Protocol {
        using Self = Protocol;

        std::string name;
        Bytes metadata;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("metadata", &Self::metadata);
        }
        friend bool operator==(const Protocol&, const Protocol&) = default;
    };

    std::string groupId;
    std::int32_t sessionTimeoutMs = 0;
    std::int32_t rebalanceTimeoutMs = -1;
    std::string memberId;
    std::optional<std::string> groupInstanceId;
    std::string protocolType;
    std::vector<Protocol> protocols;
    std::optional<std::string> reason;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("groupId", &Self::groupId);
        v("sessionTimeoutMs", &Self::sessionTimeoutMs);
        v("rebalanceTimeoutMs", &Self::rebalanceTimeoutMs, since(1).ignorable());
        v("memberId", &Self::memberId);
        v("groupInstanceId", &Self::groupInstanceId, since(5).nullable());
        v("protocolType", &Self::protocolType);
        v("protocols", &Self::protocols);
        v("reason", &Self::reason, since(8).nullable().ignorable());
    }
    friend bool operator==(const JoinGroupRequest&, const JoinGroupRequest&) = default;
};

/// members is filled for the leader only, which computes the assignment.
struct JoinGroupResponse {
    using Api = JoinGroupApi;
    using Self = JoinGroupResponse;
    static constexpr const char* kName = "JoinGroupResponse";

    struct Member {
        using Self = Member;

        std::string memberId;
        std::optional<std::string> groupInstanceId;
        Bytes metadata;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("memberId", &Self::memberId);
            v("groupInstanceId", &Self::groupInstanceId, since(5).nullable().ignorable());
            v("metadata", &Self::metadata);
        }
        friend bool operator==(const Member&, const Member&) = default;
    };

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::int32_t generationId = -1;
    std::optional<std::string> protocolType;
    std::optional<std::string> protocolName;
    std::string leader;
    bool skipAssignment = false;
    std::string memberId;
    std::vector<Member> members;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs, since(2).ignorable());
        v("errorCode", &Self::errorCode);
        v("generationId", &Self::generationId);
        v("protocolType", &Self::protocolType, since(7).nullable().ignorable());
        v("protocolName", &Self::protocolName, always().nullable(7));
        v("leader", &Self::leader);
        v("skipAssignment", &Self::skipAssignment, since(9));
        v("memberId", &Self::memberId);
        v("members", &Self::members);
    }
    friend bool operator==(const JoinGroupResponse&, const JoinGroupResponse&) = default;
};

}  // namespace stormbench::protocol
