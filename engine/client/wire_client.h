// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <optional>

#include <fmt/format.h>

#include "engine/api/connection.h"
#include "engine/client/socket.h"
#include "engine/protocol/api_key.h"
#include "engine/protocol/header.h"

namespace stormbench::client {

/// One connection to one broker that sends a request and waits for its answer, for the requests
/// that the packaged librdkafka lacks. Connects by ApiVersions and picks the newest version that
/// both sides have. Not thread-safe.
class WireConnection {
public:
    [[nodiscard]] static Result<WireConnection> open(
        const api::ConnectionSettings& settings, const HostPort& host, const Deadline& deadline);
    /// The same over a connected socket.
    [[nodiscard]] static Result<WireConnection> over(
        Socket socket, std::string clientId, const Deadline& deadline);

    template <class Request>
    [[nodiscard]] Result<typename Request::Response> call(
        const Request& request, const Deadline& deadline)
    {
        using Api = typename Request::Api;
        SB_TRY_ASSIGN(const auto version, commonVersion(Api::kKey, Api::kMin, Api::kMax));
        SB_TRY(protocol::checkEncodable(request, version));
        SB_TRY_ASSIGN(const auto frame,
            roundTrip(
                protocol::encodeRequest(request, version, ++m_correlation, m_clientId).takeBytes(),
                deadline));
        return protocol::decodeResponse<Request>(frame, version);
    }
    [[nodiscard]] std::size_t apiCount() const { return m_versions.size(); }
    [[nodiscard]] bool has(protocol::ApiKey api) const
    {
        return m_versions.contains(static_cast<std::int16_t>(api));
    }

private:
    struct Range {
        std::int16_t min = 0, max = 0;
    };
    WireConnection(Socket socket, std::string clientId)
        : m_socket(std::move(socket))
        , m_clientId(std::move(clientId))
    {
    }
    [[nodiscard]] Result<> negotiate(const Deadline& deadline);
    [[nodiscard]] Result<std::int16_t> commonVersion(
        protocol::ApiKey api, std::int16_t min, std::int16_t max) const;
    [[nodiscard]] Result<Bytes> roundTrip(Bytes request, const Deadline& deadline);

    Socket m_socket;
    std::string m_clientId;
    CorrelationId m_correlation{0};
    std::map<std::int16_t, Range> m_versions;
};

/// Connections to the brokers of one cluster, opened when first needed and anew after they broke.
/// Plaintext and TLS; over SASL every call is Unsupported, as the handshake is librdkafka's.
/// Thread-safe: one request at a time.
class WireClient {
public:
    explicit WireClient(api::ConnectionSettings settings)
        : m_settings(std::move(settings))
    {
    }

    [[nodiscard]] bool available() const { return !usesSasl(m_settings); }

    /// Asks any broker of the bootstrap list.
    template <class Request>
    [[nodiscard]] Result<typename Request::Response> callAny(
        const Request& request, api::Millis timeout)
    {
        const std::lock_guard lock(m_mutex);
        return callOn(m_any, nullptr, request, Deadline::after(timeout));
    }
    template <class Request>
    [[nodiscard]] Result<typename Request::Response> call(
        const HostPort& broker, const Request& request, api::Millis timeout)
    {
        const std::lock_guard lock(m_mutex);
        return callOn(m_connections[fmt::format("{}:{}", broker.host, broker.port)], &broker,
            request, Deadline::after(timeout));
    }

private:
    using Slot = std::optional<WireConnection>;
    /// Opens the slot's connection to the broker, or to any for a null one.
    [[nodiscard]] Result<> ensureOpen(Slot& slot, const HostPort* broker, const Deadline& deadline);

    // A connection that was kept may have been closed meanwhile: then once more on a new one. All
    // requests made here may be repeated.
    template <class Request>
    Result<typename Request::Response> callOn(
        Slot& slot, const HostPort* broker, const Request& request, const Deadline& deadline)
    {
        for (bool kept = slot.has_value();; kept = false) {
            SB_TRY(ensureOpen(slot, broker, deadline));
            auto response = slot->call(request, deadline);
            if (response || response.error().code == ErrorCode::Unsupported)
                return response;
            slot.reset();  // the stream cannot be followed any further
            if (!kept || response.error().code != ErrorCode::Unavailable)
                return response;
        }
    }

    std::mutex m_mutex;
    const api::ConnectionSettings m_settings;
    Slot m_any;
    std::map<std::string, Slot> m_connections;
};

}  // namespace stormbench::client
