// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "engine/base/ids.h"
#include "engine/protocol/api_key.h"
#include "engine/protocol/codec.h"

namespace stormbench::protocol {

/// What stands before a request's body. `apiKey` is any number that a client sent: see findApi().
struct RequestHeader {
    std::int16_t apiKey = 0;
    std::int16_t apiVersion = 0;
    CorrelationId correlationId{0};
    std::optional<std::string> clientId;

    friend bool operator==(const RequestHeader&, const RequestHeader&) = default;
};

/// A request whose body is still to be decoded, by decode<…Request>(body, header.apiVersion).
struct RequestFrame {
    RequestHeader header;
    ByteView body;  ///< a view into the frame
};

/// Decodes the header of a frame (without the length prefix). An unknown API or version is not an
/// error here: the header is then read as version 1, whose fields every version starts with, and
/// `body` is what follows. Total.
[[nodiscard]] Result<RequestFrame> decodeRequestFrame(ByteView frame);

/// A response whose body is still to be decoded.
struct ResponseFrame {
    CorrelationId correlationId{0};
    ByteView body;
};

/// The correlation id alone, to find out which request a response answers.
[[nodiscard]] Result<CorrelationId> decodeCorrelationId(ByteView frame);
[[nodiscard]] Result<ResponseFrame> decodeResponseFrame(
    ByteView frame, ApiKey api, std::int16_t version);

/// The length prefix (room only) and the header.
[[nodiscard]] Bytes requestPrefix(ApiKey api, std::int16_t version, CorrelationId correlationId,
    const std::optional<std::string>& clientId);
[[nodiscard]] Bytes responsePrefix(ApiKey api, std::int16_t version, CorrelationId correlationId);

/// A whole frame, length prefix included.
template <class Request>
[[nodiscard]] EncodedMessage encodeRequest(const Request& request, std::int16_t version,
    CorrelationId correlationId, const std::optional<std::string>& clientId)
{
    return encodeBehind(requestPrefix(Request::Api::kKey, version, correlationId, clientId), true,
        request, version);
}
template <class Response>
[[nodiscard]] EncodedMessage encodeResponse(
    const Response& response, std::int16_t version, CorrelationId correlationId)
{
    return encodeBehind(
        responsePrefix(Response::Api::kKey, version, correlationId), true, response, version);
}

/// Decodes a whole response frame (without the length prefix) to a request of type `Request`.
template <class Request>
[[nodiscard]] Result<typename Request::Response> decodeResponse(
    ByteView frame, std::int16_t version)
{
    SB_TRY_ASSIGN(const auto response, decodeResponseFrame(frame, Request::Api::kKey, version));
    return decode<typename Request::Response>(response.body, version);
}

}  // namespace stormbench::protocol
