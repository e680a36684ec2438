// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/wire_client.h"

#include <array>

#include <fmt/format.h>

#include "engine/client/errors.h"
#include "engine/protocol/api_table.h"
#include "engine/protocol/frame_reader.h"
#include "engine/protocol/messages/api_versions.h"

namespace stormbench::client {

Result<WireConnection> WireConnection::open(
    const api::ConnectionSettings& settings, const HostPort& host, const Deadline& deadline)
{
    SB_TRY_ASSIGN(const auto addresses, resolve(host, deadline));
    SB_TRY_ASSIGN(auto socket, Socket::connect(addresses, deadline));
    if (usesTls(settings))
        SB_TRY(socket.startTls(settings, host.host, deadline));
    return over(std::move(socket), settings.clientId, deadline);
}

Result<WireConnection> WireConnection::over(
    Socket socket, std::string clientId, const Deadline& deadline)
{
    WireConnection connection(std::move(socket), std::move(clientId));
    SB_TRY(connection.negotiate(deadline));
    return connection;
}

Result<> WireConnection::negotiate(const Deadline& deadline)
{
    // Version 0: every broker answers it, and its answer lists what it speaks (KIP-511).
    const protocol::ApiVersionsRequest request;
    SB_TRY_ASSIGN(const auto frame,
        roundTrip(protocol::encodeRequest(request, 0, ++m_correlation, m_clientId).takeBytes(),
            deadline));
    SB_TRY_ASSIGN(
        const auto response, protocol::decodeResponse<protocol::ApiVersionsRequest>(frame, 0));
    if (response.errorCode != protocol::WireError::None)
        return fail(errorFrom(
            static_cast<int>(response.errorCode), "asking for the broker's API versions"));
    for (const auto& api : response.apiKeys)
        m_versions[api.apiKey] = {api.minVersion, api.maxVersion};
    return {};
}

Result<std::int16_t> WireConnection::commonVersion(
    protocol::ApiKey api, std::int16_t min, std::int16_t max) const
{
    const auto name = protocol::apiName(static_cast<std::int16_t>(api));
    const auto found = m_versions.find(static_cast<std::int16_t>(api));
    if (found == m_versions.end())
        return fail(ErrorCode::Unsupported, fmt::format("the broker does not offer {}", name));
    const auto version = std::min(max, found->second.max);
    if (version < min || version < found->second.min)
        return fail(ErrorCode::Unsupported,
            fmt::format("the broker and this client have no version of {} in common", name));
    return version;
}

Result<Bytes> WireConnection::roundTrip(Bytes request, const Deadline& deadline)
{
    SB_TRY(m_socket.sendAll(request, deadline));
    protocol::FrameReader reader;
    std::array<std::uint8_t, 16 * 1024> buffer{};
    while (true) {
        SB_TRY_ASSIGN(auto frame, reader.next());
        if (frame) {
            SB_TRY_ASSIGN(const auto correlation, protocol::decodeCorrelationId(*frame));
            if (correlation != m_correlation)
                return fail(ErrorCode::Corrupt,
                    "the broker answered another request than the one that was sent");
            return std::move(*frame);
        }
        SB_TRY_ASSIGN(const auto count, m_socket.receive(buffer, deadline));
        reader.feed(ByteView(buffer.data(), count));
    }
}

Result<> WireClient::ensureOpen(Slot& slot, const HostPort* broker, const Deadline& deadline)
{
    if (!available())
        return fail(ErrorCode::Unsupported,
            "this request is only possible over plaintext or TLS connections without SASL");
    if (slot)
        return {};
    SB_TRY_ASSIGN(auto hosts, parseBootstrap(m_settings.bootstrap));
    if (broker)
        hosts = {*broker};
    Error last;
    for (const auto& host : hosts) {
        if (auto connection = WireConnection::open(m_settings, host, deadline)) {
            slot.emplace(*std::move(connection));
            return {};
        } else {
            last = std::move(connection).error();
        }
    }
    return fail(std::move(last));
}

}  // namespace stormbench::client
