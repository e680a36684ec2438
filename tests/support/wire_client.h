// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "engine/env/posix.h"
#include "engine/env/transport.h"
#include "engine/protocol/frame_reader.h"
#include "engine/protocol/header.h"

namespace stormbench::tests {

/// A blocking client on a socket of its own that sends any request in any version, and any bytes.
/// For one thread.
class WireClient {
public:
    static constexpr std::chrono::milliseconds kPatience{10'000};

    /// An unusable client when the broker cannot be reached: every call then fails.
    explicit WireClient(const env::Endpoint& to);

    template <class Request> void send(const Request& request, std::int16_t version)
    {
        sendBytes(
            protocol::encodeRequest(request, version, CorrelationId{++m_correlation}, m_clientId)
                .takeBytes());
    }
    /// The next answer. Views in it are valid until the next answer is received.
    template <class Request>
    [[nodiscard]] Result<typename Request::Response> receive(std::int16_t version)
    {
        SB_TRY(readFrame());
        return protocol::decodeResponse<Request>(m_frame, version);
    }
    template <class Request>
    [[nodiscard]] Result<typename Request::Response> call(
        const Request& request, std::int16_t version = Request::Api::kMax)
    {
        send(request, version);
        return receive<Request>(version);
    }

    void sendBytes(ByteView bytes);
    [[nodiscard]] Result<> readFrame();  ///< into frame()
    [[nodiscard]] const Bytes& frame() const { return m_frame; }
    [[nodiscard]] CorrelationId lastCorrelation() const { return CorrelationId{m_correlation}; }
    /// Waits for the broker to close the connection; false if it does not, or sends an answer
    /// instead.
    [[nodiscard]] bool isClosedByPeer();
    /// Whether an answer (or the end) is there within so short a time.
    [[nodiscard]] bool hasInputWithin(std::chrono::milliseconds time);
    void setClientId(std::string id) { m_clientId = std::move(id); }

private:
    env::FileDescriptor m_socket;
    protocol::FrameReader m_reader;
    Bytes m_frame;
    std::int32_t m_correlation = 0;
    std::string m_clientId = "wire-client";
};

}  // namespace stormbench::tests
