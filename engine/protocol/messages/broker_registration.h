// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/uuid.h"
#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using BrokerRegistrationApi = ApiVersionsOf<ApiKey::BrokerRegistration, 0, 4, 0>;
struct BrokerRegistrationResponse;

/// A broker's announcement to the controller (KIP-631).
struct BrokerRegistrationRequest {
    using Api = BrokerRegistrationApi;
    using Response = BrokerRegistrationResponse;
    using Self = BrokerRegistrationRequest;
    static constexpr const char* kName = "BrokerRegistrationRequest";

    struct Listener {
        using Self = Listener;

        std::string name;
        std::string host;
        std::uint16_t port = 0;
        std::int16_t securityProtocol = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("host", &Self::host);
            v("port", &Self::port);
            v("securityProtocol", &Self::securityProtocol);
        }
        friend bool operator==(const Listener&, const Listener&) = default;
    };

    struct Feature {
        using Self = Feature;

        std::string name;
        std::int16_t minSupportedVersion = 0;
        std::int16_t maxSupportedVersion = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("minSupportedVersion", &Self::minSupportedVersion);
            v("maxSupportedVersion", &Self::maxSupportedVersion);
        }
        friend bool operator==(const Feature&, const Feature&) = default;
    };

    std::int32_t brokerId = 0;
    std::string clusterId;
    Uuid incarnationId;
    std::vector<Listener> listeners;
    std::vector<Feature> features;
    std::optional<std::string> rack;
    bool isMigratingZkBroker = false;
    std::vector<Uuid> logDirs;
    std::int64_t previousBrokerEpoch = -1;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("brokerId", &Self::brokerId);
        v("clusterId", &Self::clusterId);
        v("incarnationId", &Self::incarnationId);
        v("listeners", &Self::listeners);
        v("features", &Self::features);
        v("rack", &Self::rack, always().nullable());
        v("isMigratingZkBroker", &Self::isMigratingZkBroker, since(1));
        v("logDirs", &Self::logDirs, since(2).ignorable());
        v("previousBrokerEpoch", &Self::previousBrokerEpoch, since(3).ignorable());
    }
    friend bool operator==(const BrokerRegistrationRequest&, const BrokerRegistrationRequest&)
        = default;
};

struct BrokerRegistrationResponse {
    using Api = BrokerRegistrationApi;
    using Self = BrokerRegistrationResponse;
    static constexpr const char* kName = "BrokerRegistrationResponse";

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::int64_t brokerEpoch = -1;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("errorCode", &Self::errorCode);
        v("brokerEpoch", &Self::brokerEpoch);
    }
    friend bool operator==(const BrokerRegistrationResponse&, const BrokerRegistrationResponse&)
        = default;
};

}  // namespace stormbench::protocol
