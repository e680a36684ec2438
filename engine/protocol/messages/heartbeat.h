// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using HeartbeatApi = ApiVersionsOf<ApiKey::Heartbeat, 0, 4, 4>;
struct HeartbeatResponse;

/// Keeps a member of a classic group alive and tells it of rebalances.
struct HeartbeatRequest {
    using Api = HeartbeatApi;
    using Response = HeartbeatResponse;
    using Self = HeartbeatRequest;
    static constexpr const char* kName = "HeartbeatRequest";

    std::string groupId;
    std::int32_t generationId = 0;
    std::string memberId;
    std::optional<std::string> groupInstanceId;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("groupId", &Self::groupId);
        v("generationId", &Self::generationId);
        v("memberId", &Self::memberId);
        v("groupInstanceId", &Self::groupInstanceId, since(3).nullable());
    }
    friend bool operator==(const HeartbeatRequest&, const HeartbeatRequest&) = default;
};

struct HeartbeatResponse {
    using Api = HeartbeatApi;
    using Self = HeartbeatResponse;
    static constexpr const char* kName = "HeartbeatResponse";

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs, since(1).ignorable());
        v("errorCode", &Self::errorCode);
    }
    friend bool operator==(const HeartbeatResponse&, const HeartbeatResponse&) = default;
};

}  // namespace stormbench::protocol
