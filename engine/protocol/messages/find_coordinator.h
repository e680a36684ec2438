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

using FindCoordinatorApi = ApiVersionsOf<ApiKey::FindCoordinator, 0, 6, 3>;
struct FindCoordinatorResponse;

/// The broker that coordinates a group (keyType 0) or a transactional id (keyType 1); several keys
/// from version 4 on.
struct FindCoordinatorRequest {
    using Api = FindCoordinatorApi;
    using Response = FindCoordinatorResponse;
    using Self = FindCoordinatorRequest;
    static constexpr const char* kName = "FindCoordinatorRequest";

    std::string key;
    std::int8_t keyType = 0;
    std::vector<std::string> coordinatorKeys;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("key", &Self::key, until(3));
        v("keyType", &Self::keyType, since(1));
        v("coordinatorKeys", &Self::coordinatorKeys, since(4));
    }
    friend bool operator==(const FindCoordinatorRequest&, const FindCoordinatorRequest&) = default;
};

struct FindCoordinatorResponse {
    using Api = FindCoordinatorApi;
    using Self = FindCoordinatorResponse;
    static constexpr const char* kName = "FindCoordinatorResponse";

    struct Coordinator {
        using Self = Coordinator;

        std::string key;
        std::int32_t nodeId = 0;
        std::string host;
        std::int32_t port = 0;
        WireError errorCode = WireError::None;
        std::optional<std::string> errorMessage;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("key", &Self::key);
            v("nodeId", &Self::nodeId);
            v("host", &Self::host);
            v("port", &Self::port);
            v("errorCode", &Self::errorCode);
            v("errorMessage", &Self::errorMessage, always().nullable());
        }
        friend bool operator==(const Coordinator&, const Coordinator&) = default;
    };

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::optional<std::string> errorMessage;
    std::int32_t nodeId = 0;
    std::string host;
    std::int32_t port = 0;
    std::vector<Coordinator> coordinators;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs, since(1).ignorable());
        v("errorCode", &Self::errorCode, until(3));
        v("errorMessage", &Self::errorMessage, between(1, 3).nullable().ignorable());
        v("nodeId", &Self::nodeId, until(3));
        v("host", &Self::host, until(3));
        v("port", &Self::port, until(3));
        v("coordinators", &Self::coordinators, since(4));
    }
    friend bool operator==(const FindCoordinatorResponse&, const FindCoordinatorResponse&)
        = default;
};

}  // namespace stormbench::protocol
