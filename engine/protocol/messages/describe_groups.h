// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using DescribeGroupsApi = ApiVersionsOf<ApiKey::DescribeGroups, 0, 6, 5>;
struct DescribeGroupsResponse;

/// State and members of classic groups.
struct DescribeGroupsRequest {
    using Api = DescribeGroupsApi;
    using Response = DescribeGroupsResponse;
    using Self = DescribeGroupsRequest;
    static constexpr const char* kName = "DescribeGroupsRequest";

    std::vector<std::string> groups;
    bool includeAuthorizedOperations = false;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("groups", &Self::groups);
        v("includeAuthorizedOperations", &Self::includeAuthorizedOperations, since(3));
    }
    friend bool operator==(const DescribeGroupsRequest&, const DescribeGroupsRequest&) = default;
};

struct DescribeGroupsResponse {
    using Api = DescribeGroupsApi;
    using Self = DescribeGroupsResponse;
    static constexpr const char* kName = "DescribeGroupsResponse";

    struct DescribedGroupMember {
        using Self = DescribedGroupMember;

        std::string memberId;
        std::optional<std::string> groupInstanceId;
        std::string clientId;
        std::string clientHost;
        Bytes memberMetadata;
        Bytes memberAssignment;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("memberId", &Self::memberId);
            v("groupInstanceId", &Self::groupInstanceId, since(4).nullable().ignorable());
            v("clientId", &Self::clientId);
            v("clientHost", &Self::clientHost);
            v("memberMetadata", &Self::memberMetadata);
            v("memberAssignment", &Self::memberAssignment);
        }
        friend bool operator==(const DescribedGroupMember&, const DescribedGroupMember&) = default;
    };

    struct DescribedGroup {
        using Self = DescribedGroup;

        WireError errorCode = WireError::None;
        std::optional<std::string> errorMessage;
        std::string groupId;
        std::string groupState;
        std::string protocolType;
        std::string protocolData;
        std::vector<DescribedGroupMember> members;
        std::int32_t authorizedOperations = std::numeric_limits<std::int32_t>::min();

        template <class Visitor> static void fields(Visitor& v)
        {
            v("errorCode", &Self::errorCode);
            v("errorMessage", &Self::errorMessage, since(6).nullable());
            v("groupId", &Self::groupId);
            v("groupState", &Self::groupState);
            v("protocolType", &Self::protocolType);
            v("protocolData", &Self::protocolData);
            v("members", &Self::members);
            v("authorizedOperations", &Self::authorizedOperations, since(3));
        }
        friend bool operator==(const DescribedGroup&, const DescribedGroup&) = default;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<DescribedGroup> groups;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs, since(1).ignorable());
        v("groups", &Self::groups);
    }
    friend bool operator==(const DescribeGroupsResponse&, const DescribeGroupsResponse&) = default;
};

}  // namespace stormbench::protocol
