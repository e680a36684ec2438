// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/handlers/handlers.h"
#include "engine/controller/feature_table.h"

namespace stormbench::broker {

using protocol::ApiVersionsResponse;
using protocol::WireError;

namespace {

/// KIP-511: letters, digits, dashes and dots, with a letter or digit at both ends.
bool isSoftwareName(std::string_view text)
{
    const auto isAlphanumeric = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return !text.empty() && isAlphanumeric(text.front()) && isAlphanumeric(text.back())
        && std::all_of(text.begin(), text.end(),
            [&](char c) { return isAlphanumeric(c) || c == '-' || c == '.'; });
}

ApiVersionsResponse::ApiVersion rangeOf(const protocol::ApiInfo& api)
{
    return {static_cast<std::int16_t>(api.key), api.advertisedMinVersion, api.maxVersion};
}

}  // namespace

void handle(Core& core, const RequestPtr& request, protocol::ApiVersionsRequest message)
{
    ApiVersionsResponse response;
    if (request->version() >= 3
        && !(isSoftwareName(message.clientSoftwareName)
            && isSoftwareName(message.clientSoftwareVersion))) {
        response.errorCode = WireError::InvalidRequest;
        return request->reply(response);
    }
    request->client().softwareName = std::move(message.clientSoftwareName);
    request->client().softwareVersion = std::move(message.clientSoftwareVersion);
    for (const auto& api : protocol::allApis()) {
        if (api.scope == protocol::ApiScope::Client)
            response.apiKeys.push_back(rangeOf(api));
    }
    for (const auto& feature : controller::featureTable()) {
        // Clients before v4 cannot parse a minimum of 0 (KAFKA-17011).
        if (request->version() >= 4 || feature.minLevel > 0)
            response.supportedFeatures.push_back(
                {std::string(feature.name), feature.minLevel, feature.maxLevel});
    }
    const auto& image = core.image();
    response.finalizedFeaturesEpoch = image.offset().value();
    for (const auto& [name, level] : image.features())
        response.finalizedFeatures.push_back({name, level, level});
    request->reply(response);
}

void answerUnknownApiVersions(const RequestPtr& request)
{
    ApiVersionsResponse response;
    response.errorCode = WireError::UnsupportedVersion;
    response.apiKeys.push_back(rangeOf(request->api()));
    request->replyAt(response, 0);
}

}  // namespace stormbench::broker
