// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/api_table.h"

#include <algorithm>
#include <array>

#include "engine/base/assert.h"
#include "engine/protocol/messages/all.h"

namespace stormbench::protocol {

namespace {

constexpr ApiScope scopeOf(ApiKey key)
{
    switch (key) {
    case ApiKey::Vote:
    case ApiKey::BeginQuorumEpoch:
    case ApiKey::EndQuorumEpoch:
    case ApiKey::AlterPartition:
    case ApiKey::FetchSnapshot:
    case ApiKey::BrokerRegistration:
    case ApiKey::BrokerHeartbeat:
    case ApiKey::AllocateProducerIds: return ApiScope::Cluster;
    default: return ApiScope::Client;
    }
}

template <class Request> constexpr ApiInfo row(std::string_view name)
{
    using Api = typename Request::Api;
    static_assert(std::is_same_v<Api, typename Request::Response::Api>);
    const std::int16_t advertisedMin = Api::kKey == ApiKey::Produce ? std::int16_t{0} : Api::kMin;
    return {Api::kKey, name, Api::kMin, Api::kMax, Api::kFlexibleSince, advertisedMin,
        scopeOf(Api::kKey)};
}

#define STORMBENCH_API_ROW(name, key) row<name##Request>(#name),
constexpr std::array kApis{STORMBENCH_APIS(STORMBENCH_API_ROW)};
#undef STORMBENCH_API_ROW

constexpr bool isSorted(std::span<const ApiInfo> apis)
{
    return std::is_sorted(
        apis.begin(), apis.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
}
static_assert(isSorted(kApis));

}  // namespace

std::span<const ApiInfo> allApis()
{
    return kApis;
}

const ApiInfo* findApi(std::int16_t key)
{
    const auto at = std::lower_bound(kApis.begin(), kApis.end(), key,
        [](const ApiInfo& api, std::int16_t k) { return static_cast<std::int16_t>(api.key) < k; });
    return at != kApis.end() && static_cast<std::int16_t>(at->key) == key ? &*at : nullptr;
}

const ApiInfo& apiInfo(ApiKey key)
{
    const auto* api = findApi(static_cast<std::int16_t>(key));
    SB_ASSERT(api, "an enumerator of ApiKey is always in the table");
    return *api;
}

std::string_view apiName(std::int16_t key)
{
    const auto* api = findApi(key);
    return api ? api->name : "unknown";
}

std::int16_t requestHeaderVersion(const ApiInfo& api, std::int16_t version)
{
    return api.isFlexible(version) ? 2 : 1;
}

std::int16_t responseHeaderVersion(const ApiInfo& api, std::int16_t version)
{
    return api.key != ApiKey::ApiVersions && api.isFlexible(version) ? 1 : 0;
}

}  // namespace stormbench::protocol
