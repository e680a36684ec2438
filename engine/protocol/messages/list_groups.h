// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using ListGroupsApi = ApiVersionsOf<ApiKey::ListGroups, 0, 5, 3>;
struct ListGroupsResponse;

/// All groups that a broker coordinates, filtered by state and type.
struct ListGroupsRequest {
    using Api = ListGroupsApi;
    using Response = ListGroupsResponse;
    using Self = ListGroupsRequest;
    static constexpr const char* kName = "ListGroupsRequest";

    std::vector<std::string> statesFilter;
    std::vector<std::string> typesFilter;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("statesFilter", &Self::statesFilter, since(4));
        v("typesFilter", &Self::typesFilter, since(5));
    }
    friend bool operator==(const ListGroupsRequest&, const ListGroupsRequest&) = default;
};

struct ListGroupsResponse {
    using Api = ListGroupsApi;
    using Self = ListGroupsResponse;
    static constexpr const char* kName = "ListGroupsResponse";

    struct ListedGroup {
        using Self = ListedGroup;

        std::string groupId;
        std::string protocolType;
        std::string groupState;
        std::string groupType;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("groupId", &Self::groupId);
            v("protocolType", &Self::protocolType);
            v("groupState", &Self::groupState, since(4).ignorable());
            v("groupType", &Self::groupType, since(5).ignorable());
        }
        friend bool operator==(const ListedGroup&, const ListedGroup&) = default;
    };

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::vector<ListedGroup> groups;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs, since(1).ignorable());
        v("errorCode", &Self::errorCode);
        v("groups", &Self::groups);
    }
    friend bool operator==(const ListGroupsResponse&, const ListGroupsResponse&) = default;
};

}  // namespace stormbench::protocol
