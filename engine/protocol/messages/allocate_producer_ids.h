// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using AllocateProducerIdsApi = ApiVersionsOf<ApiKey::AllocateProducerIds, 0, 0, 0>;
struct AllocateProducerIdsResponse;

/// A block of producer ids from the controller for a broker to hand out (KIP-730).
struct AllocateProducerIdsRequest {
    using Api = AllocateProducerIdsApi;
    using Response = AllocateProducerIdsResponse;
    using Self = AllocateProducerIdsRequest;
    static constexpr const char* kName = "AllocateProducerIdsRequest";

    std::int32_t brokerId = 0;
    std::int64_t brokerEpoch = -1;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("brokerId", &Self::brokerId);
        v("brokerEpoch", &Self::brokerEpoch);
    }
    friend bool operator==(const AllocateProducerIdsRequest&, const AllocateProducerIdsRequest&)
        = default;
};

struct AllocateProducerIdsResponse {
    using Api = AllocateProducerIdsApi;
    using Self = AllocateProducerIdsResponse;
    static constexpr const char* kName = "AllocateProducerIdsResponse";

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::int64_t producerIdStart = 0;
    std::int32_t producerIdLen = 0;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("errorCode", &Self::errorCode);
        v("producerIdStart", &Self::producerIdStart);
        v("producerIdLen", &Self::producerIdLen);
    }
    friend bool operator==(const AllocateProducerIdsResponse&, const AllocateProducerIdsResponse&)
        = default;
};

}  // namespace stormbench::protocol
