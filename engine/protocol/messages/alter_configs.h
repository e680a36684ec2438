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

using AlterConfigsApi = ApiVersionsOf<ApiKey::AlterConfigs, 0, 2, 2>;
struct AlterConfigsResponse;

/// Replaces all of a resource's settings. Deprecated in favour of IncrementalAlterConfigs, but
/// still sent by older clients.
struct AlterConfigsRequest {
    using Api = AlterConfigsApi;
    using Response = AlterConfigsResponse;
    using Self = AlterConfigsRequest;
    static constexpr const char* kName = "AlterConfigsRequest";

    struct AlterableConfig {
        using Self = AlterableConfig;

        std::string name;
        std::optional<std::string> value;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("value", &Self::value, always().nullable());
        }
        friend bool operator==(const AlterableConfig&, const AlterableConfig&) = default;
    };

    struct AlterConfigsResource {
        using Self = AlterConfigsResource;

        std::int8_t resourceType = 0;
        std::string resourceName;
        std::vector<AlterableConfig> configs;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("resourceType", &Self::resourceType);
            v("resourceName", &Self::resourceName);
            v("configs", &Self::configs);
        }
        friend bool operator==(const AlterConfigsResource&, const AlterConfigsResource&) = default;
    };

    std::vector<AlterConfigsResource> resources;
    bool validateOnly = false;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("resources", &Self::resources);
        v("validateOnly", &Self::validateOnly);
    }
    friend bool operator==(const AlterConfigsRequest&, const AlterConfigsRequest&) = default;
};

struct AlterConfigsResponse {
    using Api = AlterConfigsApi;
    using Self = AlterConfigsResponse;
    static constexpr const char* kName = "AlterConfigsResponse";

    struct AlterConfigsResourceResponse {
        using Self = AlterConfigsResourceResponse;

        WireError errorCode = WireError::None;
        std::optional<std::string> errorMessage;
        std::int8_t resourceType = 0;
        std::string resourceName;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("errorCode", &Self::errorCode);
            v("errorMessage", &Self::errorMessage, always().nullable());
            v("resourceType", &Self::resourceType);
            v("resourceName", &Self::resourceName);
        }
        friend bool operator==(
            const AlterConfigsResourceResponse&, const AlterConfigsResourceResponse&)
            = default;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<AlterConfigsResourceResponse> responses;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("responses", &Self::responses);
    }
    friend bool operator==(const AlterConfigsResponse&, const AlterConfigsResponse&) = default;
};

}  // namespace stormbench::protocol
