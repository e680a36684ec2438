// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using ApiVersionsApi = ApiVersionsOf<ApiKey::ApiVersions, 0, 4, 3>;
struct ApiVersionsResponse;

/// What a broker speaks: the first request of a connection.
struct ApiVersionsRequest {
    using Api = ApiVersionsApi;
    using Response = ApiVersionsResponse;
    using Self = ApiVersionsRequest;
    static constexpr const char* kName = "ApiVersionsRequest";

    std::string clientSoftwareName;
    std::string clientSoftwareVersion;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("clientSoftwareName", &Self::clientSoftwareName, since(3).ignorable());
        v("clientSoftwareVersion", &Self::clientSoftwareVersion, since(3).ignorable());
    }
    friend bool operator==(const ApiVersionsRequest&, const ApiVersionsRequest&) = default;
};

/// Always behind response header version 0. For a request in a version that the broker does not
/// have: version 0, UnsupportedVersion and the single entry of ApiVersions (KIP-511).
struct ApiVersionsResponse {
    using Api = ApiVersionsApi;
    using Self = ApiVersionsResponse;
    static constexpr const char* kName = "ApiVersionsResponse";

    struct ApiVersion {
        using Self = ApiVersion;

        std::int16_t apiKey = 0;
        std::int16_t minVersion = 0;
        std::int16_t maxVersion = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("apiKey", &Self::apiKey);
            v("minVersion", &Self::minVersion);
            v("maxVersion", &Self::maxVersion);
        }
        friend bool operator==(const ApiVersion&, const ApiVersion&) = default;
    };

    struct SupportedFeatureKey {
        using Self = SupportedFeatureKey;

        std::string name;
        std::int16_t minVersion = 0;
        std::int16_t maxVersion = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("minVersion", &Self::minVersion);
            v("maxVersion", &Self::maxVersion);
        }
        friend bool operator==(const SupportedFeatureKey&, const SupportedFeatureKey&) = default;
    };

    struct FinalizedFeatureKey {
        using Self = FinalizedFeatureKey;

        std::string name;
        std::int16_t maxVersionLevel = 0;
        std::int16_t minVersionLevel = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("maxVersionLevel", &Self::maxVersionLevel);
            v("minVersionLevel", &Self::minVersionLevel);
        }
        friend bool operator==(const FinalizedFeatureKey&, const FinalizedFeatureKey&) = default;
    };

    WireError errorCode = WireError::None;
    std::vector<ApiVersion> apiKeys;
    std::int32_t throttleTimeMs = 0;
    std::vector<SupportedFeatureKey> supportedFeatures;
    std::int64_t finalizedFeaturesEpoch = -1;
    std::vector<FinalizedFeatureKey> finalizedFeatures;
    bool zkMigrationReady = false;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("errorCode", &Self::errorCode);
        v("apiKeys", &Self::apiKeys);
        v("throttleTimeMs", &Self::throttleTimeMs, since(1).ignorable());
        v("supportedFeatures", &Self::supportedFeatures, since(3).tagged(0).ignorable());
        v("finalizedFeaturesEpoch", &Self::finalizedFeaturesEpoch, since(3).tagged(1).ignorable());
        v("finalizedFeatures", &Self::finalizedFeatures, since(3).tagged(2).ignorable());
        v("zkMigrationReady", &Self::zkMigrationReady, since(3).tagged(3).ignorable());
    }
    friend bool operator==(const ApiVersionsResponse&, const ApiVersionsResponse&) = default;
};

}  // namespace stormbench::protocol
