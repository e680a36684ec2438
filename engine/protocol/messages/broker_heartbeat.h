// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/uuid.h"
#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using BrokerHeartbeatApi = ApiVersionsOf<ApiKey::BrokerHeartbeat, 0, 1, 0>;
struct BrokerHeartbeatResponse;

/// Keeps a broker registered and unfenced, and lets it ask for fencing or shutdown (KIP-631).
struct BrokerHeartbeatRequest {
    using Api = BrokerHeartbeatApi;
    using Response = BrokerHeartbeatResponse;
    using Self = BrokerHeartbeatRequest;
    static constexpr const char* kName = "BrokerHeartbeatRequest";

    std::int32_t brokerId = 0;
    std::int64_t brokerEpoch = -1;
    std::int64_t currentMetadataOffset = 0;
    bool wantFence = false;
    bool wantShutDown = false;
    std::vector<Uuid> offlineLogDirs;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("brokerId", &Self::brokerId);
        v("brokerEpoch", &Self::brokerEpoch);
        v("currentMetadataOffset", &Self::currentMetadataOffset);
        v("wantFence", &Self::wantFence);
        v("wantShutDown", &Self::wantShutDown);
        v("offlineLogDirs", &Self::offlineLogDirs, since(1).tagged(0));
    }
    friend bool operator==(const BrokerHeartbeatRequest&, const BrokerHeartbeatRequest&) = default;
};

struct BrokerHeartbeatResponse {
    using Api = BrokerHeartbeatApi;
    using Self = BrokerHeartbeatResponse;
    static constexpr const char* kName = "BrokerHeartbeatResponse";

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    bool isCaughtUp = false;
    bool isFenced = true;
    bool shouldShutDown = false;
    /// Not Kafka's, whose readers pass over tags that they do not know: the last record of the
    /// metadata when the controller answered.
    std::int64_t metadataOffset = -1;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("errorCode", &Self::errorCode);
        v("isCaughtUp", &Self::isCaughtUp);
        v("isFenced", &Self::isFenced);
        v("shouldShutDown", &Self::shouldShutDown);
        v("metadataOffset", &Self::metadataOffset,
            since(0).tagged(Field::kFirstOwnTag).ignorable());
    }
    friend bool operator==(const BrokerHeartbeatResponse&, const BrokerHeartbeatResponse&)
        = default;
};

}  // namespace stormbench::protocol
