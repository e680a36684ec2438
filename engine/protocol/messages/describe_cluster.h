// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using DescribeClusterApi = ApiVersionsOf<ApiKey::DescribeCluster, 0, 2, 0>;
struct DescribeClusterResponse;

/// Brokers and controller, without topics.
struct DescribeClusterRequest {
    using Api = DescribeClusterApi;
    using Response = DescribeClusterResponse;
    using Self = DescribeClusterRequest;
    static constexpr const char* kName = "DescribeClusterRequest";

    bool includeClusterAuthorizedOperations = false;
    std::int8_t endpointType = 1;
    bool includeFencedBrokers = false;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("includeClusterAuthorizedOperations", &Self::includeClusterAuthorizedOperations);
        v("endpointType", &Self::endpointType, since(1));
        v("includeFencedBrokers", &Self::includeFencedBrokers, since(2));
    }
    friend bool operator==(const DescribeClusterRequest&, const DescribeClusterRequest&) = default;
};

struct DescribeClusterResponse {
    using Api = DescribeClusterApi;
    using Self = DescribeClusterResponse;
    static constexpr const char* kName = "DescribeClusterResponse";

    struct DescribeClusterBroker {
        using Self = DescribeClusterBroker;

        std::int32_t brokerId = 0;
        std::string host;
        std::int32_t port = 0;
        std::optional<std::string> rack;
        bool isFenced = false;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("brokerId", &Self::brokerId);
            v("host", &Self::host);
            v("port", &Self::port);
            v("rack", &Self::rack, always().nullable());
            v("isFenced", &Self::isFenced, since(2));
        }
        friend bool operator==(const DescribeClusterBroker&, const DescribeClusterBroker&)
            = default;
    };

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::optional<std::string> errorMessage;
    std::int8_t endpointType = 1;
    std::string clusterId;
    std::int32_t controllerId = -1;
    std::vector<DescribeClusterBroker> brokers;
    std::int32_t clusterAuthorizedOperations = std::numeric_limits<std::int32_t>::min();

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("errorCode", &Self::errorCode);
        v("errorMessage", &Self::errorMessage, always().nullable());
        v("endpointType", &Self::endpointType, since(1));
        v("clusterId", &Self::clusterId);
        v("controllerId", &Self::controllerId);
        v("brokers", &Self::brokers);
        v("clusterAuthorizedOperations", &Self::clusterAuthorizedOperations);
    }
    friend bool operator==(const DescribeClusterResponse&, const DescribeClusterResponse&)
        = default;
};

}  // namespace stormbench::protocol
