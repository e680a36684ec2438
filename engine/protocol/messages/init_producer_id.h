// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using InitProducerIdApi = ApiVersionsOf<ApiKey::InitProducerId, 0, 5, 2>;
struct InitProducerIdResponse;

/// A producer id and epoch for an idempotent (transactionalId null) or transactional producer.
struct InitProducerIdRequest {
    using Api = InitProducerIdApi;
    using Response = InitProducerIdResponse;
    using Self = InitProducerIdRequest;
    static constexpr const char* kName = "InitProducerIdRequest";

    std::optional<std::string> transactionalId;
    std::int32_t transactionTimeoutMs = 0;
    std::int64_t producerId = -1;
    std::int16_t producerEpoch = -1;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("transactionalId", &Self::transactionalId, always().nullable());
        v("transactionTimeoutMs", &Self::transactionTimeoutMs);
        v("producerId", &Self::producerId, since(3));
        v("producerEpoch", &Self::producerEpoch, since(3));
    }
    friend bool operator==(const InitProducerIdRequest&, const InitProducerIdRequest&) = default;
};

struct InitProducerIdResponse {
    using Api = InitProducerIdApi;
    using Self = InitProducerIdResponse;
    static constexpr const char* kName = "InitProducerIdResponse";

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::int64_t producerId = -1;
    std::int16_t producerEpoch = 0;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("errorCode", &Self::errorCode);
        v("producerId", &Self::producerId);
        v("producerEpoch", &Self::producerEpoch);
    }
    friend bool operator==(const InitProducerIdResponse&, const InitProducerIdResponse&) = default;
};

}  // namespace stormbench::protocol
