// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "engine/protocol/api_key.h"

namespace stormbench::protocol {

/// Which side of a cluster serves an API.
enum class ApiScope : std::uint8_t {
    Client,   ///< for clients: in ApiVersions' answer
    Cluster,  ///< between the brokers of one cluster: never advertised to clients
};

/// One API: a row of the table that the messages' declarations make up.
struct ApiInfo {
    ApiKey key;
    std::string_view name;
    std::int16_t minVersion;
    std::int16_t maxVersion;
    std::int16_t flexibleSince;
    /// The minimum that ApiVersions announces. Below minVersion only for Produce: librdkafka takes
    /// its features from a range that starts at 0, though versions 0 to 2 are gone (KAFKA-18659,
    /// KIP-896).
    std::int16_t advertisedMinVersion;
    ApiScope scope;

    [[nodiscard]] constexpr bool has(std::int16_t version) const
    {
        return version >= minVersion && version <= maxVersion;
    }
    [[nodiscard]] constexpr bool isFlexible(std::int16_t version) const
    {
        return version >= flexibleSince;
    }
};

/// All APIs that a broker answers, sorted by key.
[[nodiscard]] std::span<const ApiInfo> allApis();

/// nullptr if brokers answer no such API.
[[nodiscard]] const ApiInfo* findApi(std::int16_t key);
/// For every enumerator.
[[nodiscard]] const ApiInfo& apiInfo(ApiKey key);
[[nodiscard]] std::string_view apiName(std::int16_t key);  ///< "unknown" if there is none

/// 2 for flexible versions, otherwise 1. Version 2 keeps the client id as an old-style string.
[[nodiscard]] std::int16_t requestHeaderVersion(const ApiInfo& api, std::int16_t version);
/// 1 for flexible versions, otherwise 0; always 0 for ApiVersions, whose reader does not know yet
/// what the broker speaks (KIP-511).
[[nodiscard]] std::int16_t responseHeaderVersion(const ApiInfo& api, std::int16_t version);

}  // namespace stormbench::protocol
