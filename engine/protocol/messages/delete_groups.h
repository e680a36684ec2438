// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using DeleteGroupsApi = ApiVersionsOf<ApiKey::DeleteGroups, 0, 2, 2>;
struct DeleteGroupsResponse;

/// Deletes empty groups with their offsets.
struct DeleteGroupsRequest {
    using Api = DeleteGroupsApi;
    using Response = DeleteGroupsResponse;
    using Self = DeleteGroupsRequest;
    static constexpr const char* kName = "DeleteGroupsRequest";

    std::vector<std::string> groupsNames;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("groupsNames", &Self::groupsNames);
    }
    friend bool operator==(const DeleteGroupsRequest&, const DeleteGroupsRequest&) = default;
};

struct DeleteGroupsResponse {
    using Api = DeleteGroupsApi;
    using Self = DeleteGroupsResponse;
    static constexpr const char* kName = "DeleteGroupsResponse";

    struct DeletableGroupResult {
        using Self = DeletableGroupResult;

        std::string groupId;
        WireError errorCode = WireError::None;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("groupId", &Self::groupId);
            v("errorCode", &Self::errorCode);
        }
        friend bool operator==(const DeletableGroupResult&, const DeletableGroupResult&) = default;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<DeletableGroupResult> results;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("results", &Self::results);
    }
    friend bool operator==(const DeleteGroupsResponse&, const DeleteGroupsResponse&) = default;
};

}  // namespace stormbench::protocol
